package org.histochain.workflows.chain;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.histochain.workflows.contract.ArtifactRef;
import org.histochain.workflows.contract.IterationSpec;
import org.jspecify.annotations.Nullable;

/**
 * Who labels the pool in an iteration.
 *
 * @param model the chain's own teacher
 * @param iteration the iteration that it comes from, where that is not the one before; null: it is
 * @param folds each fold's teacher, of the same stage; null: no folds
 */
record Teachers(ArtifactRef model, @Nullable Integer iteration, @Nullable List<ArtifactRef> folds) {

  /** Tells whether the state knows who labels next: an older version left only the last student. */
  static boolean areKnown(ChainCarried state, IterationSpec chain) {
    return !isBest(state, chain) || state.bestTeacher() != null;
  }

  /** Returns the best stage's models if {@code chain} asks for those, else the last student's. */
  static Teachers of(ChainCarried state, IterationSpec chain) {
    return isBest(state, chain)
        ? new Teachers(
            requireNonNull(state.bestTeacher(), "bestTeacher is null"),
            state.best().iteration(),
            state.bestFoldTeachers())
        : new Teachers(state.teacher(), null, state.foldTeachers());
  }

  /** The last student may be the best one: then it is the same either way. */
  private static boolean isBest(ChainCarried state, IterationSpec chain) {
    return chain.teacher() != null && state.best().iteration() < state.iterationsDone();
  }
}
