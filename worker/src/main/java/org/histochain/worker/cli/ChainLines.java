package org.histochain.worker.cli;

import java.util.List;
import java.util.Objects;
import org.histochain.activities.report.Summary;
import org.jspecify.annotations.Nullable;

/**
 * A chain in lines that stay: a line for each new stage and each trouble, and its step's progress.
 */
final class ChainLines implements ChainView {
  private final ProgressView view;
  private final OnceOnly notes;
  private int shown;
  private @Nullable String trouble;

  ChainLines(ProgressView view) {
    this.view = view;
    this.notes = new OnceOnly(view::line);
  }

  @Override
  public void show(ChainStatus status) {
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
    notes.accept(line);
  }

  @Override
  public void close() {
    view.close();
  }
}
