package org.histochain.bench.chaos;

import java.io.IOException;
import java.util.List;

/** Programs of the system. */
final class Commands {
  private Commands() {}

  /**
   * Runs a command to its end.
   *
   * @throws IOException if it ends with anything but 0
   */
  static void run(List<String> command) throws IOException, InterruptedException {
    int code = new ProcessBuilder(command).inheritIO().start().waitFor();
    if (code != 0) {
      throw new IOException(String.join(" ", command) + " ended with " + code);
    }
  }
}
