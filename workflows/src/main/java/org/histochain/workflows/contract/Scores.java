package org.histochain.workflows.contract;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Scores of a model on one set, all in [0, 1].
 *
 * @param accuracy fraction of patches predicted right
 * @param balancedAccuracy mean recall over the classes that the set holds
 * @param macroF1 mean F1 over the classes that the set holds
 * @param ece expected calibration error, 15 equal-width bins of confidence
 * @param perClassF1 F1 by class name; a class that the set lacks is left out
 * @param interval 95 % bootstrap interval of balanced accuracy, by group: lower and upper end; null
 *     for a set of one group
 */
public record Scores(
    double accuracy,
    double balancedAccuracy,
    double macroF1,
    double ece,
    Map<String, Double> perClassF1,
    @Nullable List<Double> interval) {
  public Scores {
    requireNonNull(perClassF1, "perClassF1 is null");
    interval = interval == null ? null : List.copyOf(interval);
  }

  /**
   * Returns the score that a chain selects by.
   *
   * @param select {@code balancedAccuracy}, {@code accuracy} or {@code macroF1}
   * @throws IllegalArgumentException if it is none of these
   */
  public double of(String select) {
    return switch (select) {
      case "balancedAccuracy" -> balancedAccuracy;
      case "accuracy" -> accuracy;
      case "macroF1" -> macroF1;
      default ->
          throw new IllegalArgumentException(
              "chain.select is " + select + ": write one of accuracy, balancedAccuracy, macroF1");
    };
  }
}
