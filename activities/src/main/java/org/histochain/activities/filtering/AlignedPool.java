package org.histochain.activities.filtering;

import java.io.IOException;
import java.util.List;
import org.histochain.activities.table.ScoreBlock;
import org.histochain.activities.table.ScoreTableFile.BlockConsumer;

/**
 * Distribution alignment (Berthelot et al., "ReMixMatch", arXiv 1911.09785): the rows of a pool as
 *
 * <pre>
 * q_c = p_c w_c / sum_d p_d w_d        w_c = target_c / mean of p_c over the pool
 * </pre>
 *
 * in double precision, rounded once. The weight of a class that the pool has none of is 0. A row of
 * which nothing would be left stays as it is.
 */
final class AlignedPool implements ScorePool {
  private final ScorePool pool;
  private final double[] weights;

  private AlignedPool(ScorePool pool, double[] weights) {
    this.pool = pool;
    this.weights = weights;
  }

  /**
   * Goes through a pool once, for its mean.
   *
   * @param target share that each class is to have, summing to 1
   * @param classes class names, in the order of the probabilities
   * @throws org.histochain.activities.step.StepFailure {@code Diverged} if a probability is not in
   *     [0, 1]
   */
  static AlignedPool of(ScorePool pool, double[] target, List<String> classes) throws IOException {
    List<double[]> sums = PartWork.forEach(pool.parts(), part -> sums(pool, part, classes));
    double[] weights = new double[target.length];
    for (int c = 0; c < weights.length; c++) {
      double sum = 0;
      long rows = 0;
      for (int part = 0; part < sums.size(); part++) {
        sum += sums.get(part)[c];
        rows += pool.rows(part);
      }
      weights[c] = sum == 0 ? 0 : target[c] / (sum / rows);
    }
    return new AlignedPool(pool, weights);
  }

  private static double[] sums(ScorePool pool, int part, List<String> classes) throws IOException {
    double[] sums = new double[classes.size()];
    pool.forEach(
        part,
        block -> {
          RowCheck.require(block, classes);
          for (int c = 0; c < sums.length; c++) {
            float[] column = block.column(c);
            double sum = 0;
            for (int row = 0; row < block.rows(); row++) {
              sum += column[row];
            }
            sums[c] += sum;
          }
        });
    return sums;
  }

  @Override
  public int parts() {
    return pool.parts();
  }

  @Override
  public int rows(int part) {
    return pool.rows(part);
  }

  @Override
  public void forEach(int part, BlockConsumer visitor) throws IOException {
    pool.forEach(
        part,
        block -> {
          align(block);
          visitor.accept(block);
        });
  }

  /** The block is lent, and filled anew each time, so its own columns may change. */
  private void align(ScoreBlock block) {
    int rows = block.rows();
    double[] totals = new double[rows];
    for (int c = 0; c < weights.length; c++) {
      float[] column = block.column(c);
      for (int row = 0; row < rows; row++) {
        totals[row] += column[row] * weights[c];
      }
    }
    for (int c = 0; c < weights.length; c++) {
      float[] column = block.column(c);
      for (int row = 0; row < rows; row++) {
        double aligned = column[row] * weights[c] / totals[row];
        column[row] = totals[row] > 0 ? (float) aligned : column[row];
      }
    }
  }
}
