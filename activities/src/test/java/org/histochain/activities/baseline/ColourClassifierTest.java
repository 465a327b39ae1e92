package org.histochain.activities.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.data.Offset;
import org.histochain.activities.draw.Draw;
import org.junit.jupiter.api.Test;

final class ColourClassifierTest {
  @Test
  void aHistogramCountsColoursTogetherAndTakesRoots() {
    byte[] pixels = {0, 31, (byte) 255, 0, 0, (byte) 224, 32, 64, 96, (byte) 200, 0, 0};
    double[] histogram = ColourHistogram.of(MemorySegment.ofArray(pixels));
    assertThat(histogram[7]).isCloseTo(Math.sqrt(0.5), Offset.offset(1e-12));
    assertThat(histogram[64 + 16 + 3]).isEqualTo(0.5);
    assertThat(histogram[6 * 64]).isEqualTo(0.5);
    double squares = 0;
    for (double value : histogram) {
      squares += value * value;
    }
    assertThat(squares).isCloseTo(1, Offset.offset(1e-12));
  }

  @Test
  void meansAreThoseOfTheChannels() {
    byte[] pixels = {0, 51, (byte) 255, (byte) 102, 51, (byte) 153};
    assertThat(ColourFeatures.means.of(MemorySegment.ofArray(pixels)))
        .containsExactly(new double[] {0.2, 0.2, 0.8}, Offset.offset(1e-12));
  }

  @Test
  void meansAloneTellPatchesOfUnlikeColourApart() {
    List<double[]> patches = new ArrayList<>();
    int[] labels = new int[30];
    for (int index = 0; index < labels.length; index++) {
      labels[index] = index % 3;
      patches.add(ColourFeatures.means.of(MemorySegment.ofArray(patch(labels[index], index))));
    }
    ColourClassifier classifier = ColourClassifier.fit(patches, labels, 3);
    for (int index = 100; index < 130; index++) {
      MemorySegment other = MemorySegment.ofArray(patch(index % 3, index));
      assertThat(classifier.probabilities(ColourFeatures.means.of(other))[index % 3])
          .isGreaterThan(0.5f);
    }
  }

  @Test
  void coloursAreToldApartAndWhereTheyLieIsNot() {
    List<double[]> patches = new ArrayList<>();
    int[] labels = new int[30];
    for (int index = 0; index < labels.length; index++) {
      labels[index] = index % 3;
      patches.add(ColourHistogram.of(MemorySegment.ofArray(patch(labels[index], index))));
    }
    ColourClassifier classifier = ColourClassifier.fit(patches, labels, 3);
    for (int index = 100; index < 130; index++) {
      float[] probabilities =
          classifier.probabilities(
              ColourHistogram.of(MemorySegment.ofArray(patch(index % 3, index))));
      assertThat(probabilities[index % 3]).isGreaterThan(0.5f);
      assertThat(probabilities[0] + probabilities[1] + probabilities[2])
          .isCloseTo(1, Offset.offset(1e-5f));
    }
    byte[] pixels = patch(1, 7);
    byte[] turned = new byte[pixels.length];
    for (int place = 0; place < pixels.length; place++) {
      turned[place] = pixels[(place + 300) % pixels.length];
    }
    assertThat(ColourHistogram.of(MemorySegment.ofArray(turned)))
        .isEqualTo(ColourHistogram.of(MemorySegment.ofArray(pixels)));
  }

  @Test
  void twoFitsAgreeToTheBit() {
    List<double[]> patches = new ArrayList<>();
    int[] labels = new int[20];
    for (int index = 0; index < labels.length; index++) {
      labels[index] = index % 2;
      patches.add(ColourHistogram.of(MemorySegment.ofArray(patch(index % 2, index))));
    }
    assertThat(ColourClassifier.fit(patches, labels, 2).probabilities(patches.getFirst()))
        .isEqualTo(ColourClassifier.fit(patches, labels, 2).probabilities(patches.getFirst()));
  }

  @Test
  void classesWithoutALabelAreNeverGiven() {
    List<double[]> patches =
        List.of(
            ColourHistogram.of(MemorySegment.ofArray(patch(0, 1))),
            ColourHistogram.of(MemorySegment.ofArray(patch(2, 2))));
    assertThat(ColourClassifier.fit(patches, new int[] {0, 2}, 4).probabilities(patches.getLast()))
        .satisfies(row -> assertThat(row[2]).isGreaterThan(row[0]))
        .satisfies(row -> assertThat(row[1] + row[3]).isZero());
    assertThat(ColourClassifier.fit(patches, new int[] {3, 3}, 4).probabilities(patches.getLast()))
        .containsExactly(0, 0, 0, 1);
  }

  /** 16 x 16 pixels: a colour for each class, with noise. */
  private static byte[] patch(int classIndex, int number) {
    Draw draw = Draw.of(1, "patch", number);
    byte[] pixels = new byte[3 * 256];
    for (int place = 0; place < pixels.length; place++) {
      pixels[place] = (byte) (60 + (place % 3 == classIndex ? 100 : 0) + draw.below(60));
    }
    return pixels;
  }
}
