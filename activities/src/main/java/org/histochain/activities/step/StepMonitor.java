package org.histochain.activities.step;

import org.histochain.workflows.contract.StepProgress;

/**
 * What a running step reports to, and asks whether to go on. Both methods are cheap and safe from
 * any thread.
 */
public interface StepMonitor {
  /** Takes the step's latest progress; earlier ones are forgotten. */
  void progress(StepProgress progress);

  /**
   * Returns while the step should go on.
   *
   * @throws StepStoppedException if it was cancelled or its process is to end
   */
  void check();

  /** A monitor that nobody looks at and that never stops a step. */
  static StepMonitor silent() {
    return new StepMonitor() {
      @Override
      public void progress(StepProgress progress) {}

      @Override
      public void check() {}
    };
  }
}
