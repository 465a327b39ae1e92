package org.histochain.worker.cli;

import java.util.concurrent.locks.ReentrantLock;
import org.histochain.activities.step.StepMonitor;
import org.histochain.workflows.contract.StepProgress;

/** Shows the progress of a step that runs in this process. */
final class ImportProgress implements StepMonitor {
  private final ReentrantLock lock = new ReentrantLock();
  private final ProgressView view;

  ImportProgress(ProgressView view) {
    this.view = view;
  }

  @Override
  public void progress(StepProgress progress) {
    lock.lock();
    try {
      view.step(progress.step(), progress);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void check() {}
}
