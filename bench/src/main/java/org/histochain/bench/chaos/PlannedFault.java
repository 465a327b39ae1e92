package org.histochain.bench.chaos;

/**
 * A fault that is to come.
 *
 * @param number from 1
 * @param kind what is done
 * @param turn how many of its kind came before, counted from a number that the seed drew: damages
 *     take turns by it
 * @param share where in the chain it is due, as a share of all its updates
 */
record PlannedFault(int number, FaultKind kind, int turn, double share) {
  /** Whether a damage cuts the end off; otherwise it flips a bit. */
  boolean truncates() {
    return turn % 2 == 1;
  }

  /** Whether a damage is to a manifest; otherwise it is to an object. */
  boolean hitsManifest() {
    return turn / 2 % 2 == 1;
  }
}
