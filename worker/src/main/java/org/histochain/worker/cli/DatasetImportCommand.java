package org.histochain.worker.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.histochain.activities.dataset.Datasets;
import org.histochain.activities.image.Fit;
import org.histochain.activities.image.Modes;
import org.histochain.activities.image.OnBadImage;
import org.histochain.activities.importing.DatasetImporter;
import org.histochain.activities.importing.ImageSettings;
import org.histochain.activities.importing.ImportRequest;
import org.histochain.activities.importing.ImportTable;
import org.histochain.activities.importing.Imported;
import org.histochain.activities.importing.OnDuplicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code dataset import}: brings images into the store. */
@Command(
    name = "import",
    description = {
      "Import images: a MedMNIST npz file; a folder or zip with a folder of images per class; or, with",
      "--csv, a table and the folder or zip of the images it names. An import that was cut off goes on",
      "where it was when it is run again."
    },
    footer = {
      "",
      "Examples:",
      "  histochain dataset import tiles tiles.npz --classes ADI,BACK,TUM",
      "  histochain dataset import biopsies images/ --size 224 --on-bad-image skip",
      "  histochain dataset import cases images.zip --csv t.csv --columns group=case",
      "  histochain dataset import nct NCT-CRC-HE-100K --external-test CRC-VAL-HE-7K"
    })
final class DatasetImportCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private OutputOption output = new OutputOption();

  @Parameters(index = "0", paramLabel = "NAME", description = "Name of the data set.")
  private String name = "";

  @Parameters(
      index = "1",
      paramLabel = "SOURCE",
      description = "The npz file, the folder or the zip.")
  private Path source = Path.of("");

  @Option(
      names = "--csv",
      paramLabel = "TABLE",
      description =
          "Table with the columns path, class, and if need be split and group; no class: unlabelled.")
  private @Nullable Path csv;

  @Option(
      names = "--columns",
      split = ",",
      paramLabel = "COLUMN=NAME",
      description = "What columns are called in the table: path=file,class=label,group=case_id.")
  private Map<String, String> columns = new LinkedHashMap<>();

  @Option(
      names = "--classes",
      split = ",",
      paramLabel = "CLASS",
      description = "Class names in the order of their indices (default: the source's).")
  private List<String> classes = new ArrayList<>();

  @Option(
      names = "--external-test",
      paramLabel = "DIR",
      description = "Class folders of a separate test set.")
  private @Nullable Path externalTest;

  @Option(
      names = "--size",
      paramLabel = "PX",
      description = "Resize every image to this side (default: all must have one).")
  private @Nullable Integer size;

  @Option(
      names = "--fit",
      paramLabel = "WHAT",
      defaultValue = "refuse",
      description = "refuse, crop or stretch, where an image to resize is not square.")
  private Fit fit = Fit.refuse;

  @Option(
      names = "--modes",
      paramLabel = "WHAT",
      defaultValue = "convert",
      description = "convert or refuse, where an image is not 8-bit RGB (default: convert).")
  private Modes modes = Modes.convert;

  @Option(
      names = "--on-bad-image",
      paramLabel = "WHAT",
      defaultValue = "fail",
      description = "fail or skip, where an image cannot be read (default: fail).")
  private OnBadImage onBadImage = OnBadImage.fail;

  @Option(
      names = "--on-duplicate",
      paramLabel = "WHAT",
      defaultValue = "fail",
      description =
          "fail or keep, where equal images are of different classes or splits (default: fail).")
  private OnDuplicate onDuplicate = OnDuplicate.fail;

  DatasetImportCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    if (source.toString().startsWith("s3:")) {
      throw CliError.wrongInput(
          "SOURCE is %s: s3:// sources are not available in this version yet; give a path"
              .formatted(source));
    }
    if (csv == null && !columns.isEmpty()) {
      throw CliError.wrongInput("--columns names columns of a table: give that with --csv TABLE");
    }
    ImportRequest request =
        new ImportRequest(
            name,
            source,
            classes,
            csv == null ? null : new ImportTable(csv, columns),
            externalTest,
            new ImageSettings(size, fit, modes),
            onBadImage,
            onDuplicate);
    try (Places places = Places.of(console)) {
      DatasetImporter importer =
          new DatasetImporter(
              places.artifacts(), new Datasets(places.artifacts()), places.scratch());
      Imported imported;
      try (ProgressView view = ProgressView.on(console)) {
        imported = importer.run(request, new ImportProgress(view));
      }
      ImportOutcome.show(console, places.artifacts(), imported, output.json());
      return ExitCodes.DONE;
    }
  }
}
