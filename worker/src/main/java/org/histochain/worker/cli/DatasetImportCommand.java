package org.histochain.worker.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.histochain.activities.dataset.DatasetImporter;
import org.histochain.activities.dataset.Datasets;
import org.histochain.activities.dataset.ImportRequest;
import org.histochain.activities.dataset.Imported;
import org.histochain.activities.dataset.OnBadImage;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code dataset import}: brings images into the store. */
@Command(
    name = "import",
    description = "Import a MedMNIST npz file, or a folder with a folder of images per class.",
    footer = {
      "",
      "Examples:",
      "  histochain dataset import tiles tiles.npz --classes ADI,BACK,TUM",
      "  histochain dataset import biopsies images/ --on-bad-image skip"
    })
final class DatasetImportCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private OutputOption output = new OutputOption();

  @Parameters(index = "0", paramLabel = "NAME", description = "Name of the data set.")
  private String name = "";

  @Parameters(index = "1", paramLabel = "SOURCE", description = "The npz file or the folder.")
  private Path source = Path.of("");

  @Option(
      names = "--classes",
      split = ",",
      paramLabel = "CLASS",
      description = "Class names in the order of their indices (default: the source's).")
  private List<String> classes = new ArrayList<>();

  @Option(
      names = "--on-bad-image",
      paramLabel = "WHAT",
      defaultValue = "fail",
      description = "fail or skip, where an image cannot be read (default: fail).")
  private OnBadImage onBadImage = OnBadImage.fail;

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
    try (Places places = Places.of(console)) {
      DatasetImporter importer =
          new DatasetImporter(
              places.artifacts(), new Datasets(places.artifacts()), places.scratch());
      Imported imported;
      try (ProgressView view = ProgressView.on(console)) {
        imported =
            importer.run(
                new ImportRequest(name, source, classes, onBadImage), new ImportProgress(view));
      }
      ImportOutcome.show(console, places.artifacts(), imported, output.json());
      return ExitCodes.DONE;
    }
  }
}
