package org.histochain.activities.evaluation;

import org.hipparchus.analysis.UnivariateFunction;
import org.hipparchus.analysis.solvers.BracketingNthOrderBrentSolver;

/**
 * Temperature scaling (Guo, Pleiss, Sun, Weinberger: "On Calibration of Modern Neural Networks",
 * ICML 2017, arXiv 1706.04599, section 4.2): one number T for a model, by which its logits are
 * divided. A stored softmax p has the logits log p but for a constant, so that
 *
 * <pre>q_c = p_c^(1/T) / sum over k of p_k^(1/T)</pre>
 *
 * T above 1 makes a model less sure, T below 1 surer; the order of the classes stays. T is the one
 * of least negative log likelihood, mean of -log q of the true class, which is convex in 1/T: where
 * its slope in 1/T, the mean of (sum over c of q_c log p_c) - log p_true, is zero.
 */
public final class TemperatureScaling {
  /** The least temperature: of a model that is right throughout, the loss falls for ever. */
  public static final double LEAST = 0.05;

  /** The highest temperature: of a model worse than chance, it would rise for ever. */
  public static final double MOST = 20;

  private static final double ACCURACY = 1e-9;
  private static final int ORDER = 5;
  private static final int MOST_EVALUATIONS = 500;

  private TemperatureScaling() {}

  /**
   * Returns the temperature of least loss between {@link #LEAST} and {@link #MOST}, one of these
   * where it lies beyond; 1 where every temperature is as good.
   *
   * @param truth true class of each patch
   * @param probabilities softmax of each patch, float32 [patches][classes], in [0, 1]; 0 counts as
   *     the least float32 above it
   * @throws IllegalArgumentException if there is no patch
   */
  public static double fit(int[] truth, float[][] probabilities) {
    if (truth.length == 0) {
      throw new IllegalArgumentException("there are no patches to fit a temperature on");
    }
    double[][] logs = new double[truth.length][];
    for (int i = 0; i < logs.length; i++) {
      logs[i] = logs(probabilities[i]);
    }
    UnivariateFunction slope = inverse -> slope(truth, logs, inverse);
    if (slope.value(1) == 0) {
      return 1;
    }
    if (slope.value(1 / MOST) >= 0) {
      return MOST;
    }
    if (slope.value(1 / LEAST) <= 0) {
      return LEAST;
    }
    return 1
        / new BracketingNthOrderBrentSolver(ACCURACY, ORDER)
            .solve(MOST_EVALUATIONS, slope, 1 / MOST, 1 / LEAST);
  }

  /**
   * Returns a softmax at another temperature; at 1 it is as it was.
   *
   * @param probabilities float32 [classes], in [0, 1]
   * @return [classes], in [0, 1]
   */
  public static double[] scaled(float[] probabilities, double temperature) {
    if (temperature == 1) {
      double[] same = new double[probabilities.length];
      for (int c = 0; c < same.length; c++) {
        same[c] = probabilities[c];
      }
      return same;
    }
    return softmax(logs(probabilities), 1 / temperature);
  }

  /** Returns the natural logarithm of a probability; 0 counts as the least float32 above it. */
  static double log(double probability) {
    return StrictMath.log(Math.max(probability, Float.MIN_VALUE));
  }

  private static double[] logs(float[] probabilities) {
    double[] logs = new double[probabilities.length];
    for (int c = 0; c < logs.length; c++) {
      logs[c] = log(probabilities[c]);
    }
    return logs;
  }

  private static double slope(int[] truth, double[][] logs, double inverse) {
    double sum = 0;
    for (int i = 0; i < truth.length; i++) {
      double[] q = softmax(logs[i], inverse);
      for (int c = 0; c < q.length; c++) {
        sum += q[c] * (logs[i][c] - logs[i][truth[i]]);
      }
    }
    return sum / truth.length;
  }

  private static double[] softmax(double[] logs, double inverse) {
    double most = Double.NEGATIVE_INFINITY;
    for (double log : logs) {
      most = Math.max(most, log);
    }
    double[] q = new double[logs.length];
    double sum = 0;
    for (int c = 0; c < q.length; c++) {
      q[c] = StrictMath.exp(inverse * (logs[c] - most));
      sum += q[c];
    }
    for (int c = 0; c < q.length; c++) {
      q[c] /= sum;
    }
    return q;
  }
}
