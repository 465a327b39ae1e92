package org.histochain.activities.preparation;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.histochain.activities.artifact.Sha256;
import org.histochain.activities.dataset.Splits;
import org.histochain.activities.step.StepFailure;
import org.histochain.activities.table.PatchRow;
import org.histochain.workflows.contract.FailureTypes;

/**
 * Shares patches out to train, validation and test: whole groups, every class in every part, and
 * the fractions of patches, of each class and of all, as near as can be found. A pure function of
 * its arguments, whatever the order of the patches.
 */
final class GroupSplit {
  static final int TRAIN = 0;
  static final int VALIDATION = 1;
  static final int TEST = 2;

  private static final String[] NAMES = {Splits.TRAIN, Splits.VALIDATION, Splits.TEST};

  /** Patches that must stay together, with their number per class. */
  record Group(String key, int[] perClass, int size) {}

  private GroupSplit() {}

  /**
   * Returns the part of each group, by {@link #groupOf}. A part of fraction 0 stays empty.
   *
   * @param patches those with a class
   * @param validation fraction of patches for validation
   * @param test fraction of patches for test
   * @throws StepFailure if some class cannot be in every part
   */
  static Map<String, Integer> assign(
      List<PatchRow> patches, List<String> classes, double validation, double test, long seed) {
    List<Group> groups = groups(patches, classes.size(), seed);
    boolean[] wanted = {true, validation > 0, test > 0};
    double[] fractions = {1 - validation - test, validation, test};
    int[] totals = {0, rounded(validation, patches.size()), rounded(test, patches.size())};
    totals[TRAIN] = patches.size() - totals[VALIDATION] - totals[TEST];
    requireEnoughGroups(groups, classes, wanted);
    SplitTargets targets = SplitTargets.of(groups, classes.size(), fractions, totals);
    boolean single = groups.stream().allMatch(group -> group.size() == 1);
    int[] parts =
        single
            ? targets.apportioned(groups, wanted)
            : new SplitSearch(groups, targets, wanted, seed).best();
    requireEveryClass(groups, parts, classes, wanted);
    Map<String, Integer> assigned = new LinkedHashMap<>();
    for (int index = 0; index < parts.length; index++) {
      assigned.put(groups.get(index).key(), parts[index]);
    }
    return assigned;
  }

  /** Returns what names a patch's group: a patch without one is its own. */
  static String groupOf(PatchRow patch) {
    return patch.group() == null ? "patch:" + patch.id() : "group:" + patch.group();
  }

  /** Groups in an order drawn by the seed. */
  private static List<Group> groups(List<PatchRow> patches, int classes, long seed) {
    Map<String, int[]> counts = new LinkedHashMap<>();
    for (PatchRow patch : patches) {
      counts.computeIfAbsent(groupOf(patch), key -> new int[classes])[patch.classIndex()]++;
    }
    record Drawn(String order, Group group) {}
    List<Drawn> drawn = new ArrayList<>();
    counts.forEach(
        (key, perClass) -> {
          int size = 0;
          for (int count : perClass) {
            size += count;
          }
          String order = Sha256.of(("split " + seed + " " + key).getBytes(UTF_8));
          drawn.add(new Drawn(order, new Group(key, perClass, size)));
        });
    drawn.sort(Comparator.comparing(Drawn::order));
    return drawn.stream().map(Drawn::group).toList();
  }

  private static int rounded(double fraction, int patches) {
    return BigDecimal.valueOf(fraction)
        .multiply(BigDecimal.valueOf(patches))
        .setScale(0, RoundingMode.HALF_UP)
        .intValueExact();
  }

  private static void requireEnoughGroups(
      List<Group> groups, List<String> classes, boolean[] wanted) {
    List<String> parts = new ArrayList<>();
    for (int part = 0; part < wanted.length; part++) {
      if (wanted[part]) {
        parts.add(NAMES[part]);
      }
    }
    for (int index = 0; index < classes.size(); index++) {
      int of = index;
      long having = groups.stream().filter(group -> group.perClass()[of] > 0).count();
      if (having < parts.size()) {
        throw refused(
            "Class %s has patches in %d of the groups, but %s and %s need one each"
                .formatted(
                    classes.get(index),
                    having,
                    String.join(", ", parts.subList(0, parts.size() - 1)),
                    parts.getLast()));
      }
    }
  }

  private static void requireEveryClass(
      List<Group> groups, int[] parts, List<String> classes, boolean[] wanted) {
    for (int part = 0; part < wanted.length; part++) {
      for (int index = 0; wanted[part] && index < classes.size(); index++) {
        int count = 0;
        for (int group = 0; group < parts.length; group++) {
          count += parts[group] == part ? groups.get(group).perClass()[index] : 0;
        }
        if (count == 0) {
          throw refused(
              "No way to share the groups out was found that leaves class %s in %s"
                  .formatted(classes.get(index), NAMES[part]));
        }
      }
    }
  }

  private static StepFailure refused(String fault) {
    return new StepFailure(
        FailureTypes.INVALID_CHAIN,
        fault + ": add patches of more groups, leave the class out, or declare the split");
  }
}
