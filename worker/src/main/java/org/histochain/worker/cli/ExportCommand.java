package org.histochain.worker.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.histochain.activities.export.ExportCard;
import org.histochain.activities.export.ModelExport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code export}: writes a chain's model for use elsewhere. */
@Command(
    name = "export",
    description = {
      "Write a chain's model into a folder: model.safetensors, model.json (its card) and",
      "load_model.py, which builds the same network in PyTorch."
    },
    footer = {
      "",
      "Examples:",
      "  histochain export pathmnist-1000 --out pathmnist-model",
      "  histochain export pathmnist-1000 --out teacher --stage 0"
    })
final class ExportCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private OutputOption output = new OutputOption();

  @Parameters(paramLabel = "ID", description = "The chain.")
  private String id = "";

  @Option(
      names = "--out",
      paramLabel = "DIR",
      required = true,
      description = "Folder for the files; made if it is not there.")
  private Path out = Path.of("");

  @Option(
      names = "--stage",
      paramLabel = "STAGE",
      defaultValue = ChosenStage.BEST,
      description = "best, 0 for the teacher, or an iteration for its student (default: best).")
  private String stage = ChosenStage.BEST;

  ExportCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    try (Places places = Places.of(console)) {
      ChosenStage chosen = ChosenStage.of(places.store(), id, stage);
      byte[] weights = places.artifacts().read(chosen.record().model().model());
      byte[] card = places.artifacts().read(chosen.record().model().card());
      ObjectNode json =
          new ExportCard(card, chosen.chain(), chosen.spec().dataset(), chosen.summary()).json();
      show(chosen, write(weights, json));
      return ExitCodes.DONE;
    }
  }

  private List<Path> write(byte[] weights, ObjectNode card) throws IOException {
    try {
      Files.createDirectories(out);
      return ModelExport.write(out, weights, card);
    } catch (IOException unusable) {
      throw CliError.unwritable(out, unusable);
    }
  }

  private void show(ChosenStage chosen, List<Path> files) {
    if (output.json()) {
      Map<String, Object> view = new LinkedHashMap<>();
      view.put("chain", chosen.chain());
      view.put("iteration", chosen.record().iteration());
      view.put("stage", chosen.record().stage());
      view.put("modelSha256", chosen.record().model().model().sha256());
      view.put("files", files.stream().map(Path::toString).toList());
      console.json(view);
      return;
    }
    console.data(
        "Model %.12s of chain %s, iteration %d (%s):"
            .formatted(
                chosen.record().model().model().sha256(),
                chosen.chain(),
                chosen.record().iteration(),
                chosen.record().stage()));
    files.forEach(file -> console.data("  " + file));
    console.note(
        "Next: histochain predict %s --images FOLDER --out predictions.csv"
            .formatted(files.getFirst()));
  }
}
