package org.histochain.worker.cli;

/** Whoever read the output has enough of it, as {@code head} has: there is nothing more to do. */
final class OutputClosedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  OutputClosedException(Throwable cause) {
    super("the output was closed", cause);
  }
}
