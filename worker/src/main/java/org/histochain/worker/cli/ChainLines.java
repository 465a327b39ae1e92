package org.histochain.worker.cli;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import org.histochain.activities.report.Summary;
import org.jspecify.annotations.Nullable;

/**
 * A chain in lines that stay: a line for each new stage and each trouble, and its step's progress.
 */
final class ChainLines implements FollowedView<ChainStatus> {
  private final ProgressView view;
  private final OnceOnly notes;
  private final ReentrantLock lock = new ReentrantLock();
  private int shown;
  private @Nullable String trouble;
  private boolean closed;

  ChainLines(ProgressView view) {
    this.view = view;
    this.notes = new OnceOnly(view::line);
  }

  @Override
  public void show(ChainStatus status) {
    unlessClosed(() -> showLines(status));
  }

  private void showLines(ChainStatus status) {
    List<Summary.Stage> stages = status.summary().stages();
    stages.stream().skip(shown).map(StatusText::stage).forEach(view::line);
    shown = Math.max(shown, stages.size());
    if (status.ended()) {
      return;
    }
    if (status.message() != null && !status.message().equals(trouble)) {
      view.line(status.message());
    }
    trouble = status.message();
    view.step(Objects.requireNonNullElse(status.step(), "waiting"), status.progress());
  }

  @Override
  public void note(String line) {
    unlessClosed(() -> notes.accept(line));
  }

  @Override
  public void close() {
    unlessClosed(
        () -> {
          view.close();
          closed = true;
        });
  }

  private void unlessClosed(Runnable action) {
    lock.lock();
    try {
      if (!closed) {
        action.run();
      }
    } finally {
      lock.unlock();
    }
  }
}
