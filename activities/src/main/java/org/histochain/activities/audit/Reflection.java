package org.histochain.activities.audit;

/** What lies beyond the border of a patch: the patch again, mirrored, its edge twice. */
final class Reflection {
  private Reflection() {}

  /** Returns the place in [0, side) that a place beyond either border shows. */
  static int at(int place, int side) {
    int within = Math.floorMod(place, 2 * side);
    return within < side ? within : 2 * side - 1 - within;
  }
}
