package org.histochain.worker.runtime;

/** A chain ended without a result; the message is the failure's own. */
public final class ChainFailedException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String type;

  ChainFailedException(String type, String message, Throwable cause) {
    super(message, cause);
    this.type = type;
  }

  /**
   * The failure's stable type, as in {@link org.histochain.workflows.contract.FailureTypes}; {@code
   * Cancelled}, {@code Terminated} or {@code TimedOut} where it was ended from outside.
   */
  public String type() {
    return type;
  }
}
