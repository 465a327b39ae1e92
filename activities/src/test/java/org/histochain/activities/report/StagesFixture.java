package org.histochain.activities.report;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.histochain.workflows.contract.ArtifactRef;
import org.histochain.workflows.contract.ChainSpec;
import org.histochain.workflows.contract.Evaluated;
import org.histochain.workflows.contract.FilterSpec;
import org.histochain.workflows.contract.IterationSpec;
import org.histochain.workflows.contract.LabelSpec;
import org.histochain.workflows.contract.Scores;
import org.histochain.workflows.contract.StageName;
import org.histochain.workflows.contract.StageRecord;
import org.histochain.workflows.contract.StepRun;
import org.histochain.workflows.contract.Trained;

/** Stages of chains that no model was trained for. */
public final class StagesFixture {
  private static final ArtifactRef BLOB = new ArtifactRef("a".repeat(64), 1);
  private static final StepRun RUN = new StepRun("key", false, 1);

  private StagesFixture() {}

  /** Sound settings whose labelled set is drawn by that seed, with that K. */
  public static ChainSpec spec(long draw, String k) {
    ChainSpec spec = ReportFixture.spec();
    return new ChainSpec(
        spec.dataset(),
        spec.split(),
        new LabelSpec(6, null, null, draw, "refuse"),
        spec.normalise(),
        spec.network(),
        new IterationSpec(2, null, "balancedAccuracy"),
        new FilterSpec(k, 1),
        spec.teacher(),
        spec.pretrain(),
        spec.finetune(),
        spec.augment(),
        spec.threads(),
        spec.seed());
  }

  /** Records a teacher of that balanced accuracy on validation. */
  public static void teacherOnly(ChainFolder folder, double balancedAccuracy) throws IOException {
    Scores scores = new Scores(0.1, balancedAccuracy, 0.2, 0.3, Map.of(), null);
    folder.recordStages(
        new StageList(
            List.of(
                new StageRecord(
                    0,
                    StageName.teacher,
                    0,
                    null,
                    new Trained(BLOB, BLOB, 0.5, 10, RUN),
                    new Evaluated(scores, BLOB, BLOB, RUN),
                    null,
                    null))));
  }
}
