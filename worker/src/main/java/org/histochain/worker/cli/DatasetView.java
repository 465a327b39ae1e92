package org.histochain.worker.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import org.histochain.activities.artifact.Artifacts;
import org.histochain.activities.dataset.DatasetManifest;
import org.histochain.activities.dataset.DatasetSummary;
import org.histochain.activities.dataset.Splits;

/** A data set as it is shown: counts by class, split and group, side, channel means. */
final class DatasetView {
  private static final List<String> SPLITS =
      List.of(Splits.TRAIN, Splits.VALIDATION, Splits.TEST, Splits.UNDECLARED);

  private final DatasetManifest manifest;
  private final DatasetSummary summary;

  private DatasetView(DatasetManifest manifest, DatasetSummary summary) {
    this.manifest = manifest;
    this.summary = summary;
  }

  static DatasetView of(Artifacts artifacts, DatasetManifest manifest) throws IOException {
    return new DatasetView(manifest, DatasetSummary.of(artifacts, manifest));
  }

  void show(Console console, boolean json) {
    if (json) {
      console.json(json());
    } else {
      lines().forEach(console::data);
    }
  }

  private List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(
        "%s: %d patches of %d x %d pixels in %d shards, from %s"
            .formatted(
                summary.ref().name(),
                summary.patches(),
                summary.side(),
                summary.side(),
                summary.shards(),
                summary.source()));
    facts().forEach((name, value) -> lines.add("%-10s  %s".formatted(name, value)));
    lines.add("");
    lines.addAll(table());
    return lines;
  }

  /** What there is to say in a line each; a line more is an entry more. */
  private Map<String, String> facts() {
    Map<String, String> facts = new LinkedHashMap<>();
    if (!summary.groups().isEmpty()) {
      facts.put("Groups", groups());
    }
    if (summary.unlabelled() > 0) {
      facts.put("Unlabelled", "%d patches have no class".formatted(summary.unlabelled()));
    }
    if (summary.skipped() > 0) {
      facts.put("Skipped", "%d images that could not be read".formatted(summary.skipped()));
    }
    if (manifest.converted() != null) {
      facts.put("Converted", "to RGB: " + manifest.converted());
    }
    if (manifest.resized() != null) {
      facts.put("Resized", "%d images".formatted(manifest.resized()));
    }
    if (manifest.duplicates() != null) {
      facts.put("Copies", "%d patches equal an earlier one".formatted(manifest.duplicates()));
    }
    facts.put("Version", summary.ref().digest());
    facts.put("Means", channels(summary.channels().mean()));
    facts.put("Spread", channels(summary.channels().std()));
    return facts;
  }

  private String groups() {
    Map<String, Integer> sizes = new LinkedHashMap<>();
    summary.groups().forEach((group, perClass) -> sizes.put(group, sum(perClass)));
    Comparator<Map.Entry<String, Integer>> bySize = Map.Entry.comparingByValue();
    Map.Entry<String, Integer> smallest = sizes.entrySet().stream().min(bySize).orElseThrow();
    Map.Entry<String, Integer> largest = sizes.entrySet().stream().max(bySize).orElseThrow();
    return "%d: the smallest, %s, has %d patches, the largest, %s, %d"
        .formatted(
            sizes.size(),
            smallest.getKey(),
            smallest.getValue(),
            largest.getKey(),
            largest.getValue());
  }

  private List<String> table() {
    List<Map.Entry<String, List<Integer>>> splits =
        summary.counts().entrySet().stream()
            .sorted(Comparator.comparingInt(split -> SPLITS.indexOf(split.getKey())))
            .toList();
    List<List<String>> rows = new ArrayList<>();
    List<String> head = new ArrayList<>(List.of("class"));
    splits.forEach(
        split -> head.add(split.getKey().equals(Splits.UNDECLARED) ? "patches" : split.getKey()));
    if (splits.size() > 1) {
      head.add("all");
    }
    rows.add(head);
    for (int c = 0; c < splits.getFirst().getValue().size(); c++) {
      int place = c;
      rows.add(row(name(c), splits.stream().map(split -> split.getValue().get(place)).toList()));
    }
    rows.add(row("all", splits.stream().map(split -> sum(split.getValue())).toList()));
    return TextTable.of(rows);
  }

  private static List<String> row(String name, List<Integer> counts) {
    List<String> row = new ArrayList<>(List.of(name));
    counts.forEach(count -> row.add(String.valueOf(count)));
    if (counts.size() > 1) {
      row.add(String.valueOf(sum(counts)));
    }
    return row;
  }

  private static int sum(List<Integer> counts) {
    return counts.stream().mapToInt(Integer::intValue).sum();
  }

  /** Returns what there is to show, by its key in JSON. */
  Map<String, Object> json() {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("name", summary.ref().name());
    view.put("digest", summary.ref().digest());
    view.put("classes", summary.classes());
    view.put("side", summary.side());
    view.put("patches", summary.patches());
    view.put("unlabelled", summary.unlabelled());
    view.put("shards", summary.shards());
    view.put("groups", summary.groups().size());
    view.put("skipped", summary.skipped());
    view.put("source", summary.source());
    view.put("counts", named(summary.counts()));
    view.put("channelMeans", summary.channels().mean());
    view.put("channelDeviations", summary.channels().std());
    view.put("converted", Objects.requireNonNullElse(manifest.converted(), Map.of()));
    view.put("resized", Objects.requireNonNullElse(manifest.resized(), 0));
    view.put("duplicates", Objects.requireNonNullElse(manifest.duplicates(), 0));
    view.put("groupCounts", named(summary.groups()));
    return view;
  }

  private Map<String, Map<String, Integer>> named(SortedMap<String, List<Integer>> counts) {
    Map<String, Map<String, Integer>> named = new LinkedHashMap<>();
    counts.forEach(
        (key, perClass) -> {
          Map<String, Integer> byName = new LinkedHashMap<>();
          for (int c = 0; c < perClass.size(); c++) {
            byName.put(name(c), perClass.get(c));
          }
          named.put(key, byName);
        });
    return named;
  }

  private String name(int classIndex) {
    return classIndex < summary.classes().size() ? summary.classes().get(classIndex) : "unlabelled";
  }

  private static String channels(List<Double> values) {
    return String.format(
        Locale.ROOT,
        "red %.4f, green %.4f, blue %.4f",
        values.get(0),
        values.get(1),
        values.get(2));
  }
}
