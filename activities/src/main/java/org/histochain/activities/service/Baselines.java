package org.histochain.activities.service;

import java.io.IOException;
import java.util.List;
import org.histochain.activities.baseline.ColourBaseline;
import org.histochain.activities.report.BaselineScorer;
import org.histochain.activities.step.StepMonitor;
import org.histochain.workflows.contract.ArtifactRef;
import org.histochain.workflows.contract.ChainSpec;
import org.histochain.workflows.contract.ModelInput;
import org.histochain.workflows.contract.PatchTables;
import org.histochain.workflows.contract.Prepared;
import org.histochain.workflows.contract.ReportRequest;
import org.histochain.workflows.contract.Scores;
import org.histochain.workflows.contract.StepContext;
import org.histochain.workflows.contract.TrainingTables;
import org.jspecify.annotations.Nullable;

/** When the colour-histogram baseline sees which table: validation as soon as there is one. */
record Baselines(ColourBaseline baseline) implements BaselineScorer {
  /** Adds the validation scores to what was prepared. */
  Prepared validated(StepContext context, ChainSpec spec, Prepared prepared, StepMonitor monitor)
      throws IOException {
    List<TrainingTables> folds = prepared.folds();
    List<ColourBaseline.Part> parts =
        (folds == null ? List.of(prepared.tables().forTraining()) : folds)
            .stream()
                .map(tables -> new ColourBaseline.Part(tables.labelled(), tables.validation()))
                .toList();
    Scores scores =
        baseline.run(context, ModelInput.of(spec, prepared), parts, spec.seed(), monitor);
    return scores == null ? prepared : prepared.withColourHistogram(scores);
  }

  @Override
  public @Nullable Scores test(ReportRequest request, StepMonitor monitor) throws IOException {
    PatchTables tables = request.prepared().tables();
    ArtifactRef test = tables.test();
    return baseline.run(
        request.context(),
        ModelInput.of(request.spec(), request.prepared()),
        List.of(new ColourBaseline.Part(tables.labelled(), test)),
        request.spec().seed(),
        monitor);
  }
}
