package org.histochain.activities.report;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.histochain.activities.table.PatchRow;

/**
 * A selection against the truth, where that is known. A patch's pseudo-label is its most probable
 * class (ties: lower index), its confidence the probability of that class.
 */
final class PseudoLabels {
  /** How a pseudo-label compares with the truth. */
  enum Verdict {
    right,
    wrong,
    unknown
  }

  /**
   * A patch that the filter kept.
   *
   * @param id patch id
   * @param label index of the pseudo-label
   * @param confidence probability of that class, in [0, 1]
   * @param truth index of the true class; {@link PatchRow#NO_CLASS}: not known
   */
  record Kept(String id, int label, float confidence, int truth) {
    Kept {
      requireNonNull(id, "id is null");
    }

    Verdict verdict() {
      if (truth == PatchRow.NO_CLASS) {
        return Verdict.unknown;
      }
      return truth == label ? Verdict.right : Verdict.wrong;
    }
  }

  /** Counts of one class, and its most confident patches. */
  private static final class OfClass {
    private final Map<Verdict, Integer> counts = new EnumMap<>(Verdict.class);
    private final Map<Verdict, Foremost<Kept>> first = new EnumMap<>(Verdict.class);

    void add(Kept patch, int most) {
      Verdict verdict = patch.verdict();
      counts.merge(verdict, 1, Integer::sum);
      first.computeIfAbsent(verdict, _ -> new Foremost<>(RANKING, most)).add(patch);
    }
  }

  private static final Comparator<Kept> RANKING =
      Comparator.comparing(Kept::confidence).reversed().thenComparing(Kept::id);

  private final List<OfClass> classes = new ArrayList<>();

  private final int most;

  /**
   * @param classes number of classes
   * @param most patches of each class and verdict that are kept in memory
   */
  PseudoLabels(int classes, int most) {
    this.most = most;
    for (int c = 0; c < classes; c++) {
      this.classes.add(new OfClass());
    }
  }

  /** Learns of a kept patch; {@code truth} is {@link PatchRow#NO_CLASS} where it is not known. */
  void add(String id, Flips.Label label, int truth) {
    Kept patch = new Kept(id, label.classIndex(), label.confidence(), truth);
    classes.get(label.classIndex()).add(patch, most);
  }

  /** Returns the most confident patches of a class and verdict, most confident first. */
  List<Kept> first(int classIndex, Verdict verdict) {
    Foremost<Kept> first = classes.get(classIndex).first.get(verdict);
    return first == null ? List.of() : first.ranked();
  }

  /** Returns how many patches of a class have a verdict. */
  int count(int classIndex, Verdict verdict) {
    return classes.get(classIndex).counts.getOrDefault(verdict, 0);
  }

  /** Returns how many patches have a verdict. */
  int count(Verdict verdict) {
    return classes.stream().mapToInt(one -> one.counts.getOrDefault(verdict, 0)).sum();
  }
}
