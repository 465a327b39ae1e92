package org.histochain.activities.importing;

import static java.util.Objects.requireNonNull;

/**
 * Asks for a synthetic tissue data set.
 *
 * @param name name of the data set
 * @param count number of patches, at least one of each class
 * @param side side of the patches in pixels, 16 to 1024
 * @param difficulty in [0, 1]: how far stains vary, classes blend and noise covers them
 * @param seed seed of every random draw
 */
public record SynthRequest(String name, int count, int side, double difficulty, long seed) {
  /** The fewest patches: one of each class. */
  public static final int FEWEST = 9;

  /** The most patches. */
  public static final int MOST = 10_000_000;

  /** The smallest side in pixels. */
  public static final int SMALLEST = 16;

  /** The largest side in pixels. */
  public static final int LARGEST = 1024;

  /** Patches where a user does not say how many. */
  public static final int COUNT = 2000;

  /** Their side in pixels where a user does not say. */
  public static final int SIDE = 64;

  /** The difficulty where a user does not say. */
  public static final double DIFFICULTY = 0.5;

  public SynthRequest {
    requireNonNull(name, "name is null");
  }
}
