package org.histochain.worker.cli;

import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.histochain.workflows.contract.StepProgress;
import org.jspecify.annotations.Nullable;

/** Progress as a bar on a terminal, one for each step. */
final class ProgressBarView implements ProgressView {
  private final Console console;
  private String step = "";
  private @Nullable ProgressBar bar;

  ProgressBarView(Console console) {
    this.console = console;
  }

  @Override
  public void line(String line) {
    close();
    console.note(line);
  }

  @Override
  public void step(String name, @Nullable StepProgress progress) {
    ProgressBar current = bar;
    if (current == null || !name.equals(step)) {
      close();
      step = name;
      current =
          new ProgressBarBuilder()
              .setTaskName(name)
              .setInitialMax(progress == null ? -1 : progress.total())
              .setStyle(
                  console.colours()
                      ? ProgressBarStyle.COLORFUL_UNICODE_BLOCK
                      : ProgressBarStyle.ASCII)
              .setConsumer(new ConsoleProgressBarConsumer(console.err()))
              .build();
      bar = current;
    }
    if (progress != null) {
      current.maxHint(progress.total());
      current.stepTo(progress.done());
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
