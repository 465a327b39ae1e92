package org.histochain.bench.chaos;

/** The program cannot go on; the message says why in one line. */
final class ChaosFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ChaosFailure(String message) {
    super(message);
  }
}
