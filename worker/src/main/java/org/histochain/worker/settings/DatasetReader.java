package org.histochain.worker.settings;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.histochain.activities.image.Fit;
import org.histochain.activities.image.Modes;
import org.histochain.activities.image.OnBadImage;
import org.histochain.activities.importing.ImageSettings;
import org.histochain.activities.importing.ImportRequest;
import org.histochain.activities.importing.ImportTable;
import org.histochain.activities.importing.OnDuplicate;
import org.histochain.activities.importing.SynthRequest;
import org.histochain.worker.settings.DatasetSource.DatasetByPath;
import org.histochain.worker.settings.DatasetSource.SyntheticDataset;
import org.jspecify.annotations.Nullable;

/** Reads the data set of a chain file where it is one to be imported or made. */
final class DatasetReader {
  private static final Keys DATASET =
      Keys.of(
          "path",
          "synthetic",
          "name",
          "csv",
          "columns",
          "classes",
          "size",
          "fit",
          "modes",
          "onBadImage",
          "onDuplicate",
          "externalTest");
  private static final Keys SYNTHETIC = Keys.of("count", "size", "difficulty", "seed");
  private static final Keys COLUMNS = Keys.of("path", "class", "split", "group");

  private final Section section;
  private final Function<String, Path> beside;
  private final Findings findings;

  /**
   * @param beside makes a path of the file an absolute one
   */
  DatasetReader(Section root, Function<String, Path> beside, Findings findings) {
    this.section = root.section("dataset", DATASET, "{path: P, name: N}");
    this.beside = beside;
    this.findings = findings;
  }

  /** Returns the data set; null where it is one that cannot be imported. */
  @Nullable DatasetSource read() {
    return section.has("synthetic") ? synthetic() : imported();
  }

  private DatasetSource synthetic() {
    for (String key : DATASET.allowed()) {
      if (section.has(key) && !key.equals("synthetic") && !key.equals("name")) {
        findings.report(
            section.dotted(key),
            "%s says how images are imported, but dataset.synthetic makes them: remove one of the two"
                .formatted(section.dotted(key)));
      }
    }
    Section wanted = section.section("synthetic", SYNTHETIC, "{count: 2000, size: 64}");
    int count = wanted.integer("count").orElse(SynthRequest.COUNT);
    int side = wanted.integer("size").orElse(SynthRequest.SIDE);
    double difficulty = wanted.decimal("difficulty").orElse(SynthRequest.DIFFICULTY);
    range(wanted, "count", count, SynthRequest.FEWEST, SynthRequest.MOST);
    range(wanted, "size", side, SynthRequest.SMALLEST, SynthRequest.LARGEST);
    range(wanted, "difficulty", difficulty, 0, 1);
    return new SyntheticDataset(
        new SynthRequest(
            required("name", "the name to make it under"),
            count,
            side,
            difficulty,
            wanted.seed("seed").orElse(1L)));
  }

  private <T extends Number> void range(Section wanted, String key, T value, int least, int most) {
    if (!(value.doubleValue() >= least && value.doubleValue() <= most)) {
      findings.report(
          wanted.dotted(key),
          "%s is %s: allowed are %d to %d".formatted(wanted.dotted(key), value, least, most));
    }
  }

  private @Nullable DatasetSource imported() {
    String path = required("path", "a file or a folder");
    String name = required("name", "the name to import it under");
    OnBadImage onBadImage = choice("onBadImage", OnBadImage.values(), OnBadImage.fail);
    OnDuplicate onDuplicate = choice("onDuplicate", OnDuplicate.values(), OnDuplicate.fail);
    ImageSettings images = images();
    if (path.startsWith("s3://")) {
      findings.report(
          "dataset.path",
          "dataset.path is " + path + ": s3:// sources are not available in this version yet");
      return null;
    }
    return new DatasetByPath(
        new ImportRequest(
            name,
            beside.apply(path),
            section.texts("classes").orElse(List.of()),
            table(),
            section.text("externalTest").map(beside).orElse(null),
            images,
            onBadImage,
            onDuplicate));
  }

  private @Nullable ImportTable table() {
    Section named = section.section("columns", COLUMNS, "{group: case_id}");
    Map<String, String> columns = new LinkedHashMap<>();
    for (String column : COLUMNS.allowed()) {
      named.text(column).ifPresent(name -> columns.put(column, name));
    }
    if (!section.has("csv") && section.has("columns")) {
      findings.report(
          "dataset.columns", "dataset.columns names columns of a table: set dataset.csv too");
    }
    return section.text("csv").map(beside).map(csv -> new ImportTable(csv, columns)).orElse(null);
  }

  private ImageSettings images() {
    Integer size = section.integer("size").orElse(null);
    Fit fit = choice("fit", Fit.values(), Fit.refuse);
    if (size != null && (size < 1 || size > ImageSettings.LARGEST)) {
      findings.report(
          "dataset.size",
          "dataset.size is %d: allowed are 1 to %d".formatted(size, ImageSettings.LARGEST));
    }
    if (size == null && fit != Fit.refuse) {
      findings.report(
          "dataset.fit",
          "dataset.fit is %s, but images are not resized: set dataset.size too".formatted(fit));
    }
    return new ImageSettings(size, fit, choice("modes", Modes.values(), Modes.convert));
  }

  private <T extends Enum<T>> T choice(String key, T[] allowed, T otherwise) {
    String text = section.text(key).orElse(otherwise.name());
    for (T value : allowed) {
      if (value.name().equals(text)) {
        return value;
      }
    }
    List<String> names = Stream.of(allowed).map(Enum::name).toList();
    findings.report(
        section.dotted(key),
        "%s is %s: allowed are %s".formatted(section.dotted(key), text, String.join(", ", names)));
    return otherwise;
  }

  private String required(String key, String what) {
    if (!section.has(key)) {
      findings.report("dataset", section.dotted(key) + " is not set: give " + what);
    }
    return section.text(key).orElse("unknown");
  }
}
