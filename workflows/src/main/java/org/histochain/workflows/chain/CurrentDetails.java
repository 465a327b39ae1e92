package org.histochain.workflows.chain;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.histochain.workflows.contract.BestStage;
import org.histochain.workflows.contract.StepProgress;

/** A chain's progress as Markdown; the page shows three lines of it before one scrolls. */
final class CurrentDetails {
  private CurrentDetails() {}

  /**
   * @param select the score that decides
   * @param asOf when {@link ChainProgress#running} was so, in milliseconds since 1970
   */
  static String of(ChainProgress progress, String select, long asOf) {
    StringBuilder text = new StringBuilder(512);
    text.append("**").append(headline(progress)).append("**");
    BestStage best = progress.best();
    if (best != null) {
      text.append(", best so far: ")
          .append(best.iteration() == 0 ? "teacher" : "iteration " + best.iteration())
          .append(String.format(Locale.ROOT, ", %s %.1f %%", select, 100 * best.score()));
    }
    if (progress.note() != null) {
      text.append("\n\n").append(progress.note());
    }
    StepProgress running = progress.running();
    if (running != null) {
      text.append("\n\n| running | epoch | done | loss | images/s | left | as of |\n")
          .append("|---|---|---|---|---|---|---|\n")
          .append(row(running, asOf));
    }
    if (!progress.recent().isEmpty()) {
      text.append("\n\n| iteration | stage | selected | balanced accuracy | seconds | model |\n")
          .append("|---|---|---|---|---|---|\n");
      for (StageView stage : progress.recent().reversed()) {
        text.append(row(stage));
      }
    }
    return text.toString();
  }

  private static String headline(ChainProgress progress) {
    String step =
        progress.step().equals("iteration")
            ? "iteration " + progress.iteration() + " of " + progress.iterations()
            : progress.step();
    return progress.paused() ? "paused: " + step : step;
  }

  private static String row(StepProgress step, long asOf) {
    return String.format(
        Locale.ROOT,
        "| **%s** | %s | %d %% | %.4f | %.0f | %s | %s |\n",
        step.step(),
        step.epochs() == 0 ? "" : step.epoch() + " of " + step.epochs(),
        100 * step.done() / Math.max(1, step.total()),
        step.loss(),
        step.imagesPerSecond(),
        left(step.secondsLeft()),
        Instant.ofEpochSecond(asOf / 1000));
  }

  private static String left(double seconds) {
    Duration left = Duration.ofSeconds(Math.round(seconds));
    if (left.toHours() > 0) {
      return left.toHours() + " h " + left.toMinutesPart() + " min";
    }
    return left.toMinutes() > 0
        ? left.toMinutes() + " min " + left.toSecondsPart() + " s"
        : left.toSeconds() + " s";
  }

  private static String row(StageView stage) {
    return String.format(
        Locale.ROOT,
        "| %d | %s | %d | %.1f %% | %.1f%s | `%.12s` |\n",
        stage.iteration(),
        stage.stage(),
        stage.selected(),
        100 * stage.validation(),
        stage.seconds(),
        stage.reused() ? " (reused)" : "",
        stage.modelSha256());
  }
}
