package org.histochain.worker.cli;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.histochain.activities.artifact.ArtifactStore;
import org.histochain.activities.report.ChainFolder;
import org.histochain.activities.report.Summary;
import org.histochain.activities.upkeep.LineageNode;
import org.histochain.activities.upkeep.LineageTree;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code artifacts lineage}: where a model comes from. */
@Command(
    name = "lineage",
    description = {
      "Show where a model comes from, back to the images: the best one of a chain, one of a digest,",
      "or what a step made."
    },
    footer = {"", "Example:", "  histochain artifacts lineage pathmnist-1000"})
final class ArtifactsLineageCommand implements Callable<Integer> {
  private static final String DIGEST = "[0-9a-f]{64}";

  private final Console console;

  @Mixin private OutputOption output = new OutputOption();

  @Parameters(
      paramLabel = "CHAIN|DIGEST|KEY",
      description = "A chain's id, the SHA-256 of a model, or the key of a step.")
  private String name = "";

  ArtifactsLineageCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    LineageNode root;
    try (Places places = Places.of(console);
        ArtifactsProgress progress = new ArtifactsProgress(console)) {
      LineageTree tree = new LineageTree(places.store(), progress);
      root = name.matches(DIGEST) ? ofDigest(tree, places.store()) : ofChain(tree, places.store());
    }
    if (output.json()) {
      console.json(root);
    } else {
      LineageText.lines(root).forEach(console::data);
    }
    return ExitCodes.DONE;
  }

  private LineageNode ofDigest(LineageTree tree, ArtifactStore store) throws IOException {
    Optional<LineageNode> step = tree.ofStep(name);
    Optional<LineageNode> found = step.isPresent() ? step : tree.ofBlob(name);
    return found.orElseThrow(
        () ->
            CliError.wrongInput(
                "no step in %s has the key or made the model %s; histochain status ID --output json shows a chain's digests"
                    .formatted(store.describe(), name)));
  }

  private LineageNode ofChain(LineageTree tree, ArtifactStore store) throws IOException {
    Summary summary =
        new ChainFolder(store, name)
            .summary()
            .orElseThrow(() -> CliError.unknownChain(name, store));
    Summary.Best best = summary.best();
    List<Summary.Stage> stages = summary.stages();
    if (best == null && stages.isEmpty()) {
      throw CliError.failed(
          "chain %s has no model yet: wait with histochain watch %s".formatted(name, name));
    }
    return tree.ofChain(name, best == null ? stages.getLast().modelSha256() : best.modelSha256());
  }
}
