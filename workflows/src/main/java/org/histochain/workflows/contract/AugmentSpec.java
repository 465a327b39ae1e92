package org.histochain.workflows.contract;

import org.jspecify.annotations.Nullable;

/**
 * Augmentation, drawn anew per patch and epoch. Zero or false switches a part off.
 *
 * @param flip mirror left to right with probability 1/2
 * @param rotate90 turn by a uniform multiple of 90 degrees
 * @param crop largest shift, as a fraction of the side, in [0, 0.5); vacated pixels mirror the
 *     border
 * @param colour strength of brightness, contrast and saturation jitter: factors uniform in [1 -
 *     colour, 1 + colour]; [0, 1)
 * @param cutout side of the square that is set to the channel means, as a fraction of the side, in
 *     [0, 1)
 * @param hed strength of the stain jitter (Tellez et al. 2018): each of haematoxylin, eosin and
 *     residual becomes a x + b, a uniform in [1 - hed, 1 + hed], b in [-hed, hed] of optical
 *     density; (0, 1); null: off
 */
public record AugmentSpec(
    boolean flip,
    boolean rotate90,
    double crop,
    double colour,
    double cutout,
    @Nullable Double hed) {
  /** Augmentation with each strength times {@code factor}, at least 0, clamped to its range. */
  public AugmentSpec times(double factor) {
    return new AugmentSpec(
        flip,
        rotate90,
        below(0.5, crop * factor),
        below(1, colour * factor),
        below(1, cutout * factor),
        hed == null ? null : below(1, hed * factor));
  }

  private static double below(double bound, double value) {
    return Math.min(value, Math.nextDown(bound));
  }

  /** Augmentation without stain jitter. */
  public AugmentSpec(boolean flip, boolean rotate90, double crop, double colour, double cutout) {
    this(flip, rotate90, crop, colour, cutout, null);
  }
}
