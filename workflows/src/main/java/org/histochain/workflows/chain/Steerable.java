package org.histochain.workflows.chain;

import io.temporal.workflow.SignalMethod;

/** A workflow whose parent can hold it back between two steps. */
public interface Steerable {
  /** Stops its training at a checkpoint and holds back further steps, or lets them go on. */
  @SignalMethod(name = "hold")
  void hold(boolean paused);
}
