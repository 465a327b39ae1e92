package org.histochain.worker.cli;

import java.util.Map;
import java.util.concurrent.Callable;
import org.histochain.worker.local.LocalStack;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code down}: ends the local stack. */
@Command(
    name = "down",
    description = "End the local stack; what it holds is kept.",
    footer = {"", "Example:", "  histochain down"})
final class DownCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private OutputOption output = new OutputOption();

  DownCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    LocalStack stack = new LocalStack(console.environment());
    boolean stopped = stack.down();
    if (output.json()) {
      console.json(Map.of("stopped", stopped));
    } else {
      console.data(
          stopped
              ? "The local stack has ended; its data stay in " + stack.folder() + "."
              : "No local stack runs.");
    }
    return ExitCodes.DONE;
  }
}
