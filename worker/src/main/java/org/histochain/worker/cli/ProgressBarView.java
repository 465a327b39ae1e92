package org.histochain.worker.cli;

import java.time.Duration;
import java.util.Locale;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.histochain.workflows.contract.StepProgress;
import org.jspecify.annotations.Nullable;

/**
 * Progress as a bar on a terminal, one for each step, with what is done, and after it epoch, loss,
 * images per second and time left.
 */
final class ProgressBarView implements ProgressView {
  private static final int REFRESH_MILLISECONDS = 250;

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
              .setUpdateIntervalMillis(REFRESH_MILLISECONDS)
              .hideEta()
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
      current.setExtraMessage(" " + facts(progress));
    }
  }

  /** Says how a step is doing, the most important first: narrow terminals cut the end off. */
  static String facts(StepProgress progress) {
    StringBuilder facts = new StringBuilder();
    if (progress.epochs() > 0) {
      facts.append("epoch %d/%d, ".formatted(progress.epoch(), progress.epochs()));
    }
    facts.append(String.format(Locale.ROOT, "%.0f images/s", progress.imagesPerSecond()));
    facts.append(", ").append(time(progress.secondsLeft())).append(" left");
    if (progress.epochs() > 0) {
      facts.append(String.format(Locale.ROOT, ", loss %.3f", progress.loss()));
    }
    return facts.toString();
  }

  private static String time(double seconds) {
    Duration left = Duration.ofSeconds(Math.round(Math.max(seconds, 0)));
    return left.toHours() > 0
        ? "%d:%02d:%02d".formatted(left.toHours(), left.toMinutesPart(), left.toSecondsPart())
        : "%d:%02d".formatted(left.toMinutes(), left.toSecondsPart());
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
      bar = null;
    }
  }
}
