package org.histochain.worker.cli;

import java.util.Map;
import java.util.concurrent.Callable;
import org.histochain.worker.runtime.ChainSteering;
import org.histochain.worker.runtime.SteeringRefusedException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code cancel}: ends a chain before its report. */
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

  @Parameters(paramLabel = "ID", description = "The chain.")
  private String id = "";

  CancelCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    try (Places places = Places.of(console)) {
      SteeredChain chain = SteeredChain.find(console, places, id);
      if (chain.state().equals("cancelled")) {
        chain.show(
            output, false, "cancelled", "Chain %s is cancelled already.".formatted(id), Map.of());
        return ExitCodes.DONE;
      }
      if (chain.status().ended()) {
        throw chain.refused("there is nothing to cancel");
      }
      try {
        new ChainSteering(places.temporal()).cancel(id);
      } catch (SteeringRefusedException over) {
        throw CliError.wrongInput(String.valueOf(over.getMessage()));
      }
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
}
