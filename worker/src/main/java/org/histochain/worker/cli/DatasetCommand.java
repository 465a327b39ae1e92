package org.histochain.worker.cli;

import picocli.CommandLine.Command;

/** {@code dataset}: the commands about data sets. */
@Command(
    name = "dataset",
    description = "Import, make, list, show and verify data sets.",
    footer = {"", "Example:", "  histochain dataset import tiles tiles.npz --classes ADI,TUM"})
final class DatasetCommand extends CommandGroup {
  DatasetCommand(Console console) {
    super(console);
  }
}
