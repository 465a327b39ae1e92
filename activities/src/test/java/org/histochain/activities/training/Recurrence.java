package org.histochain.activities.training;

/** Numbers in [0, 1) of 24 bits, as {@code training_fixture.py} draws them. */
final class Recurrence {
  private long state;

  Recurrence(long seed) {
    state = seed;
  }

  double next() {
    state = state * 6364136223846793005L + 1442695040888963407L;
    return (state >>> 40) / 16_777_216.0;
  }
}
