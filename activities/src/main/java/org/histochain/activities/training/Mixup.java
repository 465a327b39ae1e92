package org.histochain.activities.training;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import org.histochain.activities.draw.Draw;

/**
 * Mixup (Zhang et al., "mixup: Beyond empirical risk minimization", arXiv 1710.09412): with one
 * ratio r of Beta(alpha, alpha) and one permutation s for each batch,
 *
 * <pre>
 * x_i = r x_i + (1 - r) x_s(i)        t_i = r t_i + (1 - r) t_s(i)
 * </pre>
 */
final class Mixup {
  private final double alpha;
  private final long seed;
  private final String purpose;
  private float[] before = {};

  /**
   * @param alpha 0.01 to 100
   * @param seed seed of the chain
   * @param purpose purpose of the step
   */
  Mixup(double alpha, long seed, String purpose) {
    this.alpha = alpha;
    this.seed = seed;
    this.purpose = purpose + "/mixup";
  }

  /** Mixes patches and targets of an update's batch, in place, no views. For one thread. */
  void mix(Batch batch, long update) {
    Draw draw = Draw.of(seed, purpose, update);
    float ratio = (float) draw.beta(alpha, alpha);
    int[] partners = draw.permutation(batch.size());
    mix(batch.pixels(), 3 * batch.side() * batch.side(), partners, ratio);
    mix(batch.targets(), batch.classes(), partners, ratio);
  }

  private void mix(ByteBuffer rows, int length, int[] partners, float ratio) {
    FloatBuffer values = rows.asFloatBuffer();
    int count = partners.length * length;
    if (before.length < count) {
      before = new float[count];
    }
    values.get(0, before, 0, count);
    float[] row = new float[length];
    for (int place = 0; place < partners.length; place++) {
      int own = place * length;
      int other = partners[place] * length;
      for (int index = 0; index < length; index++) {
        row[index] = ratio * before[own + index] + (1 - ratio) * before[other + index];
      }
      values.put(own, row);
    }
  }
}
