package org.histochain.activities.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.assertj.core.data.Offset;
import org.histochain.activities.draw.Draw;
import org.histochain.activities.network.PixelScale;
import org.histochain.workflows.contract.AugmentSpec;
import org.histochain.workflows.contract.Normalisation;
import org.junit.jupiter.api.Test;

class AugmentationTest {
  private static final int SIDE = 4;
  private static final PixelScale PLAIN =
      new PixelScale(new Normalisation(List.of(0.0, 0.0, 0.0), List.of(1.0, 1.0, 1.0)));
  private static final AugmentSpec NONE = new AugmentSpec(false, false, 0, 0, 0);

  @Test
  void withoutAugmentationPixelsAreScaledAndNormalised() {
    PixelScale scale =
        new PixelScale(new Normalisation(List.of(0.5, 0.25, 0.0), List.of(0.5, 0.25, 2.0)));

    float[] image = augmented(NONE, scale, 0);

    assertThat(image[0]).isCloseTo((0 / 255f - 0.5f) / 0.5f, Offset.offset(1e-6f));
    assertThat(image[4]).isCloseTo((4 / 255f - 0.25f) / 0.25f, Offset.offset(1e-6f));
    assertThat(image[47]).isCloseTo(47 / 255f / 2, Offset.offset(1e-6f));
  }

  @Test
  void mirrorsAndTurnsReachTheEightSymmetriesOfTheSquareAndKeepEveryPixel() {
    Set<String> seen = new TreeSet<>();
    float[] plain = augmented(NONE, PLAIN, 0);
    for (int draw = 0; draw < 200; draw++) {
      float[] image = augmented(new AugmentSpec(true, true, 0, 0, 0), PLAIN, draw);
      seen.add(Arrays.toString(image));
      float[] sorted = image.clone();
      Arrays.sort(sorted);
      assertThat(sorted).isEqualTo(plain); // the fixture's pixels rise
    }
    assertThat(seen).hasSize(8);
  }

  @Test
  void aShiftMirrorsTheBorder() {
    Set<List<Integer>> corners = new HashSet<>();
    Set<String> images = new TreeSet<>();
    for (int draw = 0; draw < 200; draw++) {
      float[] image = augmented(new AugmentSpec(false, false, 0.25, 0, 0), PLAIN, draw);
      corners.add(List.of(red(image, 0, 0), red(image, 0, 3), red(image, 3, 0)));
      images.add(Arrays.toString(image));
    }
    assertThat(images).hasSize(9);
    assertThat(corners)
        .containsExactlyInAnyOrder(
            List.of(0, 9, 36), // no shift
            List.of(3, 6, 39), // by one sideways: the border column is its neighbour's mirror
            List.of(12, 21, 24), // by one up or down
            List.of(15, 18, 27)); // both
  }

  @Test
  void colourStaysInRangeAndLeavesGreyWhereSaturationAloneActs() {
    for (int draw = 0; draw < 50; draw++) {
      for (float value : augmented(new AugmentSpec(false, false, 0, 0.9, 0), PLAIN, draw)) {
        assertThat(value).isBetween(0f, 1f);
      }
    }
    assertThat(augmented(new AugmentSpec(false, false, 0, 0.3, 0), PLAIN, 1))
        .isNotEqualTo(augmented(NONE, PLAIN, 1));
  }

  @Test
  void cutoutSetsOneSquareToTheMeanAfterNormalisation() {
    PixelScale scale =
        new PixelScale(new Normalisation(List.of(-1.0, -1.0, -1.0), List.of(1.0, 1.0, 1.0)));
    Set<Integer> sizes = new TreeSet<>();
    for (int draw = 0; draw < 200; draw++) {
      float[] image = augmented(new AugmentSpec(false, false, 0, 0, 0.5), scale, draw);
      int zeros = 0;
      for (float value : image) {
        zeros += value == 0 ? 1 : 0;
      }
      assertThat(zeros % 3).isZero();
      sizes.add(zeros / 3);
    }
    assertThat(sizes).containsExactlyInAnyOrder(1, 2, 4);
  }

  @Test
  void equalDrawsGiveEqualPatches() {
    AugmentSpec all = new AugmentSpec(true, true, 0.25, 0.3, 0.33);

    assertThat(augmented(all, PLAIN, 9)).isEqualTo(augmented(all, PLAIN, 9));
  }

  private static float[] augmented(AugmentSpec spec, PixelScale scale, long index) {
    byte[] pixels = new byte[3 * SIDE * SIDE];
    for (int place = 0; place < pixels.length; place++) {
      pixels[place] = (byte) place;
    }
    float[] image = new float[pixels.length];
    MemorySegment segment = MemorySegment.ofArray(pixels);
    new Augmentation(spec, SIDE, scale)
        .apply(segment, 0, image, Draw.of(1, "test", index), Draw.of(1, "stain", index));
    return image;
  }

  private static int red(float[] image, int row, int column) {
    return Math.round(image[3 * (row * SIDE + column)] * 255);
  }
}
