package org.histochain.activities.baseline;

import org.jspecify.annotations.Nullable;

/**
 * How much of a network's score colour alone has: {@code (colour - chance) / (network - chance)} of
 * balanced accuracy, chance being 1 / classes.
 */
public final class ColourShare {
  /** From here on colour alone calls for a warning: the score then says little about tissue. */
  private static final double WARNING = 0.5;

  private ColourShare() {}

  /**
   * Returns the share; null where the network is not above chance.
   *
   * @param colour balanced accuracy of a model that sees colours alone, in [0, 1]
   * @param network the network's on the same set
   * @param chance balanced accuracy of guessing
   */
  public static @Nullable Double of(double colour, double network, double chance) {
    double above = network - chance;
    return above > 0 ? (colour - chance) / above : null;
  }

  /** Whether a share calls for a warning; null does. */
  public static boolean warns(@Nullable Double share) {
    return share == null || share > WARNING;
  }
}
