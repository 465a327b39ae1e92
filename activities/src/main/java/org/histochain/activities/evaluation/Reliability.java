package org.histochain.activities.evaluation;

import java.util.ArrayList;
import java.util.List;

/**
 * Confidence against accuracy in 15 bins of equal width, after Guo, Pleiss, Sun, Weinberger: "On
 * Calibration of Modern Neural Networks", ICML 2017 (arXiv 1706.04599). Bin m of M holds the
 * predictions whose confidence lies in ((m-1)/M, m/M]; over n predictions
 *
 * <pre>ECE = sum over m of |B_m| / n * |accuracy(B_m) - confidence(B_m)|</pre>
 */
final class Reliability {
  static final int BINS = 15;

  private final List<ReliabilityBin> bins;
  private final int predictions;

  private Reliability(List<ReliabilityBin> bins, int predictions) {
    this.bins = bins;
    this.predictions = predictions;
  }

  static Reliability of(int[] truth, int[] predicted, double[] confidence) {
    int[] count = new int[BINS];
    int[] right = new int[BINS];
    double[] sum = new double[BINS];
    for (int i = 0; i < truth.length; i++) {
      int bin = Math.max(0, (int) Math.ceil(confidence[i] * BINS) - 1);
      count[bin]++;
      sum[bin] += confidence[i];
      if (truth[i] == predicted[i]) {
        right[bin]++;
      }
    }
    List<ReliabilityBin> bins = new ArrayList<>();
    for (int b = 0; b < BINS; b++) {
      int divisor = Math.max(1, count[b]);
      bins.add(
          new ReliabilityBin(
              (double) b / BINS,
              (double) (b + 1) / BINS,
              count[b],
              sum[b] / divisor,
              (double) right[b] / divisor));
    }
    return new Reliability(List.copyOf(bins), truth.length);
  }

  List<ReliabilityBin> bins() {
    return bins;
  }

  double expectedCalibrationError() {
    double error = 0;
    for (ReliabilityBin bin : bins) {
      error += (double) bin.count() / predictions * Math.abs(bin.accuracy() - bin.confidence());
    }
    return error;
  }
}
