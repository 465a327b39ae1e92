package org.histochain.worker.cli;

import java.util.Map;
import java.util.concurrent.Callable;
import org.histochain.worker.runtime.ChainSteering;
import org.histochain.worker.runtime.SteeringRefusedException;
import org.histochain.worker.runtime.TemporalUnreachableException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code cancel}: ends a chain, or an experiment, before its report. */
@Command(
    name = "cancel",
    description = {
      "Cancel a running or paused chain: the step in course is stopped, finished ones are kept.",
      "histochain resume starts it again from there."
    },
    footer = {"", "Example:", "  histochain cancel pathmnist-1000"})
final class CancelCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private OutputOption output = new OutputOption();

  @Parameters(paramLabel = "ID", description = "The chain, or the experiment.")
  private String id = "";

  CancelCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    try (Places places = Places.of(console)) {
      if (places.isExperiment(id)) {
        return cancelExperiment(places);
      }
      SteeredChain chain = SteeredChain.find(console, places, id);
      if (chain.state().equals("cancelled")) {
        chain.show(
            output, false, "cancelled", "Chain %s is cancelled already.".formatted(id), Map.of());
        return ExitCodes.DONE;
      }
      if (chain.status().ended()) {
        throw chain.refused("there is nothing to cancel");
      }
      cancel(places);
      chain.show(
          output,
          true,
          chain.state(),
          "Chain %s is being cancelled: the step in course%s is stopped, finished ones are kept;"
                  .formatted(id, chain.step())
              + " histochain resume %s starts it again.".formatted(id),
          Map.of());
      return ExitCodes.DONE;
    }
  }

  private int cancelExperiment(Places places) throws TemporalUnreachableException {
    cancel(places);
    if (output.json()) {
      console.json(Map.of("id", id, "changed", true));
    } else {
      console.data(
          "Experiment %s is being cancelled with its chains, finished steps are kept; the same histochain experiment starts it again."
              .formatted(id));
    }
    return ExitCodes.DONE;
  }

  private void cancel(Places places) throws TemporalUnreachableException {
    try {
      new ChainSteering(places.temporal()).cancel(id);
    } catch (SteeringRefusedException over) {
      throw CliError.wrongInput(String.valueOf(over.getMessage()));
    }
  }
}
