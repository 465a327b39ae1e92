package org.histochain.worker.runtime;

/** What a worker does. */
public enum Role {
  /** Runs workflows. */
  WORKFLOW,
  /** Trains, one step at a time. */
  TRAIN,
  /** Pseudo-labels and evaluates, one step at a time. */
  INFER,
  /** Does the rest. */
  CPU
}
