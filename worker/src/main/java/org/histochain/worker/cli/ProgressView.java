package org.histochain.worker.cli;

import org.histochain.workflows.contract.StepProgress;
import org.jspecify.annotations.Nullable;

/** Shows a chain's progress as it comes. */
interface ProgressView extends AutoCloseable {
  /** Shows a line that stays. */
  void line(String line);

  /** Shows the step in course and how far it is. */
  void step(String step, @Nullable StepProgress progress);

  @Override
  void close();

  /** A bar on a terminal, plain lines otherwise. */
  static ProgressView on(Console console) {
    return console.terminal() ? new ProgressBarView(console) : new PlainProgress(console::note);
  }
}
