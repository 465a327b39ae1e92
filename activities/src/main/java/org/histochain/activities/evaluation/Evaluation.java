package org.histochain.activities.evaluation;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.histochain.workflows.contract.Scores;
import org.jspecify.annotations.Nullable;

/** Scores soft predictions against truth. Equal input gives equal scores, bit for bit. */
public final class Evaluation {
  private Evaluation() {}

  /**
   * Scores predictions. The predicted class is the most probable one (ties: the lower index), the
   * confidence its probability. Balanced accuracy is the mean recall and macro-F1 the mean F1 over
   * the classes that the set holds; the others are named in the details.
   *
   * @param classes class names, in the order of the probabilities
   * @param truth true class of each patch, 0 to {@code classes.size() - 1}
   * @param probabilities softmax of each patch, float32 [patches][classes], in [0, 1]
   * @param groups group of each patch; null: a group of its own
   * @param seed seed of the bootstrap
   * @throws IllegalArgumentException if the set is empty, the lengths differ, a class is out of
   *     range or a probability is not in [0, 1]
   */
  public static EvaluationResult of(
      List<String> classes,
      int[] truth,
      float[][] probabilities,
      List<@Nullable String> groups,
      long seed) {
    requireNonNull(classes, "classes is null");
    requireNonNull(groups, "groups is null");
    check(classes, truth, probabilities, groups);
    int[] predicted = new int[truth.length];
    double[] confidence = new double[truth.length];
    for (int i = 0; i < truth.length; i++) {
      predicted[i] = mostProbable(probabilities[i]);
      confidence[i] = probabilities[i][predicted[i]];
    }
    ConfusionMatrix confusion = ConfusionMatrix.of(classes.size(), truth, predicted);
    Reliability reliability = Reliability.of(truth, predicted, confidence);
    GroupedPredictions grouped = GroupedPredictions.of(classes.size(), truth, predicted, groups);
    Scores scores =
        new Scores(
            confusion.accuracy(),
            confusion.balancedAccuracy(),
            confusion.macroF1(),
            reliability.expectedCalibrationError(),
            confusion.perClassF1(classes),
            GroupBootstrap.interval(grouped, seed));
    EvaluationDetails details =
        new EvaluationDetails(
            classes,
            confusion.absent(classes),
            truth.length,
            grouped.groups(),
            confusion.rows(),
            reliability.bins());
    return new EvaluationResult(scores, details);
  }

  /**
   * Returns the index of the most probable class; ties go to the lower one.
   *
   * @param probabilities float32 [classes], at least one
   */
  public static int mostProbable(float[] probabilities) {
    int best = 0;
    for (int c = 1; c < probabilities.length; c++) {
      if (probabilities[c] > probabilities[best]) {
        best = c;
      }
    }
    return best;
  }

  private static void check(
      List<String> classes, int[] truth, float[][] probabilities, List<@Nullable String> groups) {
    if (truth.length == 0) {
      throw new IllegalArgumentException("there are no patches to score");
    }
    if (probabilities.length != truth.length || groups.size() != truth.length) {
      throw new IllegalArgumentException(
          "%d patches have %d predictions and %d groups"
              .formatted(truth.length, probabilities.length, groups.size()));
    }
    for (int i = 0; i < truth.length; i++) {
      if (truth[i] < 0 || truth[i] >= classes.size()) {
        throw new IllegalArgumentException(
            "patch %d has class index %d; there are %d classes"
                .formatted(i, truth[i], classes.size()));
      }
      if (probabilities[i].length != classes.size()) {
        throw new IllegalArgumentException(
            "patch %d has %d probabilities; there are %d classes"
                .formatted(i, probabilities[i].length, classes.size()));
      }
      for (float probability : probabilities[i]) {
        if (!(probability >= 0 && probability <= 1)) {
          throw new IllegalArgumentException(
              "patch %d has a probability of %s; it must be in [0, 1]".formatted(i, probability));
        }
      }
    }
  }
}
