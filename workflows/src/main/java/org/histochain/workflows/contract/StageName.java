package org.histochain.workflows.contract;

/** The stages of a chain, by the names that reports use. */
public enum StageName {
  /** The model trained on the labelled set. */
  teacher,
  /** A student after pretraining on the selection. */
  pretrained,
  /** A student after fine-tuning on the labelled set. */
  finetuned
}
