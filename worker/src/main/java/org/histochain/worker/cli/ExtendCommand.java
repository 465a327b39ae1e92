package org.histochain.worker.cli;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.Callable;
import org.histochain.activities.report.ChainFolder;
import org.histochain.activities.report.Summary;
import org.histochain.worker.runtime.ChainExistsException;
import org.histochain.worker.runtime.ChainStarter;
import org.histochain.worker.runtime.TemporalUnreachableException;
import org.histochain.workflows.chain.Steered;
import org.histochain.workflows.contract.ChainSpec;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code extend}: changes how many iterations a chain has. */
@Command(
    name = "extend",
    description = {
      "Give a running or finished chain another number of iterations.",
      "A finished one is started again; finished steps are reused."
    },
    footer = {"", "Example:", "  histochain extend pathmnist-1000 --to 8"})
final class ExtendCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private OutputOption output = new OutputOption();

  @Parameters(paramLabel = "ID", description = "The chain.")
  private String id = "";

  @Option(
      names = "--to",
      paramLabel = "N",
      required = true,
      description = "Iterations in all, those done included.")
  private int iterations;

  ExtendCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    if (iterations < 0) {
      throw CliError.wrongInput("--to is %d: write 0 or more".formatted(iterations));
    }
    try (Places places = Places.of(console)) {
      SteeredChain chain = SteeredChain.find(console, places, id);
      if (!chain.status().ended()) {
        extendRunning(chain);
      } else if (chain.state().equals("done")) {
        extendDone(places, chain);
      } else {
        throw chain.refused("only a running or finished chain can be extended");
      }
      return ExitCodes.DONE;
    }
  }

  private void extendRunning(SteeredChain chain) {
    Steered steered = chain.ask(steering -> steering.extend(id, iterations));
    show(
        chain,
        steered.changed(),
        chain.state(),
        steered.changed()
            ? "Chain %s now ends after %d iterations.".formatted(id, iterations)
            : already());
  }

  private void extendDone(Places places, SteeredChain chain)
      throws IOException, TemporalUnreachableException, ChainExistsException {
    Summary summary = chain.status().summary();
    int done = summary.stages().stream().mapToInt(Summary.Stage::iteration).max().orElse(0);
    if (iterations == done) {
      show(chain, false, "done", already());
      return;
    }
    ChainFolder folder = new ChainFolder(places.store(), id);
    ChainSpec spec =
        folder
            .spec()
            .orElseThrow(
                () -> CliError.failed("chain %s has no settings in the store".formatted(id)));
    refuse(spec, summary, done);
    ChainSpec longer = spec.withIterations(iterations);
    folder.steered(longer, false);
    new ChainStarter(places.temporal())
        .restart(id, HeartbeatSetting.request(longer, console.environment()).after(done));
    show(
        chain,
        true,
        "running",
        "Chain %s is started again for iterations %d to %d; finished steps are reused."
            .formatted(id, done + 1, iterations));
  }

  private void refuse(ChainSpec spec, Summary summary, int done) {
    if (iterations < done) {
      throw CliError.wrongInput(
          "--to is %d, but chain %s has done %d iterations: write %d or more"
              .formatted(iterations, id, done, done + 1));
    }
    Integer patience = spec.at(done + 1).chain().patience();
    Summary.Best best = summary.best();
    if (patience != null && best != null && done - best.iteration() >= patience) {
      throw CliError.wrongInput(
          "chain %s ended after %d iterations, %d of them without a new best, as its patience of %d"
                  .formatted(id, done, done - best.iteration(), patience)
              + " says: histochain fork %s --from-iteration %d --set chain.patience=none goes on"
                  .formatted(id, done + 1));
    }
    Integer pool = summary.unlabelled();
    if (pool != null && pool == 0) {
      throw CliError.wrongInput(
          "chain %s has an empty unlabelled pool, so that no iteration has anything to label:"
                  .formatted(id)
              + " start a chain with fewer labels");
    }
  }

  private String already() {
    return "Chain %s has %d iterations already.".formatted(id, iterations);
  }

  private void show(SteeredChain chain, boolean changed, String state, String line) {
    chain.show(output, changed, state, line, Map.of("iterations", iterations));
  }
}
