package org.histochain.activities.evaluation;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * What stands behind the scores of a model on one set.
 *
 * @param classes class names, in the order of their indices
 * @param absent classes that no patch of the set has; they are left out of the macro averages
 * @param patches patches in the set
 * @param groups groups in the set
 * @param confusion patches by true class (rows) and predicted class (columns), in class order
 * @param reliability bins of confidence, ascending
 */
public record EvaluationDetails(
    List<String> classes,
    List<String> absent,
    int patches,
    int groups,
    List<List<Integer>> confusion,
    List<ReliabilityBin> reliability) {
  public EvaluationDetails {
    classes = List.copyOf(requireNonNull(classes, "classes is null"));
    absent = List.copyOf(requireNonNull(absent, "absent is null"));
    confusion = requireNonNull(confusion, "confusion is null").stream().map(List::copyOf).toList();
    reliability = List.copyOf(requireNonNull(reliability, "reliability is null"));
  }
}
