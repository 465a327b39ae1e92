package org.histochain.activities.filtering;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.util.List;
import java.util.stream.IntStream;
import org.histochain.activities.step.StepFailure;
import org.histochain.workflows.contract.FailureTypes;
import org.histochain.workflows.contract.K;

/**
 * The top-K/P filter. A patch is a candidate of its P most probable classes; the candidates of a
 * class rank by their float32 probability of it, descending, then by patch id; K of each class are
 * kept, and the selection is their union, each patch once, with its whole softmax.
 *
 * <p>It goes through the rows twice, and through parts of the pool in which patch ids decide once
 * more, and holds six bytes for each candidate outside the heap and the ids of the kept patches
 * that tie with the last one kept.
 */
final class TopFilter {
  /**
   * What was kept.
   *
   * @param selected distinct patches
   * @param candidatesPerClass candidates of each class, in class order
   * @param selectedPerClass patches that each class chose, in class order
   */
  record Kept(int selected, List<Integer> candidatesPerClass, List<Integer> selectedPerClass) {
    Kept {
      candidatesPerClass = List.copyOf(candidatesPerClass);
      selectedPerClass = List.copyOf(selectedPerClass);
    }
  }

  private final List<String> classes;
  private final K k;
  private final int p;

  /**
   * @param classes class names, in the order of the probabilities
   * @param k how many to keep of each class
   * @param p classes that a patch is a candidate of, 1 to {@code classes.size()}
   * @throws StepFailure {@code InvalidChain} if P is out of range
   */
  TopFilter(List<String> classes, K k, int p) {
    this.classes = List.copyOf(classes);
    this.k = requireNonNull(k, "k is null");
    this.p = p;
    if (p < 1 || p > classes.size()) {
      throw new StepFailure(
          FailureTypes.INVALID_CHAIN,
          "filter.p is %d; it must be from 1 to the number of classes, %d"
              .formatted(p, classes.size()));
    }
  }

  /**
   * Hands the selected rows to {@code selection}, in the order of {@code pool}.
   *
   * @throws StepFailure {@code Diverged} if a probability is not in [0, 1]
   */
  Kept select(ScorePool pool, Selection selection) throws IOException {
    try (Arena arena = Arena.ofShared()) {
      return select(
          pool, PartWork.forEach(pool.parts(), part -> candidates(arena, pool, part)), selection);
    }
  }

  private Kept select(ScorePool pool, List<Candidates> candidates, Selection selection)
      throws IOException {
    Ranking ranking = new Ranking(candidates, classes.size());
    List<Integer> sizes = IntStream.range(0, classes.size()).mapToObj(ranking::size).toList();
    Cut[] cuts = ranking.cut(sizes.stream().mapToInt(k::keep).toArray());
    PartWork.forEach(pool.parts(), part -> splitTies(pool, part, candidates.get(part), cuts));
    int[] perClass = new int[cuts.length];
    int selected = 0;
    for (int part = 0; part < pool.parts(); part++) {
      selected += select(pool, part, candidates.get(part), cuts, perClass, selection);
    }
    return new Kept(selected, sizes, IntStream.of(perClass).boxed().toList());
  }

  private Candidates candidates(Arena arena, ScorePool pool, int part) throws IOException {
    Candidates candidates = new Candidates(arena, p, pool.rows(part));
    pool.forEach(
        part,
        block -> {
          RowCheck.require(block, classes);
          candidates.add(block);
        });
    return candidates;
  }

  private int splitTies(ScorePool pool, int part, Candidates candidates, Cut[] cuts)
      throws IOException {
    int[] tied = tied(candidates, cuts);
    if (tied.length == 0) {
      return 0;
    }
    int[] at = {0};
    int[] firstRow = {0};
    pool.forEach(
        part,
        block -> {
          int end = firstRow[0] + block.rows();
          for (; at[0] < tied.length && tied[at[0]] / p < end; at[0]++) {
            cuts[candidates.classOf(tied[at[0]])].offer(block.id(tied[at[0]] / p - firstRow[0]));
          }
          firstRow[0] = end;
        });
    return tied.length;
  }

  /** Returns the candidates of whom patch ids decide, ascending. */
  private static int[] tied(Candidates candidates, Cut[] cuts) {
    IntStream.Builder tied = IntStream.builder();
    CandidateReader reader = new CandidateReader(candidates);
    int first = 0;
    for (int count = reader.next(); count > 0; count = reader.next()) {
      for (int i = 0; i < count; i++) {
        if (cuts[reader.classOf(i)].isSplitAt(reader.probability(i))) {
          tied.add(first + i);
        }
      }
      first += count;
    }
    return tied.build().toArray();
  }

  private int select(
      ScorePool pool,
      int part,
      Candidates candidates,
      Cut[] cuts,
      int[] perClass,
      Selection selection)
      throws IOException {
    CandidateReader reader = new CandidateReader(candidates);
    int[] selected = {0};
    pool.forEach(
        part,
        block -> {
          int[] rows = new int[block.rows()];
          reader.next(rows.length * p);
          int count = 0;
          int i = 0;
          for (int row = 0; row < rows.length; row++) {
            boolean chosen = false;
            for (int n = 0; n < p; n++, i++) {
              int c = reader.classOf(i);
              float probability = reader.probability(i);
              if (cuts[c].isSplitAt(probability)
                  ? cuts[c].keepsSplit(block.id(row))
                  : cuts[c].keeps(probability)) {
                perClass[c]++;
                chosen = true;
              }
            }
            if (chosen) {
              rows[count++] = row;
            }
          }
          selected[0] += count;
          if (count > 0) {
            selection.accept(block, rows, count);
          }
        });
    return selected[0];
  }
}
