package org.histochain.worker.cli;

import java.io.IOException;
import java.nio.file.Path;
import org.histochain.activities.artifact.ArtifactStore;

/** A command cannot do what it was asked. The message is one line: what, value, remedy. */
final class CliError extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int exitCode;

  private CliError(int exitCode, String message) {
    super(message);
    this.exitCode = exitCode;
  }

  /** What was typed, or a file it names, is wrong. */
  static CliError wrongInput(String message) {
    return new CliError(ExitCodes.WRONG_INPUT, message);
  }

  /** The input is good, yet it cannot be done. */
  static CliError failed(String message) {
    return new CliError(ExitCodes.FAILED, message);
  }

  /** Neither the store nor whoever else was asked knows a chain of that id. */
  static CliError unknownChain(String id, ArtifactStore store) {
    return wrongInput(
        "there is no chain %s in %s; histochain list shows those there are"
            .formatted(id, store.describe()));
  }

  /** Neither the store nor whoever else was asked knows anything of that id. */
  static CliError unknown(String id, ArtifactStore store) {
    return wrongInput(
        "there is no chain and no experiment %s in %s; histochain list shows those there are"
            .formatted(id, store.describe()));
  }

  /** The folder that was to take the files cannot. */
  static CliError unwritable(Path out, IOException cause) {
    return wrongInput(
        "--out is %s, which is no folder that can be written to (%s): choose another"
            .formatted(out, ErrorLines.message(cause)));
  }

  int exitCode() {
    return exitCode;
  }
}
