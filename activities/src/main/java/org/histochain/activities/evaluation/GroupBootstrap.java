package org.histochain.activities.evaluation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hipparchus.stat.descriptive.rank.Percentile;
import org.histochain.activities.draw.Draw;
import org.jspecify.annotations.Nullable;

/**
 * The percentile bootstrap of balanced accuracy by group (Efron, Tibshirani: "An Introduction to
 * the Bootstrap", 1993, chapter 13): as many groups as there are, drawn with replacement; patches
 * of one patient are alike, so drawing single patches would make the interval too narrow. Balanced
 * accuracy of a resample is the mean recall over the classes that it holds.
 */
final class GroupBootstrap {
  static final int RESAMPLES = 1000;

  /** Patches of one class in one group. */
  private record Cell(int classIndex, int held, int right) {}

  private final int classes;
  private final List<List<Cell>> groups;

  private GroupBootstrap(int classes, List<List<Cell>> groups) {
    this.classes = classes;
    this.groups = groups;
  }

  static GroupBootstrap of(
      int classes, int[] truth, int[] predicted, List<@Nullable String> groupNames) {
    List<List<Cell>> groups = new ArrayList<>();
    Map<String, Integer> indices = new HashMap<>();
    for (int i = 0; i < truth.length; i++) {
      Cell cell = new Cell(truth[i], 1, truth[i] == predicted[i] ? 1 : 0);
      String name = groupNames.get(i);
      Integer index = name == null ? null : indices.putIfAbsent(name, groups.size());
      if (index == null) {
        groups.add(new ArrayList<>(List.of(cell)));
      } else {
        add(groups.get(index), cell);
      }
    }
    return new GroupBootstrap(classes, groups);
  }

  int groups() {
    return groups.size();
  }

  /**
   * Returns the 2.5th and the 97.5th percentile (linear between neighbours) over the resamples;
   * null for a set of one group, which says nothing of how groups differ.
   */
  @Nullable List<Double> interval(long seed) {
    if (groups.size() < 2) {
      return null;
    }
    Draw draw = Draw.of(seed, "bootstrap");
    double[] scores = new double[RESAMPLES];
    for (int r = 0; r < RESAMPLES; r++) {
      scores[r] = resample(draw);
    }
    Percentile percentile = new Percentile().withEstimationType(Percentile.EstimationType.R_7);
    percentile.setData(scores);
    return List.of(percentile.evaluate(2.5), percentile.evaluate(97.5));
  }

  private double resample(Draw draw) {
    long[] held = new long[classes];
    long[] right = new long[classes];
    for (int i = 0; i < groups.size(); i++) {
      for (Cell cell : groups.get(draw.below(groups.size()))) {
        held[cell.classIndex] += cell.held;
        right[cell.classIndex] += cell.right;
      }
    }
    double recalls = 0;
    int present = 0;
    for (int c = 0; c < classes; c++) {
      if (held[c] > 0) {
        recalls += (double) right[c] / held[c];
        present++;
      }
    }
    return recalls / present;
  }

  private static void add(List<Cell> cells, Cell added) {
    for (int i = 0; i < cells.size(); i++) {
      Cell cell = cells.get(i);
      if (cell.classIndex == added.classIndex) {
        cells.set(i, new Cell(cell.classIndex, cell.held + added.held, cell.right + added.right));
        return;
      }
    }
    cells.add(added);
  }
}
