package org.histochain.worker.cli;

import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code pause}: lets no further step of a chain begin. */
@Command(
    name = "pause",
    description = {
      "Pause a running chain: training stops at a checkpoint, any other step in course comes to",
      "its end, no further one begins. histochain resume goes on with it."
    },
    footer = {"", "Example:", "  histochain pause pathmnist-1000"})
final class PauseCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private OutputOption output = new OutputOption();

  @Parameters(paramLabel = "ID", description = "The chain.")
  private String id = "";

  PauseCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    try (Places places = Places.of(console)) {
      SteeredChain chain = SteeredChain.find(console, places, id);
      if (chain.status().ended()) {
        throw chain.refused("only a running chain can be paused");
      }
      boolean changed = chain.ask(steering -> steering.pause(id)).changed();
      String line =
          changed
              ? "Chain %s is paused: the step in course%s stops at a checkpoint if it trains, else at"
                      .formatted(id, chain.step())
                  + " its end; no further one begins; histochain resume %s goes on.".formatted(id)
              : "Chain %s is paused already; histochain resume %s goes on.".formatted(id, id);
      chain.show(output, changed, "paused", line, Map.of());
      return ExitCodes.DONE;
    }
  }
}
