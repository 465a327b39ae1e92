package org.histochain.activities.training;

import org.histochain.activities.draw.Draw;

/**
 * The patches of the training set that each update visits, augmented. Updates come one after
 * another; the places of one may be filled by several threads.
 */
final class SetVisits {
  private final TrainingSet set;
  private final BatchPlan plan;
  private final EpochOrder order;
  private final Augmentation augmentation;
  private final long seed;
  private final String purpose;
  private final String stainPurpose;
  private int epoch = -1;
  private int[] visits = {};
  private int[] repeats = {};
  private int first;

  SetVisits(
      TrainingSet set,
      BatchPlan plan,
      EpochOrder order,
      Augmentation augmentation,
      long seed,
      String purpose) {
    this.set = set;
    this.plan = plan;
    this.order = order;
    this.augmentation = augmentation;
    this.seed = seed;
    this.purpose = purpose + "/augment";
    stainPurpose = purpose + "/hed";
  }

  /** Returns an empty batch that has room for any update's patches, and views of the pool. */
  Batch room(int views) {
    return new Batch(plan.largest(), views, set.side(), set.classes());
  }

  /** Turns to an update; returns how many patches it visits. */
  int turnTo(long update) {
    if (plan.epoch(update) != epoch) {
      epoch = plan.epoch(update);
      visits = order.epoch(epoch);
      repeats = repeats(visits);
    }
    first = plan.from(update);
    return plan.to(update) - first;
  }

  /** Sets places {@code begin} to {@code end - 1} of the update's batch. */
  void fill(Batch batch, int begin, int end) {
    float[] image = new float[3 * set.side() * set.side()];
    for (int place = begin; place < end; place++) {
      int patch = visits[first + place];
      long id = Draw.hash(set.ids().get(patch));
      int repeat = repeats[first + place];
      Draw draw = Draw.of(seed, purpose, epoch, id, repeat);
      Draw stainDraw = Draw.of(seed, stainPurpose, epoch, id, repeat);
      augmentation.apply(set.pixels(), set.offset(patch), image, draw, stainDraw);
      batch.set(place, image, set.targets()[patch]);
    }
  }

  /**
   * Counts each place's earlier visits to its patch, so that a patch visited again is drawn anew.
   */
  private static int[] repeats(int[] visits) {
    int[] seen = new int[visits.length];
    int[] repeats = new int[visits.length];
    for (int place = 0; place < visits.length; place++) {
      repeats[place] = seen[visits[place]]++;
    }
    return repeats;
  }
}
