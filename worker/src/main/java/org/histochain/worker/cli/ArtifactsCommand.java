package org.histochain.worker.cli;

import picocli.CommandLine.Command;

/** {@code artifacts}: the commands about what the store holds. */
@Command(
    name = "artifacts",
    description = "Show, check and clean what the store holds, and where a model comes from.",
    footer = {
      "",
      "Examples:",
      "  histochain artifacts verify",
      "  histochain artifacts gc --dry-run"
    })
final class ArtifactsCommand extends CommandGroup {
  ArtifactsCommand(Console console) {
    super(console);
  }
}
