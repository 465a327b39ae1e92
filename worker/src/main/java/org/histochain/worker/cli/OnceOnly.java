package org.histochain.worker.cli;

import java.util.function.Consumer;

/** Passes a line on unless it is the one before again. */
final class OnceOnly implements Consumer<String> {
  private final Consumer<String> lines;
  private String last = "";

  OnceOnly(Consumer<String> lines) {
    this.lines = lines;
  }

  @Override
  public void accept(String line) {
    if (!line.equals(last)) {
      lines.accept(line);
      last = line;
    }
  }
}
