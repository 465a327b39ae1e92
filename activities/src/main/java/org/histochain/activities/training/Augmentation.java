package org.histochain.activities.training;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.histochain.activities.draw.Draw;
import org.histochain.activities.network.PixelScale;
import org.histochain.activities.stain.HedJitter;
import org.histochain.workflows.contract.AugmentSpec;
import org.jspecify.annotations.Nullable;

/**
 * Seeded augmentation of one patch: shift with mirrored border, mirror, quarter turns; stain jitter
 * ({@link HedJitter}); brightness, contrast and saturation as torchvision defines them (in this
 * order, clipped to [0, 1] each); normalisation; cutout (DeVries and Taylor, 2017), which sets a
 * square to the channel means. Equal draws give equal patches.
 */
final class Augmentation {
  private static final float[] GREY = {0.299f, 0.587f, 0.114f};

  private final AugmentSpec spec;
  private final int side;
  private final PixelScale scale;
  private final @Nullable HedJitter jitter;

  Augmentation(AugmentSpec spec, int side, PixelScale scale) {
    this.spec = spec;
    this.side = side;
    this.scale = scale;
    Double hed = spec.hed();
    jitter = hed == null || hed == 0 ? null : new HedJitter(hed);
  }

  /**
   * Augments a patch.
   *
   * @param pixels uint8 [side, side, 3] at {@code offset}
   * @param offset where the patch begins
   * @param image float32 [side, side, 3], overwritten with the normalised result
   * @param draw the patch's draws
   * @param stainDraw the draws of its stain jitter, apart so that switching that on moves no other
   */
  void apply(MemorySegment pixels, long offset, float[] image, Draw draw, Draw stainDraw) {
    move(pixels, offset, image, draw);
    if (jitter != null) {
      jitter.apply(image, stainDraw);
    }
    if (spec.colour() > 0) {
      colour(image, draw);
    }
    scale.normalise(image);
    if (spec.cutout() > 0) {
      cut(image, draw);
    }
  }

  private void move(MemorySegment pixels, long offset, float[] image, Draw draw) {
    int reach = (int) Math.round(spec.crop() * side);
    int right = draw.below(2 * reach + 1) - reach;
    int down = draw.below(2 * reach + 1) - reach;
    boolean mirrored = spec.flip() && draw.below(2) == 1;
    int turns = spec.rotate90() ? draw.below(4) : 0;
    for (int row = 0; row < side; row++) {
      for (int column = 0; column < side; column++) {
        int fromRow = row;
        int fromColumn = column;
        for (int turn = 0; turn < turns; turn++) {
          int turned = side - 1 - fromRow;
          fromRow = fromColumn;
          fromColumn = turned;
        }
        if (mirrored) {
          fromColumn = side - 1 - fromColumn;
        }
        int source = 3 * (reflect(fromRow + down) * side + reflect(fromColumn + right));
        int target = 3 * (row * side + column);
        for (int channel = 0; channel < 3; channel++) {
          int value = pixels.get(ValueLayout.JAVA_BYTE, offset + source + channel) & 0xFF;
          image[target + channel] = value / 255f;
        }
      }
    }
  }

  private int reflect(int place) {
    int reflected = Math.abs(place);
    return reflected < side ? reflected : 2 * (side - 1) - reflected;
  }

  private void colour(float[] image, Draw draw) {
    float brightness = factor(draw);
    float contrast = factor(draw);
    float saturation = factor(draw);
    double sum = 0;
    for (int index = 0; index < image.length; index++) {
      image[index] = clip(image[index] * brightness);
      sum += GREY[index % 3] * image[index];
    }
    float mean = (float) (sum / ((double) side * side));
    for (int index = 0; index < image.length; index++) {
      image[index] = clip(mean + (image[index] - mean) * contrast);
    }
    for (int pixel = 0; pixel < image.length; pixel += 3) {
      float grey = GREY[0] * image[pixel] + GREY[1] * image[pixel + 1] + GREY[2] * image[pixel + 2];
      for (int channel = 0; channel < 3; channel++) {
        image[pixel + channel] = clip(grey + (image[pixel + channel] - grey) * saturation);
      }
    }
  }

  private float factor(Draw draw) {
    return (float) draw.uniform(1 - spec.colour(), 1 + spec.colour());
  }

  private static float clip(float value) {
    return Math.clamp(value, 0f, 1f);
  }

  private void cut(float[] image, Draw draw) {
    int square = (int) Math.round(spec.cutout() * side);
    int top = draw.below(side) - square / 2;
    int left = draw.below(side) - square / 2;
    for (int row = Math.max(0, top); row < Math.min(side, top + square); row++) {
      int from = 3 * (row * side + Math.max(0, left));
      int to = 3 * (row * side + Math.min(side, left + square));
      for (int index = from; index < to; index++) {
        image[index] = 0;
      }
    }
  }
}
