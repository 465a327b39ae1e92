package org.histochain.worker.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code config}: the command about settings. */
@Command(
    name = "config",
    synopsisSubcommandLabel = "COMMAND",
    description = "Show the settings.",
    footer = {"", "Example:", "  histochain config show"})
final class ConfigCommand implements Callable<Integer> {
  private final Console console;

  @Spec private CommandSpec spec = CommandSpec.create();

  ConfigCommand(Console console) {
    this.console = console;
  }

  /** Without a command: the help, as an error. */
  @Override
  public Integer call() {
    spec.commandLine().usage(console.err());
    return ExitCodes.WRONG_INPUT;
  }
}
