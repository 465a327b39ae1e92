package org.histochain.worker.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.histochain.activities.artifact.ArtifactStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code status}: shows one chain, or one experiment. */
@Command(
    name = "status",
    description = {
      "Show a chain: its stages, its state and the step in course; or an experiment: how many of its",
      "chains are done, and which run or failed."
    },
    footer = {"", "Example:", "  histochain status pathmnist-1000 --output json"})
final class StatusCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private OutputOption output = new OutputOption();

  @Parameters(paramLabel = "ID", description = "The chain, or the experiment.")
  private String id = "";

  StatusCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    try (Places places = Places.of(console)) {
      status(places).show(console, output);
      return ExitCodes.DONE;
    }
  }

  private Followed status(Places places) throws IOException {
    if (places.isExperiment(id)) {
      return places.experiments(console::note).require(id);
    }
    ArtifactStore store = places.store();
    return places.chains(console::note).read(id).orElseThrow(() -> CliError.unknown(id, store));
  }
}
