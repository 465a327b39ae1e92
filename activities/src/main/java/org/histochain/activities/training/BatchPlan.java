package org.histochain.activities.training;

import org.histochain.workflows.contract.TrainingSpec;

/**
 * How a training step is cut into updates.
 *
 * @param size patches per epoch
 * @param batch patches per update
 * @param updates updates in all
 */
record BatchPlan(int size, int batch, long updates) {
  /** Plans the epochs or steps that {@code spec} asks for, over {@code size} patches. */
  static BatchPlan of(TrainingSpec spec, int size) {
    BatchPlan once = new BatchPlan(size, spec.batch(), 0);
    Integer steps = spec.steps();
    Integer epochs = spec.epochs();
    if (steps != null) {
      return new BatchPlan(size, spec.batch(), steps);
    }
    if (epochs != null) {
      return new BatchPlan(size, spec.batch(), (long) epochs * once.updatesPerEpoch());
    }
    throw new IllegalArgumentException("Neither epochs nor steps is set: set one of them");
  }

  /**
   * Returns the updates of an epoch: a single patch left over joins the batch before, as it has no
   * variance.
   */
  int updatesPerEpoch() {
    int full = size / batch;
    int rest = size % batch;
    return full == 0 || rest > 1 ? full + 1 : full;
  }

  /** Returns the epochs begun in all. */
  int epochs() {
    return Math.toIntExact(Math.ceilDiv(updates, (long) updatesPerEpoch()));
  }

  /** Returns the epoch of an update, both from 0. */
  int epoch(long update) {
    return (int) (update / updatesPerEpoch());
  }

  /** Returns where an update's patches begin in its epoch's order. */
  int from(long update) {
    return (int) (update % updatesPerEpoch()) * batch;
  }

  /** Returns where an update's patches end in its epoch's order, exclusive. */
  int to(long update) {
    int index = (int) (update % updatesPerEpoch());
    return index == updatesPerEpoch() - 1 ? size : (index + 1) * batch;
  }

  /** Returns the most patches an update has. */
  int largest() {
    return Math.min(size, batch + 1);
  }
}
