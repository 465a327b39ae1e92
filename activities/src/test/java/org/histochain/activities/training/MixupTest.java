package org.histochain.activities.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.FloatBuffer;
import org.assertj.core.data.Offset;
import org.histochain.activities.draw.Draw;
import org.junit.jupiter.api.Test;

final class MixupTest {
  private static final int PATCHES = 5;
  private static final int CLASSES = 3;

  @Test
  void eachPatchIsMixedWithItsPartnerAtTheBatchsRatioTargetsAlike() {
    Draw draw = Draw.of(7, "pretrain-1/mixup", 4);
    double ratio = draw.beta(0.4, 0.4);
    int[] partners = draw.permutation(PATCHES);
    Batch batch = batch();

    new Mixup(0.4, 7, "pretrain-1").mix(batch, 4);

    FloatBuffer pixels = batch.pixels().asFloatBuffer();
    FloatBuffer targets = batch.targets().asFloatBuffer();
    for (int patch = 0; patch < PATCHES; patch++) {
      for (int index = 0; index < 12; index++) {
        double mixed = ratio * pixel(patch, index) + (1 - ratio) * pixel(partners[patch], index);
        assertThat(pixels.get(12 * patch + index)).isCloseTo((float) mixed, Offset.offset(1e-5f));
      }
      float sum = 0;
      for (int c = 0; c < CLASSES; c++) {
        double mixed =
            (patch % CLASSES == c ? ratio : 0) + (partners[patch] % CLASSES == c ? 1 - ratio : 0);
        assertThat(targets.get(CLASSES * patch + c)).isCloseTo((float) mixed, Offset.offset(1e-6f));
        sum += targets.get(CLASSES * patch + c);
      }
      assertThat(sum).isCloseTo(1, Offset.offset(1e-6f));
    }
  }

  @Test
  void aSmallBatchAfterALargeOneIsMixedWithItselfAlone() {
    Mixup mixup = new Mixup(1, 1, "teacher");
    mixup.mix(batch(), 0);
    Batch small = new Batch(PATCHES, 2, CLASSES);
    small.resize(2);
    small.set(0, new float[12], new float[] {1, 0, 0});
    small.set(1, new float[12], new float[] {0, 1, 0});

    mixup.mix(small, 1);

    FloatBuffer targets = small.targets().asFloatBuffer();
    assertThat(targets.get(0) + targets.get(1)).isCloseTo(1, Offset.offset(1e-6f));
    assertThat(targets.get(2)).isZero();
    assertThat(small.pixels().asFloatBuffer().get(0)).isZero();
  }

  private static Batch batch() {
    Batch batch = new Batch(PATCHES, 2, CLASSES);
    batch.resize(PATCHES);
    for (int patch = 0; patch < PATCHES; patch++) {
      float[] image = new float[12];
      for (int index = 0; index < image.length; index++) {
        image[index] = pixel(patch, index);
      }
      float[] target = new float[CLASSES];
      target[patch % CLASSES] = 1;
      batch.set(patch, image, target);
    }
    return batch;
  }

  private static float pixel(int patch, int index) {
    return patch * patch - 0.25f * index;
  }
}
