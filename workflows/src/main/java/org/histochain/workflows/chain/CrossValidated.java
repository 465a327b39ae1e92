package org.histochain.workflows.chain;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.histochain.workflows.contract.ArtifactRef;
import org.histochain.workflows.contract.Evaluated;

/**
 * An iteration as its folds saw it.
 *
 * @param teachers each fold's fine-tuned student: its next teacher
 * @param pretrained pooled scores of the pretrained students
 * @param finetuned pooled scores of the fine-tuned students
 */
public record CrossValidated(
    List<ArtifactRef> teachers, Evaluated pretrained, Evaluated finetuned) {
  public CrossValidated {
    teachers = List.copyOf(requireNonNull(teachers, "teachers is null"));
    requireNonNull(pretrained, "pretrained is null");
    requireNonNull(finetuned, "finetuned is null");
  }
}
