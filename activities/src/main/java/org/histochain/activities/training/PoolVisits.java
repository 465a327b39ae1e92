package org.histochain.activities.training;

import org.histochain.activities.draw.Draw;
import org.histochain.activities.network.PixelScale;
import org.histochain.workflows.contract.AugmentSpec;

/**
 * The patches of the pool that each update visits, in a weak and a strong view: permutations of the
 * pool one after another, cut into equal parts. Updates come one after another; the views of one
 * may be filled by several threads.
 */
final class PoolVisits {
  /** FixMatch shifts its weak views by up to an eighth of the side. */
  private static final double WEAK_CROP = 0.125;

  private final UnlabelledPool pool;
  private final int views;
  private final Augmentation weak;
  private final Augmentation strong;
  private final long seed;
  private final String purpose;
  private final int[] patches;
  private final long[] rounds;
  private long round = -1;
  private int[] order = {};

  /**
   * @param views patches for each update
   * @param augment the chain's augmentation: weak views have its mirror images, turns and crop, the
   *     crop up to 0.125
   * @param strong the step's whole augmentation
   */
  PoolVisits(
      UnlabelledPool pool,
      int views,
      AugmentSpec augment,
      Augmentation strong,
      PixelScale scale,
      long seed,
      String purpose) {
    this.pool = pool;
    this.views = views;
    this.strong = strong;
    this.seed = seed;
    this.purpose = purpose;
    weak =
        new Augmentation(
            new AugmentSpec(
                augment.flip(), augment.rotate90(), Math.min(augment.crop(), WEAK_CROP), 0, 0),
            pool.side(),
            scale);
    patches = new int[views];
    rounds = new long[views];
  }

  /** Returns how many patches of the pool each update visits. */
  int views() {
    return views;
  }

  /** Turns to an update. */
  void turnTo(long update) {
    for (int view = 0; view < views; view++) {
      long position = Math.addExact(Math.multiplyExact(update, (long) views), view);
      rounds[view] = position / pool.size();
      if (rounds[view] != round) {
        round = rounds[view];
        order = Draw.of(seed, purpose + "/pool-order", round).permutation(pool.size());
      }
      patches[view] = order[(int) (position % pool.size())];
    }
  }

  /** Sets views {@code begin} to {@code end - 1} of the update's batch. */
  void fill(Batch batch, int begin, int end) {
    float[] image = new float[3 * pool.side() * pool.side()];
    for (int view = begin; view < end; view++) {
      long id = Draw.hash(pool.ids().get(patches[view]));
      long offset = pool.offset(patches[view]);
      Draw weakDraw = draw("/weak", view, id);
      weak.apply(pool.pixels(), offset, image, weakDraw, weakDraw);
      batch.setWeak(view, image);
      strong.apply(
          pool.pixels(), offset, image, draw("/strong", view, id), draw("/strong-hed", view, id));
      batch.setStrong(view, image);
    }
  }

  private Draw draw(String what, int view, long id) {
    return Draw.of(seed, purpose + what, rounds[view], id);
  }
}
