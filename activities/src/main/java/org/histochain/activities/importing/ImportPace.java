package org.histochain.activities.importing;

import java.util.concurrent.atomic.AtomicLong;
import org.histochain.activities.step.StepMonitor;
import org.histochain.workflows.contract.StepProgress;

/** Counts the images of an import and tells how fast it goes. Safe for use by many threads. */
final class ImportPace {
  private final StepMonitor monitor;
  private final long total;
  private final long begun = System.nanoTime();
  private final AtomicLong worked = new AtomicLong();
  private final AtomicLong reused = new AtomicLong();

  ImportPace(StepMonitor monitor, long total) {
    this.monitor = monitor;
    this.total = total;
  }

  /**
   * Counts an image that was worked on.
   *
   * @throws org.histochain.activities.step.StepStoppedException if the import is to stop
   */
  void worked() {
    worked.incrementAndGet();
    report();
  }

  /** Counts images that need no work. */
  void reused(int images) {
    reused.addAndGet(images);
    report();
  }

  private void report() {
    monitor.check();
    double seconds = Math.max((System.nanoTime() - begun) / 1e9, 1e-3);
    double rate = Math.max(worked.get(), 1) / seconds;
    long done = worked.get() + reused.get();
    monitor.progress(new StepProgress("import", done, total, 0, 0, 0, rate, (total - done) / rate));
  }
}
