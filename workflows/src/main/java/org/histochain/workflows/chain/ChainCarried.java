package org.histochain.workflows.chain;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.histochain.workflows.contract.ArtifactRef;
import org.histochain.workflows.contract.BestStage;
import org.histochain.workflows.contract.Prepared;
import org.jspecify.annotations.Nullable;

/**
 * The state of a chain between two iterations.
 *
 * @param prepared tables and counts
 * @param iterationsDone iterations finished
 * @param teacher the last student, or the teacher
 * @param stages the stage list in the store
 * @param best best stage so far
 * @param recent the latest stages, for people to look at; bounded
 * @param foldTeachers each fold's last student, or its teacher; null: no folds
 * @param bestTeacher model of the best stage so far; null: an older version left the state
 * @param bestFoldTeachers each fold's model of that stage; null: no folds, or as above
 */
public record ChainCarried(
    Prepared prepared,
    int iterationsDone,
    ArtifactRef teacher,
    ArtifactRef stages,
    BestStage best,
    List<StageView> recent,
    @Nullable List<ArtifactRef> foldTeachers,
    @Nullable ArtifactRef bestTeacher,
    @Nullable List<ArtifactRef> bestFoldTeachers) {
  public ChainCarried {
    requireNonNull(prepared, "prepared is null");
    requireNonNull(teacher, "teacher is null");
    requireNonNull(stages, "stages is null");
    requireNonNull(best, "best is null");
    recent = List.copyOf(requireNonNull(recent, "recent is null"));
    foldTeachers = foldTeachers == null ? null : List.copyOf(foldTeachers);
    bestFoldTeachers = bestFoldTeachers == null ? null : List.copyOf(bestFoldTeachers);
  }

  /** The state of a chain without folds, as older versions left it. */
  public ChainCarried(
      Prepared prepared,
      int iterationsDone,
      ArtifactRef teacher,
      ArtifactRef stages,
      BestStage best,
      List<StageView> recent) {
    this(prepared, iterationsDone, teacher, stages, best, recent, null, null, null);
  }
}
