package org.histochain.worker.runtime;

/** A chain cannot do what it was asked, and goes on as it did; the message says why. */
public final class SteeringRefusedException extends Exception {
  private static final long serialVersionUID = 1L;

  SteeringRefusedException(String message, Throwable cause) {
    super(message, cause);
  }
}
