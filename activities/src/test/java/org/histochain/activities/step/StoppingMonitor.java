package org.histochain.activities.step;

import java.util.concurrent.atomic.AtomicInteger;
import org.histochain.workflows.contract.StepProgress;

/** Lets a step go on a number of times, then stops it. */
public final class StoppingMonitor implements StepMonitor {
  private final int allowed;
  private final AtomicInteger checks = new AtomicInteger();

  public StoppingMonitor(int allowed) {
    this.allowed = allowed;
  }

  @Override
  public void progress(StepProgress progress) {}

  @Override
  public void check() {
    if (checks.incrementAndGet() > allowed) {
      throw new StepStoppedException("stopped after %d checks".formatted(allowed));
    }
  }
}
