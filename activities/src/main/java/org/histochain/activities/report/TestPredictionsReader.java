package org.histochain.activities.report;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.histochain.activities.artifact.Artifacts;
import org.histochain.activities.step.Manifest;
import org.histochain.activities.step.Manifests;
import org.histochain.activities.step.StepFailure;
import org.histochain.activities.table.PatchTable;
import org.histochain.activities.table.ScoreRows;
import org.histochain.activities.table.ScoreTableFile;
import org.histochain.workflows.contract.ArtifactRef;
import org.histochain.workflows.contract.ChainSpec;
import org.histochain.workflows.contract.FailureTypes;
import org.histochain.workflows.contract.Prepared;
import org.histochain.workflows.contract.StageRecord;

/**
 * Reads what the stages of finished chains predict for test from the score tables that their report
 * steps left: no model sees test again.
 */
public final class TestPredictionsReader {
  private final Artifacts artifacts;

  public TestPredictionsReader(Artifacts artifacts) {
    this.artifacts = requireNonNull(artifacts, "artifacts is null");
  }

  /**
   * Returns what a stage predicts; no patches where test holds none.
   *
   * @param chainId a chain that is done
   * @param stage its place among the stages of {@code summary.json}, 0 for the teacher
   * @throws StepFailure {@code MissingArtifact} if the chain is not done, or was reported by a
   *     version that kept no predictions
   * @throws IndexOutOfBoundsException if there is no such stage
   */
  public TestPredictions read(String chainId, int stage) throws IOException {
    ChainFolder folder = new ChainFolder(artifacts.store(), chainId);
    if (!folder.state().map(ChainState::state).equals(Optional.of(ChainState.Kind.done))) {
      throw missing(
          "chain %s is not finished, so it has predicted nothing for test: wait for it, or go on with histochain resume %s"
              .formatted(chainId, chainId));
    }
    ChainSpec spec = known(folder.spec(), chainId);
    Prepared prepared = known(folder.prepared(), chainId);
    Summary.Best best = known(folder.summary().map(Summary::best), chainId);
    List<StageRecord> stages = folder.stages();
    Objects.checkIndex(stage, stages.size());
    if (prepared.counts().test() == 0) {
      return new TestPredictions(
          List.of(), new ScoreRows(prepared.classes(), List.of(), new float[0][]));
    }
    String key = ReportStep.identity(spec, prepared, stages, best.modelSha256()).key();
    Optional<Manifest> report = new Manifests(artifacts.store()).find(key);
    ArtifactRef table =
        known(
            report.map(made -> made.result().outputs().get(ReportStep.predictions(stage))),
            chainId);
    return new TestPredictions(
        PatchTable.read(artifacts.fetch(prepared.tables().test())),
        ScoreTableFile.read(artifacts.fetch(table)));
  }

  private static <T> T known(Optional<T> value, String chainId) {
    return value.orElseThrow(
        () ->
            missing(
                "the predictions of chain %s for test are not in the store, as versions before kept none: start its chain file once more under another id, which reuses its finished steps"
                    .formatted(chainId)));
  }

  private static StepFailure missing(String message) {
    return new StepFailure(FailureTypes.MISSING_ARTIFACT, message);
  }
}
