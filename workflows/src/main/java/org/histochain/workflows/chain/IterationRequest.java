package org.histochain.workflows.chain;

import static java.util.Objects.requireNonNull;

import org.histochain.workflows.contract.ArtifactRef;
import org.histochain.workflows.contract.ChainSpec;
import org.histochain.workflows.contract.ModelInput;
import org.histochain.workflows.contract.StepContext;
import org.histochain.workflows.contract.StepTimeouts;
import org.histochain.workflows.contract.TrainingTables;

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
 */
public record IterationRequest(
    StepContext context,
    ChainSpec spec,
    ModelInput input,
    TrainingTables tables,
    int shards,
    ArtifactRef teacher,
    StepTimeouts timeouts) {
  public IterationRequest {
    requireNonNull(context, "context is null");
    requireNonNull(spec, "spec is null");
    requireNonNull(input, "input is null");
    requireNonNull(tables, "tables is null");
    requireNonNull(teacher, "teacher is null");
    requireNonNull(timeouts, "timeouts is null");
  }
}
