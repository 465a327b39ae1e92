package org.histochain.activities.step;

import org.jspecify.annotations.Nullable;

/** A step was told to stop before its end. */
public final class StepStoppedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public StepStoppedException(String message) {
    super(message);
  }

  /**
   * @param cause what told it so; null: nobody by an exception
   */
  public StepStoppedException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
