package org.histochain.worker.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command that only holds others: without one of them it shows its help, as an error. */
@Command(synopsisSubcommandLabel = "COMMAND")
abstract class CommandGroup implements Callable<Integer> {
  private final Console console;

  @Spec private CommandSpec spec = CommandSpec.create();

  CommandGroup(Console console) {
    this.console = console;
  }

  @Override
  public final Integer call() {
    spec.commandLine().usage(console.err());
    return ExitCodes.WRONG_INPUT;
  }
}
