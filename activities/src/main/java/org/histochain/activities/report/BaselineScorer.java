package org.histochain.activities.report;

import java.io.IOException;
import org.histochain.activities.step.StepMonitor;
import org.histochain.workflows.contract.ReportRequest;
import org.histochain.workflows.contract.Scores;
import org.jspecify.annotations.Nullable;

/** Scores the colour-histogram baseline on test, for the report alone. */
@FunctionalInterface
public interface BaselineScorer {
  /** Returns the scores; null where test holds no patch. */
  @Nullable Scores test(ReportRequest request, StepMonitor monitor) throws IOException;
}
