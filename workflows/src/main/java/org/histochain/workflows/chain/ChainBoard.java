package org.histochain.workflows.chain;

import io.temporal.common.SearchAttributeUpdate;
import io.temporal.workflow.Workflow;
import java.util.ArrayList;
import java.util.List;
import org.histochain.workflows.contract.BestStage;
import org.histochain.workflows.contract.ChainSpec;
import org.histochain.workflows.contract.PatchCounts;
import org.jspecify.annotations.Nullable;

/** What people see of a running chain: the progress query, search attributes, current details. */
final class ChainBoard {
  private final ChainSpec spec;
  private ChainProgress progress;

  ChainBoard(ChainSpec spec) {
    this.spec = spec;
    this.progress = new ChainProgress(0, spec.chain().iterations(), "prepare", null, List.of());
  }

  ChainProgress progress() {
    return progress;
  }

  /** Shows that {@code step} begins, in a chain that has come as far as {@code state}. */
  void begin(String step, int iteration, @Nullable ChainCarried state) {
    BestStage best = state == null ? null : state.best();
    progress =
        new ChainProgress(
            iteration,
            spec.chain().iterations(),
            step,
            best,
            state == null ? List.of() : state.recent());
    List<SearchAttributeUpdate<?>> updates = new ArrayList<>();
    updates.add(ChainSearchAttributes.DATASET.valueSet(spec.dataset().name()));
    updates.add(ChainSearchAttributes.STATUS.valueSet(step.equals("done") ? "done" : "running"));
    updates.add(ChainSearchAttributes.STAGE.valueSet(step));
    updates.add(ChainSearchAttributes.ITERATION.valueSet((long) iteration));
    if (state != null) {
      updates.add(ChainSearchAttributes.FRACTION.valueSet(labelled(state.prepared().counts())));
      updates.add(ChainSearchAttributes.BEST.valueSet(state.best().score()));
    }
    Workflow.upsertTypedSearchAttributes(updates.toArray(new SearchAttributeUpdate<?>[0]));
    Workflow.setCurrentDetails(CurrentDetails.of(progress, spec.chain().select()));
  }

  /** Shows how a chain ended without a report. */
  void end(String status, String message) {
    Workflow.upsertTypedSearchAttributes(ChainSearchAttributes.STATUS.valueSet(status));
    Workflow.setCurrentDetails("**" + status + "**: " + message);
  }

  private static double labelled(PatchCounts counts) {
    return (double) counts.labelled() / Math.max(1, counts.labelled() + counts.pool());
  }
}
