package org.histochain.worker.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;

/**
 * How much a terminal shows.
 *
 * @param rows lines, at least 1
 * @param columns characters in a line, at least 1
 */
record TerminalSize(int rows, int columns) {
  /** What terminals had before windows. */
  static final TerminalSize USUAL = new TerminalSize(24, 80);

  TerminalSize {
    if (rows < 1 || columns < 1) {
      throw new IllegalArgumentException("%d x %d is no screen".formatted(rows, columns));
    }
  }

  /** Asks {@code stty} for the size of the terminal that standard input is. */
  static TerminalSize ofProcess() {
    try {
      Process stty =
          new ProcessBuilder("stty", "size")
              .redirectInput(ProcessBuilder.Redirect.INHERIT)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      return parse(new String(stty.getInputStream().readAllBytes(), UTF_8));
    } catch (IOException unknown) {
      return USUAL;
    }
  }

  /** Reads {@code ROWS COLUMNS}; the usual size where it is anything else. */
  static TerminalSize parse(String answer) {
    String[] words = answer.strip().split(" ", -1);
    if (words.length != 2 || !answer.strip().matches("[1-9][0-9]{0,4} [1-9][0-9]{0,4}")) {
      return USUAL;
    }
    return new TerminalSize(Integer.parseInt(words[0]), Integer.parseInt(words[1]));
  }
}
