package org.histochain.workflows.contract;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Asks that stages be appended to the chain's stage list, which lives in the store so that payloads
 * do not grow with the iterations.
 *
 * @param context for whom
 * @param before the list so far; null: none
 * @param stages what to append
 */
public record RecordRequest(
    StepContext context, @Nullable ArtifactRef before, List<StageRecord> stages) {
  public RecordRequest {
    requireNonNull(context, "context is null");
    stages = List.copyOf(requireNonNull(stages, "stages is null"));
  }
}
