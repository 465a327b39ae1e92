package org.histochain.activities.evaluation;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.histochain.activities.draw.Draw;
import org.jspecify.annotations.Nullable;

/**
 * The predictions of one model on one set, counted by group, so that a score can be taken of a
 * resample of the groups. Groups are numbered by their first patch. Safe for use by many threads.
 */
public final class GroupedPredictions {
  /** Patches of one group with one true and one predicted class. */
  private record Cell(int trueClass, int predictedClass, int patches) {}

  private final int classes;
  private final Cell[][] groups;

  private GroupedPredictions(int classes, Cell[][] groups) {
    this.classes = classes;
    this.groups = groups;
  }

  /**
   * Counts predictions.
   *
   * @param classes number of classes
   * @param truth true class of each patch, 0 to {@code classes - 1}
   * @param predicted predicted class of each patch, 0 to {@code classes - 1}
   * @param groups group of each patch; null: a group of its own
   */
  public static GroupedPredictions of(
      int classes, int[] truth, int[] predicted, List<@Nullable String> groups) {
    requireNonNull(groups, "groups is null");
    List<List<Cell>> cells = new ArrayList<>();
    Map<String, Integer> indices = new HashMap<>();
    for (int i = 0; i < truth.length; i++) {
      Cell cell = new Cell(truth[i], predicted[i], 1);
      String name = groups.get(i);
      Integer index = name == null ? null : indices.putIfAbsent(name, cells.size());
      if (index == null) {
        cells.add(new ArrayList<>(List.of(cell)));
      } else {
        add(cells.get(index), cell);
      }
    }
    return new GroupedPredictions(
        classes, cells.stream().map(group -> group.toArray(Cell[]::new)).toArray(Cell[][]::new));
  }

  /** Returns the number of groups. */
  public int groups() {
    return groups.length;
  }

  /** Returns a score of the set as it is. */
  public double score(Score score) {
    int[] once = new int[groups.length];
    Arrays.fill(once, 1);
    return score(score, once);
  }

  /**
   * Returns a score of a resample.
   *
   * @param times how often each group is in it, int [groups], not all 0
   */
  public double score(Score score, int[] times) {
    ClassTallies tallies = new ClassTallies(classes);
    for (int group = 0; group < groups.length; group++) {
      if (times[group] > 0) {
        for (Cell cell : groups[group]) {
          tallies.add(cell.trueClass, cell.predictedClass, (long) times[group] * cell.patches);
        }
      }
    }
    return score.of(tallies);
  }

  /**
   * Draws as many groups as there are, with replacement.
   *
   * @return how often each group was drawn, int [groups]
   */
  public static int[] resample(int groups, Draw draw) {
    int[] times = new int[groups];
    for (int i = 0; i < groups; i++) {
      times[draw.below(groups)]++;
    }
    return times;
  }

  private static void add(List<Cell> cells, Cell added) {
    for (int i = 0; i < cells.size(); i++) {
      Cell cell = cells.get(i);
      if (cell.trueClass == added.trueClass && cell.predictedClass == added.predictedClass) {
        cells.set(i, new Cell(cell.trueClass, cell.predictedClass, cell.patches + added.patches));
        return;
      }
    }
    cells.add(added);
  }
}
