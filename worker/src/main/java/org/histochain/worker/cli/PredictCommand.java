package org.histochain.worker.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.histochain.activities.image.OnBadImage;
import org.histochain.activities.inference.ModelRun;
import org.histochain.activities.prediction.Prediction;
import org.histochain.worker.settings.Settings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code predict}: runs a model over new images. */
@Command(
    name = "predict",
    description = {
      "Run a model over new images; write a CSV file with the class and every probability of each."
    },
    footer = {
      "",
      "Examples:",
      "  histochain predict pathmnist-1000 --images tiles/ --out predictions.csv",
      "  histochain predict model.safetensors --images tiles.zip --out predictions.csv --resize"
    })
final class PredictCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private OutputOption output = new OutputOption();

  @Mixin private DeviceOption device = new DeviceOption();

  @Parameters(
      paramLabel = "ID|MODEL.safetensors",
      description = "A finished chain, whose best model is taken, or a model file.")
  private String model = "";

  @Option(
      names = "--images",
      paramLabel = "PATH",
      required = true,
      description = "A folder, with all folders in it, a zip file, or an image.")
  private Path images = Path.of("");

  @Option(
      names = "--out",
      paramLabel = "F.csv",
      required = true,
      description = "The file for the predictions; replaced if it is there.")
  private Path out = Path.of("");

  @Option(
      names = "--resize",
      description = "Resize square images that are not of the model's size.")
  private boolean resize;

  @Option(
      names = "--on-bad-image",
      paramLabel = "WHAT",
      defaultValue = "fail",
      description = "fail or skip, where an image cannot be read (default: fail).")
  private OnBadImage onBadImage = OnBadImage.fail;

  PredictCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    device.place();
    if (!Files.exists(images)) {
      throw CliError.wrongInput(
          "there is no file or folder %s: correct --images".formatted(images));
    }
    if (ModelChoice.isFile(model)) {
      Path scratch = Settings.load(console.environment()).cache().scratch();
      try (ModelRun run = ModelChoice.fromFile(Path.of(model))) {
        return predict(run, scratch);
      }
    }
    try (Places places = Places.of(console);
        ModelRun run = ModelChoice.ofChain(places, model)) {
      return predict(run, places.scratch());
    }
  }

  private int predict(ModelRun run, Path scratch) throws Exception {
    Prediction.Outcome outcome;
    try (OutputFile file = OutputFile.open("--out", out)) {
      try (ProgressView view = ProgressView.on(console)) {
        outcome =
            new Prediction(run, scratch)
                .run(
                    images,
                    file.aside(),
                    new Prediction.Settings(resize, onBadImage),
                    new ImportProgress(view));
      }
      file.finish();
    }
    outcome
        .skipped()
        .forEach(image -> console.note("Skipped " + image.path() + ": " + image.reason()));
    show(outcome);
    return ExitCodes.DONE;
  }

  private void show(Prediction.Outcome outcome) {
    if (output.json()) {
      Map<String, Object> view = new LinkedHashMap<>();
      view.put("images", outcome.images());
      view.put("skipped", outcome.skipped().size());
      view.put("out", out.toString());
      console.json(view);
    } else {
      console.data(
          "%d predictions are in %s%s"
              .formatted(
                  outcome.images(),
                  out,
                  outcome.skipped().isEmpty()
                      ? ""
                      : "; %d images were skipped".formatted(outcome.skipped().size())));
    }
  }
}
