package org.histochain.worker.cli;

import picocli.CommandLine.Command;

/** {@code config}: the command about settings. */
@Command(
    name = "config",
    description = "Show the settings.",
    footer = {"", "Example:", "  histochain config show"})
final class ConfigCommand extends CommandGroup {
  ConfigCommand(Console console) {
    super(console);
  }
}
