package org.histochain.worker.cli;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.histochain.activities.artifact.Artifacts;
import org.histochain.activities.dataset.DatasetIndex;
import org.histochain.activities.dataset.DatasetManifest;
import org.histochain.activities.table.ChannelSums;
import org.histochain.activities.table.IndexRow;

/** A data set as it is shown: counts by class and split, side, channel means. */
final class DatasetView {
  private final DatasetManifest manifest;
  private final List<Double> means;

  private DatasetView(DatasetManifest manifest, List<Double> means) {
    this.manifest = manifest;
    this.means = means;
  }

  static DatasetView of(Artifacts artifacts, DatasetManifest manifest) throws IOException {
    ChannelSums sums =
        DatasetIndex.load(artifacts, manifest).rows().stream()
            .map(IndexRow::sums)
            .reduce(ChannelSums.ZERO, ChannelSums::plus);
    double values = 255.0 * manifest.patches() * manifest.side() * manifest.side();
    return new DatasetView(
        manifest, List.of(sums.red() / values, sums.green() / values, sums.blue() / values));
  }

  void show(Console console, boolean json) {
    if (json) {
      console.json(json());
      return;
    }
    console.data(
        "%s: %d patches of %d x %d pixels in %d shards, from %s"
            .formatted(
                manifest.name(),
                manifest.patches(),
                manifest.side(),
                manifest.side(),
                manifest.shards().size(),
                manifest.source()));
    if (manifest.skipped() > 0) {
      console.data("Skipped   %d images that could not be read".formatted(manifest.skipped()));
    }
    console.data("Version   " + manifest.ref().digest());
    console.data(
        String.format(
            Locale.ROOT,
            "Means     red %.4f, green %.4f, blue %.4f",
            means.get(0),
            means.get(1),
            means.get(2)));
    manifest
        .counts()
        .forEach(
            (split, counts) -> console.data("%-9s %s".formatted(capital(split), named(counts))));
  }

  private Map<String, Object> json() {
    Map<String, Map<String, Integer>> counts = new LinkedHashMap<>();
    manifest.counts().forEach((split, perClass) -> counts.put(split, named(perClass)));
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("name", manifest.name());
    view.put("digest", manifest.ref().digest());
    view.put("classes", manifest.classes());
    view.put("side", manifest.side());
    view.put("patches", manifest.patches());
    view.put("shards", manifest.shards().size());
    view.put("skipped", manifest.skipped());
    view.put("source", manifest.source());
    view.put("counts", counts);
    view.put("channelMeans", means);
    return view;
  }

  private Map<String, Integer> named(List<Integer> perClass) {
    Map<String, Integer> named = new LinkedHashMap<>();
    for (int index = 0; index < perClass.size(); index++) {
      String name = index < manifest.classes().size() ? manifest.classes().get(index) : "none";
      named.put(name, perClass.get(index));
    }
    return named;
  }

  private static String capital(String word) {
    return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
  }
}
