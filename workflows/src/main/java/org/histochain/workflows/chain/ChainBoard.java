package org.histochain.workflows.chain;

import io.temporal.common.SearchAttributeUpdate;
import io.temporal.workflow.Workflow;
import java.util.ArrayList;
import java.util.List;
import org.histochain.workflows.contract.BestStage;
import org.histochain.workflows.contract.ChainSpec;
import org.histochain.workflows.contract.PatchCounts;
import org.histochain.workflows.contract.Prepared;
import org.histochain.workflows.contract.StepProgress;
import org.jspecify.annotations.Nullable;

/** What people see of a running chain: the progress query, search attributes, current details. */
final class ChainBoard {
  private final ChainSpec spec;
  private final boolean searchable;
  private int iterations;
  private int iteration;
  private String step = "prepare";
  private String stage = "";
  private boolean paused;
  private @Nullable PatchCounts counts;
  private int classes;
  private @Nullable String note;
  private @Nullable BestStage best;
  private List<StageView> recent = List.of();
  private @Nullable StepProgress running;
  private long runningAsOf;

  ChainBoard(ChainRequest request) {
    this.spec = request.spec();
    this.searchable = !Boolean.FALSE.equals(request.searchable());
    this.iterations = spec.chain().iterations();
    ChainCarried carried = request.carried();
    if (carried != null) {
      take(carried);
      iteration = carried.iterationsDone();
    }
  }

  ChainProgress progress() {
    return new ChainProgress(iteration, iterations, step, best, recent, paused, running, note);
  }

  /** Whether no patch is left for an iteration to label; false while that is not known. */
  boolean poolIsEmpty() {
    return counts != null && counts.pool() == 0;
  }

  /** Number of classes; 0 while that is not known. */
  int classes() {
    return classes;
  }

  /** What people should know of the chain's course; null: nothing. */
  @Nullable String note() {
    return note;
  }

  /** Shows what people should know of the chain's course. */
  void note(String words) {
    note = words;
    show(List.of());
  }

  /** Takes the sizes of the chain's tables. */
  void prepared(Prepared prepared) {
    counts = prepared.counts();
    classes = prepared.classes().size();
  }

  /** Shows that {@code next} begins, in a chain that has come as far as {@code state}. */
  void begin(String next, int number, @Nullable ChainCarried state) {
    step = next;
    stage = next;
    iteration = number;
    running = null;
    if (state != null) {
      take(state);
    }
    List<SearchAttributeUpdate<?>> updates = new ArrayList<>();
    updates.add(ChainSearchAttributes.DATASET.valueSet(spec.dataset().name()));
    updates.add(ChainSearchAttributes.STATUS.valueSet(next.equals("done") ? "done" : status()));
    updates.add(ChainSearchAttributes.STAGE.valueSet(next));
    updates.add(ChainSearchAttributes.ITERATION.valueSet((long) number));
    if (counts != null) {
      updates.add(ChainSearchAttributes.FRACTION.valueSet(labelled(counts)));
    }
    if (best != null) {
      updates.add(ChainSearchAttributes.BEST.valueSet(best.score()));
    }
    show(updates);
  }

  /** Shows how far the step in course is. */
  void running(StepProgress progress) {
    running = progress;
    runningAsOf = Workflow.currentTimeMillis();
    String named = stageOf(progress.step());
    if (named.equals(stage)) {
      show(List.of());
    } else {
      stage = named;
      show(List.of(ChainSearchAttributes.STAGE.valueSet(named)));
    }
  }

  /** Shows that the chain waits as soon as the steps in course have stopped, or goes on. */
  void hold(boolean held) {
    paused = held;
    show(List.of(ChainSearchAttributes.STATUS.valueSet(status())));
  }

  /** Shows the chain's new length. */
  void extend(int length) {
    iterations = length;
    show(List.of());
  }

  /** Shows how a chain ended without a report. */
  void end(String status, String message) {
    upsert(List.of(ChainSearchAttributes.STATUS.valueSet(status)));
    Workflow.setCurrentDetails("**" + status + "**: " + message);
  }

  private String status() {
    return paused ? "paused" : "running";
  }

  private void take(ChainCarried state) {
    prepared(state.prepared());
    best = state.best();
    recent = state.recent();
  }

  private void show(List<SearchAttributeUpdate<?>> updates) {
    upsert(updates);
    Workflow.setCurrentDetails(CurrentDetails.of(progress(), spec.chain().select(), runningAsOf));
  }

  private void upsert(List<SearchAttributeUpdate<?>> updates) {
    if (searchable && !updates.isEmpty()) {
      Workflow.upsertTypedSearchAttributes(updates.toArray(new SearchAttributeUpdate<?>[0]));
    }
  }

  /** Takes fold and number off a step's purpose: {@code fold-2/pretrain-3} is {@code pretrain}. */
  private static String stageOf(String purpose) {
    return purpose.substring(purpose.indexOf('/') + 1).replaceFirst("-[0-9]+$", "");
  }

  private static double labelled(PatchCounts counts) {
    return (double) counts.labelled() / Math.max(1, counts.labelled() + counts.pool());
  }
}
