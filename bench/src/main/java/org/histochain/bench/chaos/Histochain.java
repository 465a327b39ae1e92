package org.histochain.bench.chaos;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The product's command line, as its users have it. */
final class Histochain {
  private static final int FAILED = 1;
  private static final int TRIES = 5;

  private final Path program;
  private final Map<String, String> environment;
  private final Path log;

  /**
   * @param program the launcher
   * @param environment variables beside the inherited ones
   * @param log where what it says is appended
   */
  Histochain(Path program, Map<String, String> environment, Path log) {
    this.program = program;
    this.environment = Map.copyOf(environment);
    this.log = log;
  }

  /** Runs a command to its end and returns its exit code. */
  int run(String... words) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.addAll(List.of(words));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().putAll(environment);
    return builder.start().waitFor();
  }

  /**
   * Runs a command until it does not fail: servers of a busy machine may be slow to answer. One
   * that was given wrong input is not tried again.
   *
   * @throws ChaosFailure if it fails five times, or has wrong input
   */
  void require(String... words) throws IOException, InterruptedException {
    int code = run(words);
    for (int tries = 1; code == FAILED && tries < TRIES; tries++) {
      code = run(words);
    }
    if (code != 0) {
      throw new ChaosFailure(
          "histochain %s ended with %d: see %s".formatted(String.join(" ", words), code, log));
    }
  }
}
