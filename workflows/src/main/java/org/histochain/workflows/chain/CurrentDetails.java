package org.histochain.workflows.chain;

import java.util.Locale;
import org.histochain.workflows.contract.BestStage;

/** A chain's progress as Markdown; the page shows three lines of it before one scrolls. */
final class CurrentDetails {
  private CurrentDetails() {}

  static String of(ChainProgress progress, String select) {
    StringBuilder text = new StringBuilder(512);
    text.append("**").append(headline(progress)).append("**");
    BestStage best = progress.best();
    if (best != null) {
      text.append(", best so far: ")
          .append(best.iteration() == 0 ? "teacher" : "iteration " + best.iteration())
          .append(String.format(Locale.ROOT, ", %s %.1f %%", select, 100 * best.score()));
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
    return progress.step().equals("iteration")
        ? "iteration " + progress.iteration() + " of " + progress.iterations()
        : progress.step();
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
