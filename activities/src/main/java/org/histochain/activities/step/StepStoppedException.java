package org.histochain.activities.step;

/** A step was told to stop before its end. */
public final class StepStoppedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public StepStoppedException(String message) {
    super(message);
  }
}
