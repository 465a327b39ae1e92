package org.histochain.worker.runtime;

/**
 * Temporal does not answer, or does not let us in; the message says where it was looked for and
 * what to do.
 */
public final class TemporalUnreachableException extends Exception {
  private static final long serialVersionUID = 1L;

  private final boolean passing;

  TemporalUnreachableException(String message, boolean passing, Throwable cause) {
    super(message, cause);
    this.passing = passing;
  }

  /** Whether waiting may help; false where the server answers but refuses. */
  public boolean passing() {
    return passing;
  }
}
