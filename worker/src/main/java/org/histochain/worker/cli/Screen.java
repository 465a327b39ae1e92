package org.histochain.worker.cli;

import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A chain or an experiment on one screen, drawn anew in place. It uses the terminal's second
 * screen, so that what stood there before is there again afterwards, and lets the terminal cut what
 * is too long for it.
 *
 * @param <S> its status
 */
final class Screen<S> implements FollowedView<S> {
  private static final String ENTER = "\u001b[?1049h\u001b[?25l\u001b[?7l";
  private static final String LEAVE = "\u001b[?7h\u001b[?25h\u001b[?1049l";
  private static final String HOME = "\u001b[H";
  private static final String REST_OF_LINE = "\u001b[K";
  private static final String REST_OF_SCREEN = "\u001b[J";

  private final PrintStream out;
  private final Supplier<TerminalSize> size;
  private final Surroundings surroundings;
  private final Page<S> page;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable S status;
  private @Nullable String note;
  private boolean entered;
  private boolean closed;

  /** What a screen shows beside the status itself. */
  interface Surroundings {
    /** Returns a line about the workers; null where nothing is known of them. */
    @Nullable String workers();

    /** Returns where Temporal's web page shows it; null where that is not known. */
    @Nullable String link();
  }

  /**
   * What stands on a screen.
   *
   * @param <S> the status that is shown
   */
  @FunctionalInterface
  interface Page<S> {
    /**
     * Returns the lines, no more and none longer than the screen has place for.
     *
     * @param note what keeps the status from being known in full; null: nothing
     * @param workers a line about them; null where nothing is known of them
     * @param link where Temporal's web page is; null where that is not known
     */
    List<String> lines(
        S status,
        @Nullable String note,
        @Nullable String workers,
        @Nullable String link,
        TerminalSize size);
  }

  Screen(PrintStream out, Supplier<TerminalSize> size, Surroundings surroundings, Page<S> page) {
    this.out = out;
    this.size = size;
    this.surroundings = surroundings;
    this.page = page;
  }

  /** A note holds until the next status but one is shown. */
  @Override
  public void show(S current) {
    lock.lock();
    try {
      status = current;
      draw();
      note = null;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void note(String line) {
    lock.lock();
    try {
      note = line;
      draw();
    } finally {
      lock.unlock();
    }
  }

  private void draw() {
    S current = status;
    if (closed || current == null) {
      return;
    }
    List<String> lines =
        page.lines(current, note, surroundings.workers(), surroundings.link(), size.get());
    StringBuilder screen = new StringBuilder(entered ? HOME : ENTER + HOME);
    screen.append(String.join(REST_OF_LINE + "\r\n", lines));
    entered = true;
    out.print(screen.append(REST_OF_LINE).append(REST_OF_SCREEN));
    out.flush();
  }

  @Override
  public void close() {
    lock.lock();
    try {
      if (entered && !closed) {
        out.print(LEAVE);
        out.flush();
      }
      closed = true;
    } finally {
      lock.unlock();
    }
  }
}
