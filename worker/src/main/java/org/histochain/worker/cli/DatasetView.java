package org.histochain.worker.cli;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.histochain.activities.artifact.Artifacts;
import org.histochain.activities.dataset.DatasetManifest;
import org.histochain.activities.dataset.DatasetSummary;

/** A data set as it is shown: counts by class and split, side, channel means. */
final class DatasetView {
  private final DatasetSummary summary;

  private DatasetView(DatasetSummary summary) {
    this.summary = summary;
  }

  static DatasetView of(Artifacts artifacts, DatasetManifest manifest) throws IOException {
    return new DatasetView(DatasetSummary.of(artifacts, manifest));
  }

  void show(Console console, boolean json) {
    if (json) {
      console.json(json());
      return;
    }
    console.data(
        "%s: %d patches of %d x %d pixels in %d shards, from %s"
            .formatted(
                summary.ref().name(),
                summary.patches(),
                summary.side(),
                summary.side(),
                summary.shards(),
                summary.source()));
    if (summary.groups() > 0) {
      console.data("Groups    " + summary.groups());
    }
    if (summary.skipped() > 0) {
      console.data("Skipped   %d images that could not be read".formatted(summary.skipped()));
    }
    console.data("Version   " + summary.ref().digest());
    console.data("Means     " + channels(summary.channels().mean()));
    console.data("Spread    " + channels(summary.channels().std()));
    summary
        .counts()
        .forEach(
            (split, counts) -> console.data("%-9s %s".formatted(capital(split), named(counts))));
  }

  /** Returns what there is to show, by its key in JSON. */
  Map<String, Object> json() {
    Map<String, Map<String, Integer>> counts = new LinkedHashMap<>();
    summary.counts().forEach((split, perClass) -> counts.put(split, named(perClass)));
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("name", summary.ref().name());
    view.put("digest", summary.ref().digest());
    view.put("classes", summary.classes());
    view.put("side", summary.side());
    view.put("patches", summary.patches());
    view.put("shards", summary.shards());
    view.put("groups", summary.groups());
    view.put("skipped", summary.skipped());
    view.put("source", summary.source());
    view.put("counts", counts);
    view.put("channelMeans", summary.channels().mean());
    view.put("channelDeviations", summary.channels().std());
    return view;
  }

  private Map<String, Integer> named(List<Integer> perClass) {
    Map<String, Integer> named = new LinkedHashMap<>();
    for (int index = 0; index < perClass.size(); index++) {
      String name = index < summary.classes().size() ? summary.classes().get(index) : "none";
      named.put(name, perClass.get(index));
    }
    return named;
  }

  private static String channels(List<Double> values) {
    return String.format(
        Locale.ROOT,
        "red %.4f, green %.4f, blue %.4f",
        values.get(0),
        values.get(1),
        values.get(2));
  }

  private static String capital(String word) {
    return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
  }
}
