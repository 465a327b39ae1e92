package org.histochain.worker.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code dataset}: the commands about data sets. */
@Command(
    name = "dataset",
    synopsisSubcommandLabel = "COMMAND",
    description = "Import, make, list, show and verify data sets.",
    footer = {"", "Example:", "  histochain dataset import tiles tiles.npz --classes ADI,TUM"})
final class DatasetCommand implements Callable<Integer> {
  private final Console console;

  @Spec private CommandSpec spec = CommandSpec.create();

  DatasetCommand(Console console) {
    this.console = console;
  }

  /** Without a command: the help, as an error. */
  @Override
  public Integer call() {
    spec.commandLine().usage(console.err());
    return ExitCodes.WRONG_INPUT;
  }
}
