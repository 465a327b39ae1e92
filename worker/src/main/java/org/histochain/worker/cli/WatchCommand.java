package org.histochain.worker.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code watch}: follows one chain, or one experiment, until it ends. */
@Command(
    name = "watch",
    description = {
      "Follow a chain until it ends: on a terminal one screen with stages, step, workers and link,",
      "plain lines elsewhere; or an experiment, with its rounds and chains. Exit 0 if it is done, 1 if",
      "it is not; Ctrl-C leaves it running."
    },
    footer = {"", "Example:", "  histochain watch pathmnist-1000"})
final class WatchCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private OutputOption output = new OutputOption();

  @Parameters(paramLabel = "ID", description = "The chain, or the experiment.")
  private String id = "";

  WatchCommand(Console console) {
    this.console = console;
  }

  /** Whoever closes the output has not seen the end, which exit code 0 would promise. */
  @Override
  public Integer call() throws Exception {
    try (Places places = Places.of(console)) {
      Followed status =
          new Watch(console, places, id).follow(output.json() ? console::note : console::data);
      status.show(console, output);
      return status.exitCode();
    } catch (OutputClosedException closed) {
      return ExitCodes.FAILED;
    }
  }
}
