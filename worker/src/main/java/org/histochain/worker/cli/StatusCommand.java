package org.histochain.worker.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code status}: shows one chain. */
@Command(
    name = "status",
    description = "Show a chain: its stages, its state and the step in course.",
    footer = {"", "Example:", "  histochain status pathmnist-1000 --output json"})
final class StatusCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private OutputOption output = new OutputOption();

  @Parameters(paramLabel = "ID", description = "The chain.")
  private String id = "";

  StatusCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    try (Places places = Places.of(console)) {
      ChainStatus status = places.chains(console::note).require(id);
      if (output.json()) {
        console.json(status.json());
      } else {
        StatusText.of(status).forEach(console::data);
      }
      return ExitCodes.DONE;
    }
  }
}
