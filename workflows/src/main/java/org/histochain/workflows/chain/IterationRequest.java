package org.histochain.workflows.chain;

import static java.util.Objects.requireNonNull;

import org.histochain.workflows.contract.ArtifactRef;
import org.histochain.workflows.contract.ChainSpec;
import org.histochain.workflows.contract.ModelInput;
import org.histochain.workflows.contract.PatchCounts;
import org.histochain.workflows.contract.StepContext;
import org.histochain.workflows.contract.StepTimeouts;
import org.histochain.workflows.contract.TrainingTables;
import org.jspecify.annotations.Nullable;

/**
 * Starts one iteration.
 *
 * @param context chain and iteration, from 1
 * @param spec the chain's settings
 * @param input patches and network
 * @param tables the tables that training and validation read
 * @param shards shards of the data set
 * @param teacher model that labels the pool
 * @param timeouts of its steps
 * @param fold number of the fold, from 1, that {@code tables} are of; null: the chain's own
 * @param validated scores that the folds have given; null: students are evaluated on validation
 * @param counts sizes of the chain's tables; null: not known
 * @param teacherIteration iteration that the teacher comes from, where that is not the one before;
 *     null: it is
 */
public record IterationRequest(
    StepContext context,
    ChainSpec spec,
    ModelInput input,
    TrainingTables tables,
    int shards,
    ArtifactRef teacher,
    StepTimeouts timeouts,
    @Nullable Integer fold,
    @Nullable CrossValidated validated,
    @Nullable PatchCounts counts,
    @Nullable Integer teacherIteration) {
  public IterationRequest {
    requireNonNull(context, "context is null");
    requireNonNull(spec, "spec is null");
    requireNonNull(input, "input is null");
    requireNonNull(tables, "tables is null");
    requireNonNull(teacher, "teacher is null");
    requireNonNull(timeouts, "timeouts is null");
  }

  /** Starts an iteration of a chain without folds. */
  public IterationRequest(
      StepContext context,
      ChainSpec spec,
      ModelInput input,
      TrainingTables tables,
      int shards,
      ArtifactRef teacher,
      StepTimeouts timeouts) {
    this(context, spec, input, tables, shards, teacher, timeouts, null, null, null, null);
  }
}
