package org.histochain.workflows.chain;

import static java.util.Objects.requireNonNull;

import org.histochain.workflows.contract.StageRecord;

/**
 * What an iteration made.
 *
 * @param pretrained the student after pretraining
 * @param finetuned the student after fine-tuning: the next teacher
 */
public record IterationResult(StageRecord pretrained, StageRecord finetuned) {
  public IterationResult {
    requireNonNull(pretrained, "pretrained is null");
    requireNonNull(finetuned, "finetuned is null");
  }
}
