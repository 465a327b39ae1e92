package org.histochain.activities.dataset;

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
  public SynthRequest {
    requireNonNull(name, "name is null");
  }
}
