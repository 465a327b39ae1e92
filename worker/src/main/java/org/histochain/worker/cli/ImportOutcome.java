package org.histochain.worker.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.histochain.activities.artifact.Artifacts;
import org.histochain.activities.dataset.DatasetManifest;
import org.histochain.activities.image.SkippedImage;
import org.histochain.activities.importing.Imported;

/** Shows what an import has made. */
final class ImportOutcome {
  private ImportOutcome() {}

  static void show(Console console, Artifacts artifacts, Imported imported, boolean json)
      throws IOException {
    DatasetView view = DatasetView.of(artifacts, imported.manifest());
    lines(imported).forEach(console::note);
    if (!json) {
      view.show(console, false);
      return;
    }
    Map<String, Object> outcome = new LinkedHashMap<>();
    DatasetManifest manifest = imported.manifest();
    outcome.put("converted", Objects.requireNonNullElse(manifest.converted(), Map.of()));
    outcome.put("resized", Objects.requireNonNullElse(manifest.resized(), 0));
    outcome.put("duplicates", Objects.requireNonNullElse(manifest.duplicates(), 0));
    outcome.put("reusedShards", imported.reusedShards());
    outcome.put("skippedImages", imported.skipped());
    outcome.put("notes", notes(manifest));
    Map<String, Object> all = new LinkedHashMap<>(view.json());
    all.put("import", outcome);
    console.json(all);
  }

  /** Says what is to be known of an import, in a line each. */
  static List<String> lines(Imported imported) {
    List<String> lines = new ArrayList<>();
    for (SkippedImage image : imported.skipped()) {
      lines.add("Skipped " + image.path() + ": " + image.reason());
    }
    DatasetManifest manifest = imported.manifest();
    if (manifest.converted() != null) {
      String kinds =
          manifest.converted().entrySet().stream()
              .map(kind -> kind.getValue() + " " + kind.getKey())
              .collect(Collectors.joining(", "));
      lines.add(kinds + " images were converted to RGB");
    }
    if (manifest.resized() != null) {
      lines.add(
          "%d images were resized to %d x %d pixels"
              .formatted(manifest.resized(), manifest.side(), manifest.side()));
    }
    if (manifest.duplicates() != null) {
      lines.add(manifest.duplicates() + " images are exact copies of others, and were kept");
    }
    if (imported.reusedShards() > 0) {
      lines.add(
          "%d of %d shards were there from an earlier import that was cut off"
              .formatted(imported.reusedShards(), manifest.shards().size()));
    }
    lines.addAll(notes(manifest));
    return lines;
  }

  private static List<String> notes(DatasetManifest manifest) {
    List<String> notes = new ArrayList<>();
    if (manifest.classes().isEmpty()) {
      notes.add("No image has a class: a chain needs labelled images of at least two classes");
    }
    for (int index = 0; index < manifest.classes().size(); index++) {
      int place = index;
      int images = manifest.counts().values().stream().mapToInt(counts -> counts.get(place)).sum();
      if (images < 3) {
        notes.add(
            "Class %s has too few images, %d, for one each to train, validate and test on"
                .formatted(manifest.classes().get(index), images));
      }
    }
    return notes;
  }
}
