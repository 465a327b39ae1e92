package org.histochain.workflows.chain;

import io.temporal.workflow.SignalMethod;

/** A workflow whose parent can hold it back between two steps. */
public interface Steerable {
  /** Holds it back after the steps in course, or lets it go on. */
  @SignalMethod(name = "hold")
  void hold(boolean paused);
}
