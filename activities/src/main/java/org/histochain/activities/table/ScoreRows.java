package org.histochain.activities.table;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * Soft labels of patches, in a fixed order.
 *
 * @param classes class names, in the order of their indices
 * @param ids patch ids
 * @param probabilities float32 [ids, classes], each row a softmax in [0, 1]; not copied
 */
public record ScoreRows(List<String> classes, List<String> ids, float[][] probabilities) {
  public ScoreRows {
    classes = List.copyOf(requireNonNull(classes, "classes is null"));
    ids = List.copyOf(requireNonNull(ids, "ids is null"));
    requireNonNull(probabilities, "probabilities is null");
    if (ids.size() != probabilities.length) {
      throw new IllegalArgumentException(
          ids.size() + " ids but " + probabilities.length + " rows of probabilities");
    }
  }
}
