package org.histochain.worker.runtime;

/** No worker took what a chain was asked; the message says what to do. */
public final class UnansweredException extends Exception {
  private static final long serialVersionUID = 1L;

  UnansweredException(String message, Throwable cause) {
    super(message, cause);
  }
}
