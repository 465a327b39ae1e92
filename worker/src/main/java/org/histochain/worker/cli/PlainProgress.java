package org.histochain.worker.cli;

import java.time.Duration;
import java.util.function.Consumer;
import org.histochain.workflows.contract.StepProgress;
import org.jspecify.annotations.Nullable;

/** Progress in plain lines: one for each step, and one now and then within a long step. */
final class PlainProgress implements ProgressView {
  private static final long QUIET = Duration.ofSeconds(15).toNanos();

  private final Consumer<String> lines;
  private String step = "";
  private String shown = "";
  private long at;

  PlainProgress(Consumer<String> lines) {
    this.lines = lines;
  }

  @Override
  public void line(String line) {
    lines.accept(line);
  }

  @Override
  public void step(String name, @Nullable StepProgress progress) {
    String text = StatusText.step(name, progress);
    boolean due = !text.equals(shown) && System.nanoTime() - at >= QUIET;
    if (!name.equals(step) || due) {
      lines.accept(text);
      step = name;
      shown = text;
      at = System.nanoTime();
    }
  }

  @Override
  public void close() {}
}
