package org.histochain.activities.filtering;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.histochain.activities.table.ScoreTableFile;

/**
 * Which classes chose a patch of a selection. The selection holds all that a class chose, so its
 * cut is found anew among these, by the rule of {@link TopFilter}, without the pool. It holds six
 * bytes for each of the selection's candidates while it is made.
 */
public final class Choosers {
  private final int p;
  private final Cut[] cuts;

  private Choosers(int p, Cut[] cuts) {
    this.p = p;
    this.cuts = cuts;
  }

  /**
   * Finds the cuts.
   *
   * @param selection score table of the selected rows
   * @param p classes that a patch is a candidate of
   * @param selectedPerClass patches that each class chose, in class order
   * @throws IOException if the file is not a score table
   */
  public static Choosers of(Path selection, int p, List<Integer> selectedPerClass)
      throws IOException {
    requireNonNull(selectedPerClass, "selectedPerClass is null");
    int[] rows = {0};
    ScoreTableFile.forEachBlock(selection, block -> rows[0] += block.rows());
    try (Arena arena = Arena.ofConfined()) {
      Candidates candidates = new Candidates(arena, p, rows[0]);
      ScoreTableFile.forEachBlock(selection, candidates::add);
      int[] keep = selectedPerClass.stream().mapToInt(count -> count).toArray();
      Choosers choosers = new Choosers(p, new Ranking(List.of(candidates), keep.length).cut(keep));
      ScoreTableFile.forEach(
          selection, (id, probabilities) -> choosers.offer(id.text(), probabilities));
      return choosers;
    }
  }

  private void offer(String id, float[] probabilities) {
    for (int c = 0; c < probabilities.length; c++) {
      if (cuts[c].isSplitAt(probabilities[c]) && isCandidate(probabilities, c)) {
        cuts[c].offer(id);
      }
    }
  }

  /**
   * Returns the classes that chose a patch of the selection, in class order.
   *
   * @param probabilities its softmax, float32 [classes]
   */
  public List<Integer> of(String id, float[] probabilities) {
    List<Integer> chosenBy = new ArrayList<>();
    for (int c = 0; c < probabilities.length; c++) {
      Cut cut = cuts[c];
      boolean kept =
          cut.isSplitAt(probabilities[c]) ? cut.keepsSplit(id) : cut.keeps(probabilities[c]);
      if (kept && isCandidate(probabilities, c)) {
        chosenBy.add(c);
      }
    }
    return chosenBy;
  }

  private boolean isCandidate(float[] probabilities, int c) {
    int before = 0;
    for (int other = 0; other < probabilities.length; other++) {
      boolean ahead =
          probabilities[other] == probabilities[c]
              ? other < c
              : probabilities[other] > probabilities[c];
      before += ahead ? 1 : 0;
    }
    return before < p;
  }
}
