package org.histochain.workflows.chain;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.histochain.workflows.contract.ArtifactRef;
import org.histochain.workflows.contract.BestStage;
import org.histochain.workflows.contract.Prepared;

/**
 * The state of a chain between two iterations.
 *
 * @param prepared tables and counts
 * @param iterationsDone iterations finished
 * @param teacher model that labels the pool in the next iteration
 * @param stages the stage list in the store
 * @param best best stage so far
 * @param recent the latest stages, for people to look at; bounded
 */
public record ChainCarried(
    Prepared prepared,
    int iterationsDone,
    ArtifactRef teacher,
    ArtifactRef stages,
    BestStage best,
    List<StageView> recent) {
  public ChainCarried {
    requireNonNull(prepared, "prepared is null");
    requireNonNull(teacher, "teacher is null");
    requireNonNull(stages, "stages is null");
    requireNonNull(best, "best is null");
    recent = List.copyOf(requireNonNull(recent, "recent is null"));
  }
}
