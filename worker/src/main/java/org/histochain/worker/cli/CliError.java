package org.histochain.worker.cli;

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

  int exitCode() {
    return exitCode;
  }
}
