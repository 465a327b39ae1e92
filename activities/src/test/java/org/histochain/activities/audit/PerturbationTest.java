package org.histochain.activities.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.histochain.activities.audit.Perturbation.Kind;
import org.histochain.activities.draw.Draw;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PerturbationTest {
  private static final int SIDE = 19;
  private static final byte[] PATCH = noise(SIDE);

  @Test
  void standardOnesDifferChangeAPatchAndAreTheSameEachTime() {
    assertThat(Perturbation.standard()).doesNotHaveDuplicates().hasSizeGreaterThan(15);
    byte[] before = PATCH.clone();
    for (Perturbation perturbation : Perturbation.standard()) {
      byte[] changed = perturbation.apply(PATCH, SIDE);
      assertThat(changed).describedAs("%s", perturbation).hasSameSizeAs(PATCH).isNotEqualTo(PATCH);
      assertThat(perturbation.apply(PATCH, SIDE)).isEqualTo(changed);
      assertThat(PATCH).isEqualTo(before);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"stain", "blur", "rotation"})
  void strengthZeroChangesNothing(Kind kind) {
    assertThat(new Perturbation(kind, 0).apply(PATCH, SIDE)).isEqualTo(PATCH);
  }

  @Test
  void quarterTurnsAreExact() {
    byte[] turned = PATCH;
    for (int turn = 1; turn <= 4; turn++) {
      turned = new Perturbation(Kind.rotation, 90).apply(turned, SIDE);
      if (turn < 4) {
        assertThat(new Perturbation(Kind.rotation, 90 * turn).apply(PATCH, SIDE))
            .isEqualTo(turned)
            .isNotEqualTo(PATCH);
      }
    }
    assertThat(turned).isEqualTo(PATCH);
    // Anticlockwise: what was at the top right comes to the top left.
    byte[] once = new Perturbation(Kind.rotation, 90).apply(PATCH, SIDE);
    assertThat(Arrays.copyOf(once, 3))
        .isEqualTo(Arrays.copyOfRange(PATCH, 3 * (SIDE - 1), 3 * SIDE));
  }

  @Test
  void otherAnglesAgreeWithQuarterTurnsAndWithThePlane() {
    // The general way, a hair off a quarter turn, is the exact one.
    byte[] nearly = Rotation.apply(PATCH, SIDE, 90 + 1e-9);
    assertThat(nearly).isEqualTo(Rotation.apply(PATCH, SIDE, 90));
    // Brightness that grows to the right grows, turned by 45 degrees, to the upper right.
    byte[] ramp = new byte[3 * 32 * 32];
    for (int place = 0; place < ramp.length; place++) {
      ramp[place] = (byte) (8 * (place / 3 % 32));
    }
    byte[] rotated = Rotation.apply(ramp, 32, 45);
    for (int y = 12; y < 20; y++) {
      for (int x = 12; x < 20; x++) {
        double expected = 8 * (15.5 + ((x - 15.5) - (y - 15.5)) / Math.sqrt(2));
        assertThat((double) (rotated[3 * (32 * y + x)] & 0xFF)).isEqualTo(expected, within(0.51));
      }
    }
  }

  @Test
  void whatIsBeyondTheBorderIsMirrored() {
    assertThat(IntStream.range(-5, 9).map(place -> Reflection.at(place, 3)))
        .containsExactly(1, 2, 2, 1, 0, 0, 1, 2, 2, 1, 0, 0, 1, 2);
    // So a patch of one colour stays so, corners too.
    byte[] even = new byte[3 * 10 * 10];
    Arrays.fill(even, (byte) 201);
    assertThat(Rotation.apply(even, 10, 45)).isEqualTo(even);
    assertThat(GaussianBlur.apply(even, 10, 2)).isEqualTo(even);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.5, 1, 2, 7})
  void blurKeepsTheMeanAndLosesVariance(double sigma) {
    byte[] blurred = GaussianBlur.apply(PATCH, SIDE, sigma);
    for (int channel = 0; channel < 3; channel++) {
      assertThat(mean(blurred, channel)).isEqualTo(mean(PATCH, channel), within(0.1));
    }
    assertThat(variance(blurred)).isLessThan(0.6 * variance(PATCH));
  }

  @Test
  void blurOfAPointIsAGaussianOfItsWidth() {
    byte[] point = new byte[3 * 31 * 31];
    point[3 * (15 * 31 + 15)] = (byte) 255;
    byte[] blurred = GaussianBlur.apply(point, 31, 1.5);
    for (int y = 0; y < 31; y++) {
      for (int x = 0; x < 31; x++) {
        double squared = (x - 15) * (x - 15) + (y - 15) * (y - 15);
        double density = 255 * Math.exp(-squared / (2 * 2.25)) / (2 * Math.PI * 2.25);
        assertThat((double) (blurred[3 * (31 * y + x)] & 0xFF)).isEqualTo(density, within(0.6));
        assertThat(blurred[3 * (31 * y + x) + 1]).isZero();
      }
    }
  }

  @Test
  void jpegLosesMoreAtLowerQualityAndNearlyNothingTwice() {
    byte[] smooth = GaussianBlur.apply(noise(64), 64, 2);
    double before = 0.5;
    for (int quality : new int[] {95, 90, 70, 50, 30, 10, 2}) {
      byte[] once = JpegRecompression.apply(smooth, 64, quality);
      double error = difference(once, smooth);
      assertThat(error).describedAs("quality %d", quality).isGreaterThan(before);
      assertThat(difference(JpegRecompression.apply(once, 64, quality), once))
          .isLessThan(0.75 * error);
      before = error;
    }
    byte[] coloured = new byte[3 * 16 * 16];
    for (int place = 0; place < coloured.length; place += 3) {
      coloured[place] = (byte) 200;
      coloured[place + 1] = 90;
      coloured[place + 2] = (byte) 140;
    }
    assertThat(difference(JpegRecompression.apply(coloured, 16, 90), coloured)).isLessThan(3);
  }

  private static double mean(byte[] pixels, int channel) {
    double sum = 0;
    for (int place = channel; place < pixels.length; place += 3) {
      sum += pixels[place] & 0xFF;
    }
    return 3 * sum / pixels.length;
  }

  private static double variance(byte[] pixels) {
    double mean = (mean(pixels, 0) + mean(pixels, 1) + mean(pixels, 2)) / 3;
    double sum = 0;
    for (byte value : pixels) {
      sum += Math.pow((value & 0xFF) - mean, 2);
    }
    return sum / pixels.length;
  }

  private static double difference(byte[] one, byte[] other) {
    double sum = 0;
    for (int place = 0; place < one.length; place++) {
      sum += Math.abs((one[place] & 0xFF) - (other[place] & 0xFF));
    }
    return sum / one.length;
  }

  /** Values of 1 to 255: black would be changed by a logarithm. */
  private static byte[] noise(int side) {
    Draw draw = Draw.of(4, "noise");
    byte[] pixels = new byte[3 * side * side];
    for (int place = 0; place < pixels.length; place++) {
      pixels[place] = (byte) (1 + draw.below(255));
    }
    return pixels;
  }
}
