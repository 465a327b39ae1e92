package org.histochain.activities.experiment;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What tuning has found so far.
 *
 * @param rungs one for each rung that has ended, at least one
 */
public record TuningResult(List<Rung> rungs) {
  public TuningResult {
    rungs = List.copyOf(requireNonNull(rungs, "rungs is null"));
  }

  /**
   * What one rung's chains reached.
   *
   * @param iterations iterations of each chain
   * @param scores of the candidates that were tried, in the order of the plan
   * @param survivors indices of the candidates that go on, best first; of the last rung one
   */
  public record Rung(int iterations, List<CandidateScore> scores, List<Integer> survivors) {
    public Rung {
      scores = List.copyOf(requireNonNull(scores, "scores is null"));
      survivors = List.copyOf(requireNonNull(survivors, "survivors is null"));
    }

    /** Returns a candidate's scores; null where it was not tried. */
    @Nullable CandidateScore score(int candidate) {
      for (CandidateScore score : scores) {
        if (score.candidate() == candidate) {
          return score;
        }
      }
      return null;
    }
  }

  /**
   * A candidate's scores on validation, of the kind that the chains select by.
   *
   * @param candidate its index in the plan
   * @param draws score of each labelled draw; null where the chain failed
   * @param mean their mean; null where one of the chains failed: such a candidate is out
   */
  public record CandidateScore(
      int candidate, List<@Nullable Double> draws, @Nullable Double mean) {}

  /** Returns the index of the candidate that is best so far. */
  int chosen() {
    return rungs.getLast().survivors().getFirst();
  }

  /** Returns the indices of the candidates to try next: all of them before the first rung. */
  static List<Integer> survivors(Tunable tune, @Nullable TuningResult so) {
    return so == null
        ? IntStream.range(0, tune.candidates().size()).boxed().toList()
        : so.rungs().getLast().survivors().stream().sorted().toList();
  }
}
