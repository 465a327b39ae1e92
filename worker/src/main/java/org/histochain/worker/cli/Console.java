package org.histochain.worker.cli;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.util.Map;
import org.histochain.activities.step.Json;

/**
 * What a command talks to: data goes to {@code out}, everything else to {@code err}.
 *
 * @param out data
 * @param err news and errors
 * @param environment environment variables
 * @param terminal whether a person sees {@code err} on a terminal, so that lines may be redrawn
 */
record Console(
    PrintStream out, PrintStream err, Map<String, String> environment, boolean terminal) {
  Console {
    requireNonNull(out, "out is null");
    requireNonNull(err, "err is null");
    environment = Map.copyOf(environment);
  }

  /** The console of this process. */
  static Console ofProcess() {
    PrintStream out =
        new PrintStream(
            new StandardOutput(new FileOutputStream(FileDescriptor.out)),
            false,
            System.out.charset());
    boolean terminal = System.console() != null && System.console().isTerminal();
    return new Console(
        out, System.err, System.getenv(), terminal && !"dumb".equals(System.getenv().get("TERM")));
  }

  /** Whether colours may be used. */
  boolean colours() {
    return terminal && environment.getOrDefault("NO_COLOR", "").isEmpty();
  }

  /** Writes a line of data. */
  void data(String line) {
    out.println(line);
    out.flush();
  }

  /** Writes a value as data, as indented JSON. */
  void json(Object value) {
    try {
      data(Json.mapper().writerWithDefaultPrettyPrinter().writeValueAsString(value));
    } catch (JsonProcessingException unwritable) {
      throw new IllegalStateException("Cannot be written as JSON: " + value, unwritable);
    }
  }

  /** Writes a line of news. */
  void note(String line) {
    err.println(line);
    err.flush();
  }
}
