package org.histochain.activities.preparation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.histochain.activities.draw.Draw;
import org.histochain.activities.step.StepFailure;
import org.histochain.activities.table.PatchRow;
import org.histochain.workflows.contract.FailureTypes;

/**
 * Deals the labelled set out to folds for cross-validation: whole groups, classes in proportion,
 * and no fold with all groups of a class, so that what is left to train on always has every class.
 * Large groups are dealt first, each to where it is missed most; of several such deals the nearest
 * to proportion is taken.
 */
final class LabelFolds {
  private static final int DEALS = 64;

  private record Group(String key, int[] perClass, int size) {}

  /** A deal, and how far from proportion it is; {@code faults} must be none. */
  private record Deal(int[] foldOf, int faults, double distance) {}

  private final List<Group> groups;
  private final int folds;
  private final double[] quotas;

  private LabelFolds(List<Group> groups, int classes, int folds) {
    this.groups = groups;
    this.folds = folds;
    this.quotas = new double[classes];
    for (Group group : groups) {
      for (int index = 0; index < classes; index++) {
        quotas[index] += (double) group.perClass()[index] / folds;
      }
    }
  }

  /**
   * Returns the fold of each group, by {@link GroupSplit#groupOf}, from 0.
   *
   * @throws StepFailure if there are fewer groups than folds, or a class has a single group
   */
  static Map<String, Integer> assign(
      List<PatchRow> labelled, List<String> classes, int folds, long seed) {
    List<Group> groups = groups(labelled, classes.size());
    if (groups.size() < folds) {
      throw refused(
          "split.folds is %d, but the labelled set has %d groups: ask for fewer folds"
              .formatted(folds, groups.size()));
    }
    for (int index = 0; index < classes.size(); index++) {
      if (having(groups, index) == 1) {
        throw tooFew(classes.get(index), "1 group");
      }
    }
    LabelFolds search = new LabelFolds(groups, classes.size(), folds);
    Deal best = search.best(seed);
    if (best.faults() > 0) {
      throw tooFew(
          classes.get(search.faultyClass(best.foldOf())),
          "groups that no deal into %d folds could keep apart".formatted(folds));
    }
    Map<String, Integer> assigned = new TreeMap<>();
    for (int index = 0; index < groups.size(); index++) {
      assigned.put(groups.get(index).key(), best.foldOf()[index]);
    }
    return assigned;
  }

  private static List<Group> groups(List<PatchRow> labelled, int classes) {
    Map<String, int[]> counts = new TreeMap<>();
    for (PatchRow patch : labelled) {
      counts
          .computeIfAbsent(GroupSplit.groupOf(patch), key -> new int[classes])[
          patch.classIndex()]++;
    }
    List<Group> groups = new ArrayList<>();
    counts.forEach(
        (key, perClass) -> {
          int size = 0;
          for (int count : perClass) {
            size += count;
          }
          groups.add(new Group(key, perClass, size));
        });
    return groups;
  }

  private static long having(List<Group> groups, int classIndex) {
    return groups.stream().filter(group -> group.perClass()[classIndex] > 0).count();
  }

  private Deal best(long seed) {
    Deal best = deal(seed, 0);
    for (int number = 1; number < DEALS; number++) {
      Deal other = deal(seed, number);
      if (other.faults() < best.faults()
          || (other.faults() == best.faults() && other.distance() < best.distance())) {
        best = other;
      }
    }
    return best;
  }

  private Deal deal(long seed, int number) {
    List<Integer> order = new ArrayList<>();
    for (int index : Draw.of(seed, "folds", number).permutation(groups.size())) {
      order.add(index);
    }
    order.sort(Comparator.comparingInt((Integer index) -> groups.get(index).size()).reversed());
    int[][] counts = new int[folds][quotas.length];
    int[] sizes = new int[folds];
    int[] foldOf = new int[groups.size()];
    for (int index : order) {
      Group group = groups.get(index);
      int fold = mostMissed(group, counts, sizes);
      foldOf[index] = fold;
      sizes[fold] += group.size();
      for (int c = 0; c < quotas.length; c++) {
        counts[fold][c] += group.perClass()[c];
      }
    }
    double distance = 0;
    int faults = 0;
    for (int fold = 0; fold < folds; fold++) {
      faults += sizes[fold] == 0 ? 1 : 0;
      for (int c = 0; c < quotas.length; c++) {
        distance += Math.pow(counts[fold][c] - quotas[c], 2);
        faults += counts[fold][c] > 0 && holdsAll(counts, fold, c) ? 1 : 0;
      }
    }
    return new Deal(foldOf, faults, distance);
  }

  private int mostMissed(Group group, int[][] counts, int[] sizes) {
    int best = 0;
    double least = Double.POSITIVE_INFINITY;
    for (int fold = 0; fold < folds; fold++) {
      double cost = 0;
      for (int c = 0; c < quotas.length; c++) {
        double missing = quotas[c] - counts[fold][c];
        double left = missing - group.perClass()[c];
        cost += left * left - missing * missing;
      }
      boolean better = cost < least - 1e-9;
      if (better || (cost < least + 1e-9 && sizes[fold] < sizes[best])) {
        best = fold;
        least = Math.min(least, cost);
      }
    }
    return best;
  }

  private static boolean holdsAll(int[][] counts, int fold, int classIndex) {
    for (int other = 0; other < counts.length; other++) {
      if (other != fold && counts[other][classIndex] > 0) {
        return false;
      }
    }
    return true;
  }

  /**
   * Returns a class that lies in one fold alone; the first class where an empty fold is at fault.
   */
  private int faultyClass(int[] foldOf) {
    for (int c = 0; c < quotas.length; c++) {
      int first = -1;
      boolean apart = quotas[c] == 0;
      for (int index = 0; index < foldOf.length; index++) {
        if (groups.get(index).perClass()[c] > 0) {
          apart |= first >= 0 && foldOf[index] != first;
          first = foldOf[index];
        }
      }
      if (!apart) {
        return c;
      }
    }
    return 0;
  }

  private static StepFailure tooFew(String name, String what) {
    return refused(
        "Class "
            + name
            + " has labelled patches of "
            + what
            + ", but cross-validation must leave some of it to train on in every fold: label"
            + " patches of more groups, or set split.validation to a fraction");
  }

  private static StepFailure refused(String message) {
    return new StepFailure(FailureTypes.INVALID_CHAIN, message);
  }
}
