package org.histochain.activities.preparation;

import java.util.List;

/**
 * What a split should come near to.
 *
 * @param quotas patches wanted, by part and class; fractional
 * @param totals patches wanted, by part
 * @param classSizes patches there are, by class
 */
record SplitTargets(double[][] quotas, int[] totals, int[] classSizes) {
  static SplitTargets of(
      List<GroupSplit.Group> groups, int classes, double[] fractions, int[] totals) {
    int[] sizes = new int[classes];
    for (GroupSplit.Group group : groups) {
      for (int index = 0; index < classes; index++) {
        sizes[index] += group.perClass()[index];
      }
    }
    double[][] quotas = new double[fractions.length][classes];
    for (int part = 0; part < fractions.length; part++) {
      for (int index = 0; index < classes; index++) {
        quotas[part][index] = fractions[part] * sizes[index];
      }
    }
    return new SplitTargets(quotas, totals, sizes);
  }

  /**
   * Shares single patches out: totals are met exactly where every class can then be in every part,
   * classes by largest remainder.
   *
   * @param groups of one patch each, in the order to take them
   */
  int[] apportioned(List<GroupSplit.Group> groups, boolean[] wanted) {
    int[][] counts = counts(wanted);
    int[] parts = new int[groups.size()];
    for (int index = 0; index < parts.length; index++) {
      int of = classOf(groups.get(index));
      int part = GroupSplit.TEST;
      while (part > GroupSplit.TRAIN && counts[part][of] == 0) {
        part--;
      }
      counts[part][of]--;
      parts[index] = part;
    }
    return parts;
  }

  /** Patches for validation and for test by class; the rest is left to train. */
  private int[][] counts(boolean[] wanted) {
    int[][] counts = new int[totals.length][classSizes.length];
    for (int part = GroupSplit.VALIDATION; part < totals.length; part++) {
      if (!wanted[part]) {
        continue;
      }
      int sum = 0;
      for (int index = 0; index < classSizes.length; index++) {
        counts[part][index] =
            Math.clamp((int) quotas[part][index], 1, room(counts, part, wanted, index));
        sum += counts[part][index];
      }
      for (; sum < totals[part]; sum++) {
        int most = mostWanting(counts, part);
        if (most < 0) {
          break;
        }
        counts[part][most]++;
      }
      for (; sum > totals[part]; sum--) {
        int least = mostExceeding(counts[part], quotas[part]);
        if (least < 0) {
          break;
        }
        counts[part][least]--;
      }
    }
    return counts;
  }

  /** Patches of a class that a part may take, so that one is left to every other part. */
  private int room(int[][] counts, int part, boolean[] wanted, int index) {
    int others =
        part == GroupSplit.VALIDATION
            ? (wanted[GroupSplit.TEST] ? 1 : 0)
            : counts[GroupSplit.VALIDATION][index];
    return classSizes[index] - 1 - others;
  }

  /** The class furthest below its quota that still leaves a patch to train; -1: none. */
  private int mostWanting(int[][] counts, int part) {
    int most = -1;
    for (int index = 0; index < classSizes.length; index++) {
      boolean spare =
          counts[GroupSplit.VALIDATION][index] + counts[GroupSplit.TEST][index] + 1
              < classSizes[index];
      double wanting = quotas[part][index] - counts[part][index];
      if (spare && (most < 0 || wanting > quotas[part][most] - counts[part][most])) {
        most = index;
      }
    }
    return most;
  }

  private static int mostExceeding(int[] counts, double[] quotas) {
    int most = -1;
    for (int index = 0; index < counts.length; index++) {
      double excess = counts[index] - quotas[index];
      if (counts[index] > 1 && (most < 0 || excess > counts[most] - quotas[most])) {
        most = index;
      }
    }
    return most;
  }

  private static int classOf(GroupSplit.Group single) {
    int index = 0;
    while (single.perClass()[index] == 0) {
      index++;
    }
    return index;
  }
}
