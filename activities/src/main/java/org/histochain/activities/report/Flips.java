package org.histochain.activities.report;

import static java.util.Objects.requireNonNull;

import java.util.Comparator;
import java.util.List;
import org.histochain.activities.table.PatchRow;

/** Pool patches to which a later teacher gave another pseudo-label than an earlier one. */
final class Flips {
  /**
   * A pseudo-label.
   *
   * @param classIndex the most probable class
   * @param confidence its probability, in [0, 1]
   */
  record Label(int classIndex, float confidence) {}

  /**
   * A patch whose pseudo-label changed.
   *
   * @param id patch id
   * @param before by the earlier teacher
   * @param after by the later one
   * @param truth index of the true class; {@link PatchRow#NO_CLASS}: not known
   */
  record Flip(String id, Label before, Label after, int truth) {
    Flip {
      requireNonNull(id, "id is null");
    }

    /** Both teachers were at least so sure. */
    float confidence() {
      return Math.min(before.confidence(), after.confidence());
    }
  }

  private static final Comparator<Flip> RANKING =
      Comparator.comparing(Flip::confidence).reversed().thenComparing(Flip::id);

  private final int first;
  private final int last;
  private final int[][] counts;
  private final int[][] mended;
  private final int[][] spoiled;
  private final Foremost<Flip> surest;
  private int pool;

  /**
   * @param first iteration of the earlier teacher
   * @param last iteration of the later one
   * @param classes number of classes
   * @param most patches that are kept in memory
   */
  Flips(int first, int last, int classes, int most) {
    this.first = first;
    this.last = last;
    this.surest = new Foremost<>(RANKING, most);
    this.counts = new int[classes][classes];
    this.mended = new int[classes][classes];
    this.spoiled = new int[classes][classes];
  }

  /** Learns of a patch of the pool, changed or not. */
  void add(Flip patch) {
    pool++;
    int before = patch.before().classIndex();
    int after = patch.after().classIndex();
    if (before == after) {
      return;
    }
    counts[before][after]++;
    if (patch.truth() == after) {
      mended[before][after]++;
    } else if (patch.truth() == before) {
      spoiled[before][after]++;
    }
    surest.add(patch);
  }

  int first() {
    return first;
  }

  int last() {
    return last;
  }

  /** Returns the patches of the pool, changed or not. */
  int pool() {
    return pool;
  }

  /** Returns the patches that changed from one class to another. */
  int count(int before, int after) {
    return counts[before][after];
  }

  /** Returns those of them whose later pseudo-label is the truth. */
  int mended(int before, int after) {
    return mended[before][after];
  }

  /** Returns those of them whose earlier pseudo-label is the truth. */
  int spoiled(int before, int after) {
    return spoiled[before][after];
  }

  int changed() {
    return sum(counts);
  }

  int mended() {
    return sum(mended);
  }

  int spoiled() {
    return sum(spoiled);
  }

  /** Returns those of whose classes both teachers were surest, the surest first. */
  List<Flip> surest() {
    return surest.ranked();
  }

  private static int sum(int[][] cells) {
    int sum = 0;
    for (int[] row : cells) {
      for (int cell : row) {
        sum += cell;
      }
    }
    return sum;
  }
}
