package org.histochain.activities.statistics;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.histochain.activities.evaluation.GroupedPredictions;
import org.histochain.activities.evaluation.Score;
import org.jspecify.annotations.Nullable;

/**
 * What one run predicts on a test set. Patches are kept sorted by id, so that the order in which
 * they were given has no part in any result. Safe for use by many threads.
 */
public final class RunPredictions {
  private final List<String> patchIds;
  private final List<@Nullable String> groups;
  private final int[] truth;
  private final int classes;
  private final GroupedPredictions grouped;

  private RunPredictions(
      List<String> patchIds,
      List<@Nullable String> groups,
      int[] truth,
      int[] predicted,
      int classes) {
    this.patchIds = patchIds;
    this.groups = groups;
    this.truth = truth;
    this.classes = classes;
    this.grouped = GroupedPredictions.of(classes, truth, predicted, groups);
  }

  /**
   * Takes a run's predictions.
   *
   * @param patchIds ids of the patches, each once, at least one
   * @param groups group of each patch; null: a group of its own
   * @param truth true class of each patch, 0 to {@code classes - 1}
   * @param predicted predicted class of each patch, 0 to {@code classes - 1}
   * @param classes number of classes
   * @throws IllegalArgumentException if there is no patch, lengths differ, an id is there twice or
   *     a class is out of range
   */
  public static RunPredictions of(
      List<String> patchIds,
      List<@Nullable String> groups,
      int[] truth,
      int[] predicted,
      int classes) {
    requireNonNull(patchIds, "patchIds is null");
    requireNonNull(groups, "groups is null");
    int size = patchIds.size();
    if (size == 0) {
      throw new IllegalArgumentException("a run has predictions for no patch");
    }
    if (groups.size() != size || truth.length != size || predicted.length != size) {
      throw new IllegalArgumentException(
          "%d patches have %d groups, %d true and %d predicted classes"
              .formatted(size, groups.size(), truth.length, predicted.length));
    }
    int[] order =
        IntStream.range(0, size)
            .boxed()
            .sorted(Comparator.comparing(patchIds::get))
            .mapToInt(Integer::intValue)
            .toArray();
    List<String> ids = new ArrayList<>();
    List<@Nullable String> sortedGroups = new ArrayList<>();
    for (int index : order) {
      String id = patchIds.get(index);
      if (!ids.isEmpty() && ids.getLast().equals(id)) {
        throw new IllegalArgumentException("patch %s has two predictions".formatted(id));
      }
      inRange(id, truth[index], classes);
      inRange(id, predicted[index], classes);
      ids.add(id);
      sortedGroups.add(groups.get(index));
    }
    return new RunPredictions(
        ids, sortedGroups, ordered(truth, order), ordered(predicted, order), classes);
  }

  /** Returns the number of groups in the test set. */
  public int groups() {
    return grouped.groups();
  }

  /** Returns a score of the run, in [0, 1]. */
  public double score(Score score) {
    return grouped.score(score);
  }

  /** Returns a score of a resample, in which each group is so many times. */
  double score(Score score, int[] times) {
    return grouped.score(score, times);
  }

  /**
   * Checks that another run was tested on the same patches.
   *
   * @throws IllegalArgumentException if not, naming the first difference
   */
  void requireSamePatches(RunPredictions other) {
    if (patchIds.size() != other.patchIds.size() || classes != other.classes) {
      throw new IllegalArgumentException(
          "runs on different test sets cannot be compared: %d patches of %d classes, and %d of %d"
              .formatted(patchIds.size(), classes, other.patchIds.size(), other.classes));
    }
    for (int i = 0; i < patchIds.size(); i++) {
      String id = patchIds.get(i);
      if (!id.equals(other.patchIds.get(i))) {
        String missing = id.compareTo(other.patchIds.get(i)) < 0 ? id : other.patchIds.get(i);
        throw new IllegalArgumentException(
            "runs on different test sets cannot be compared: patch %s is in one of them only"
                .formatted(missing));
      }
      if (truth[i] != other.truth[i] || !Objects.equals(groups.get(i), other.groups.get(i))) {
        throw new IllegalArgumentException(
            "runs on different test sets cannot be compared: patch %s is of class %d and group %s in one, of class %d and group %s in the other"
                .formatted(id, truth[i], groups.get(i), other.truth[i], other.groups.get(i)));
      }
    }
  }

  private static int[] ordered(int[] values, int[] order) {
    return IntStream.of(order).map(index -> values[index]).toArray();
  }

  private static void inRange(String id, int c, int classes) {
    if (c < 0 || c >= classes) {
      throw new IllegalArgumentException(
          "patch %s has class index %d; there are %d classes".formatted(id, c, classes));
    }
  }
}
