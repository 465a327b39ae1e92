package org.histochain.worker.cli;

import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.histochain.activities.upkeep.UpkeepMonitor;
import org.jspecify.annotations.Nullable;

/**
 * Progress of a long look at a store: a bar on a terminal, plain lines now and then otherwise.
 * Where a total is known it is of bytes.
 */
final class ArtifactsProgress implements UpkeepMonitor, AutoCloseable {
  private static final long QUIET = Duration.ofSeconds(15).toNanos();
  private static final int REFRESH_MILLISECONDS = 250;
  private static final int MEGABYTE = 1_000_000;

  private final Console console;
  private final ReentrantLock lock = new ReentrantLock();
  private String shown = "";
  private long at = System.nanoTime();
  private @Nullable ProgressBar bar;

  ArtifactsProgress(Console console) {
    this.console = console;
  }

  @Override
  public void progress(String what, long done, long total) {
    lock.lock();
    try {
      if (console.terminal()) {
        draw(what, done, total);
      } else if (System.nanoTime() - at >= QUIET) {
        console.note(
            total > 0
                ? "%s: %d of %d MB".formatted(what, done / MEGABYTE, total / MEGABYTE)
                : "%s: %d".formatted(what, done));
        at = System.nanoTime();
      }
    } finally {
      lock.unlock();
    }
  }

  private void draw(String what, long done, long total) {
    ProgressBar current = bar;
    if (current == null || !what.equals(shown)) {
      close();
      shown = what;
      ProgressBarBuilder builder =
          new ProgressBarBuilder()
              .setTaskName(what)
              .setInitialMax(total > 0 ? total : -1)
              .setUpdateIntervalMillis(REFRESH_MILLISECONDS)
              .setStyle(
                  console.colours()
                      ? ProgressBarStyle.COLORFUL_UNICODE_BLOCK
                      : ProgressBarStyle.ASCII)
              .setConsumer(new ConsoleProgressBarConsumer(console.err()));
      current = (total > 0 ? builder.setUnit(" MB", MEGABYTE) : builder).build();
      bar = current;
    }
    if (done > current.getCurrent()) {
      current.stepTo(done);
    }
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
      bar = null;
    }
  }
}
