package org.histochain.activities.filtering;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.histochain.activities.step.StepFailure;
import org.histochain.activities.table.PatchId;
import org.histochain.activities.table.ScoreTableFile.RowConsumer;
import org.histochain.workflows.contract.FailureTypes;
import org.histochain.workflows.contract.K;

/**
 * The top-K/P filter. A patch is a candidate of its P most probable classes; the candidates of a
 * class rank by their float32 probability of it, descending, then by patch id; K of each class are
 * kept, and the selection is their union, each patch once, with its whole softmax.
 *
 * <p>It goes through the rows twice, or three times where patch ids decide, and holds four bytes
 * for each candidate and the ids of the kept patches that tie with the last one kept.
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
  Kept select(RowSource pool, RowConsumer selection) throws IOException {
    FloatBag[] ranked = rank(pool);
    Cut[] cuts = new Cut[classes.size()];
    for (int c = 0; c < cuts.length; c++) {
      cuts[c] = Cut.of(ranked[c], k.keep(ranked[c].size()));
    }
    if (Stream.of(cuts).anyMatch(Cut::splitsTies)) {
      splitTies(pool, cuts);
    }
    int[] perClass = new int[cuts.length];
    int selected = write(pool, cuts, perClass, selection);
    return new Kept(
        selected,
        Stream.of(ranked).map(FloatBag::size).toList(),
        IntStream.of(perClass).boxed().toList());
  }

  private FloatBag[] rank(RowSource pool) throws IOException {
    FloatBag[] ranked =
        Stream.generate(FloatBag::new).limit(classes.size()).toArray(FloatBag[]::new);
    Candidates candidates = new Candidates(classes.size(), p);
    pool.forEach(
        (id, probabilities) -> {
          check(id, probabilities);
          boolean[] candidate = candidates.of(probabilities);
          for (int c = 0; c < candidate.length; c++) {
            if (candidate[c]) {
              ranked[c].add(probabilities[c]);
            }
          }
        });
    return ranked;
  }

  private void splitTies(RowSource pool, Cut[] cuts) throws IOException {
    Candidates candidates = new Candidates(classes.size(), p);
    pool.forEach(
        (id, probabilities) -> {
          boolean[] candidate = candidates.of(probabilities);
          for (int c = 0; c < candidate.length; c++) {
            if (candidate[c]) {
              cuts[c].offer(id, probabilities[c]);
            }
          }
        });
  }

  private int write(RowSource pool, Cut[] cuts, int[] perClass, RowConsumer selection)
      throws IOException {
    Candidates candidates = new Candidates(classes.size(), p);
    int[] selected = {0};
    pool.forEach(
        (id, probabilities) -> {
          boolean[] candidate = candidates.of(probabilities);
          boolean chosen = false;
          for (int c = 0; c < candidate.length; c++) {
            if (candidate[c] && cuts[c].keeps(id, probabilities[c])) {
              perClass[c]++;
              chosen = true;
            }
          }
          if (chosen) {
            selected[0]++;
            selection.accept(id, probabilities);
          }
        });
    return selected[0];
  }

  private void check(PatchId id, float[] probabilities) throws IOException {
    for (int c = 0; c < probabilities.length; c++) {
      if (!(probabilities[c] >= 0 && probabilities[c] <= 1)) {
        throw new StepFailure(
            FailureTypes.DIVERGED,
            "patch %s has probability %s of class %s; the teacher's output is no softmax: lower its learning rate"
                .formatted(id.text(), probabilities[c], classes.get(c)));
      }
    }
  }
}
