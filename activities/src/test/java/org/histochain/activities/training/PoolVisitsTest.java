package org.histochain.activities.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.histochain.activities.network.PixelScale;
import org.histochain.workflows.contract.AugmentSpec;
import org.histochain.workflows.contract.Normalisation;
import org.junit.jupiter.api.Test;

final class PoolVisitsTest {
  private static final int SIDE = 4;
  private static final int LENGTH = 3 * SIDE * SIDE;
  private static final AugmentSpec AUGMENT = new AugmentSpec(true, true, 0.25, 0.5, 0.5, 0.1);
  private static final PixelScale SCALE =
      new PixelScale(new Normalisation(List.of(0.0, 0.0, 0.0), List.of(1.0, 1.0, 1.0)));

  @Test
  void everyPatchOfThePoolIsVisitedOnceARoundInAnotherOrder() {
    // Seven patches in parts of three: rounds end inside an update.
    List<Integer> visited = new ArrayList<>();
    PoolVisits visits = visits(7, 3);
    for (long update = 0; update < 7; update++) {
      Batch batch = filled(visits, 3, update);
      for (int view = 0; view < 3; view++) {
        visited.add(patch(batch.weak().asFloatBuffer(), view));
      }
    }
    List<Integer> all = IntStream.range(0, 7).boxed().toList();
    for (int round = 0; round < 3; round++) {
      assertThat(visited.subList(7 * round, 7 * round + 7))
          .containsExactlyInAnyOrderElementsOf(all);
    }
    assertThat(visited.subList(0, 7)).isNotEqualTo(visited.subList(7, 14));
  }

  @Test
  void aPoolThatIsSmallerThanAnUpdateIsVisitedSeveralTimesInOtherViews() {
    Batch batch = filled(visits(2, 5), 5, 0);
    List<Integer> visited =
        IntStream.range(0, 5).mapToObj(view -> patch(batch.weak().asFloatBuffer(), view)).toList();
    assertThat(visited.subList(0, 2)).containsExactlyInAnyOrder(0, 1);
    assertThat(visited.subList(2, 4)).containsExactlyInAnyOrder(0, 1);
    int again = 2 + visited.subList(2, 4).indexOf(visited.getFirst());
    assertThat(image(batch.pixels().asFloatBuffer(), again))
        .isNotEqualTo(image(batch.pixels().asFloatBuffer(), 0));
  }

  @Test
  void viewsDependOnTheUpdateAloneWhereverOneBegins() {
    PoolVisits fromTheStart = visits(7, 3);
    for (long update = 0; update < 5; update++) {
      filled(fromTheStart, 3, update);
    }
    Batch later = filled(fromTheStart, 3, 5);
    Batch resumed = filled(visits(7, 3), 3, 5);
    assertThat(resumed.weak()).isEqualTo(later.weak());
    assertThat(resumed.pixels()).isEqualTo(later.pixels());
  }

  @Test
  void theWeakViewIsMovedAloneAndTheStrongViewIsTheSamePatchUnderAllNoise() {
    Batch batch = filled(visits(7, 7), 7, 0);
    for (int view = 0; view < 7; view++) {
      float[] weak = image(batch.weak().asFloatBuffer(), view);
      float[] strong = image(batch.pixels().asFloatBuffer(), view);
      int patch = patch(batch.weak().asFloatBuffer(), view);
      for (float value : weak) {
        // A patch of one colour stays that colour however it is moved.
        assertThat(value).isCloseTo((20 + 30 * patch) / 255f, Offset.offset(1e-6f));
      }
      assertThat(strong).isNotEqualTo(weak).contains(0f); // cutout
    }
  }

  private static PoolVisits visits(int patches, int views) {
    byte[] pixels = new byte[patches * LENGTH];
    for (int index = 0; index < pixels.length; index++) {
      pixels[index] = (byte) (20 + 30 * (index / LENGTH));
    }
    List<String> ids = IntStream.range(0, patches).mapToObj(index -> "p" + index).toList();
    return new PoolVisits(
        new UnlabelledPool(ids, SIDE, MemorySegment.ofArray(pixels)),
        views,
        AUGMENT,
        new Augmentation(AUGMENT, SIDE, SCALE),
        SCALE,
        1,
        "pretrain-1");
  }

  private static Batch filled(PoolVisits visits, int views, long update) {
    Batch batch = new Batch(0, views, SIDE, 2);
    visits.turnTo(update);
    visits.fill(batch, 0, views);
    return batch;
  }

  private static int patch(FloatBuffer images, int view) {
    return Math.round((images.get(view * LENGTH) * 255 - 20) / 30);
  }

  private static float[] image(FloatBuffer images, int view) {
    float[] image = new float[LENGTH];
    images.get(view * LENGTH, image);
    return image;
  }
}
