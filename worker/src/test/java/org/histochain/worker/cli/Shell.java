package org.histochain.worker.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.histochain.activities.step.Json;

/** Runs commands in this process, with folders of its own and a Temporal that does not answer. */
final class Shell {
  private final Map<String, String> environment = new HashMap<>();

  record Outcome(int exitCode, String out, String err) {
    JsonNode json() throws IOException {
      return Json.mapper().readTree(out);
    }
  }

  Shell(Path folder) throws IOException {
    Path profile = folder.resolve("temporal.toml");
    Files.writeString(profile, "[profile.default]\n");
    environment.put("TEMPORAL_CONFIG_FILE", profile.toString());
    environment.put("TEMPORAL_ADDRESS", "127.0.0.1:1");
    environment.put("XDG_STATE_HOME", folder.resolve("state").toString());
    environment.put("XDG_CACHE_HOME", folder.resolve("cache").toString());
    environment.put(
        "HISTOCHAIN_STORE", Files.createDirectory(folder.resolve("store")).toUri().toString());
  }

  void set(String name, String value) {
    environment.put(name, value);
  }

  void unset(String name) {
    environment.remove(name);
  }

  Outcome run(String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int exitCode =
        Histochain.execute(
            new Console(
                new PrintStream(out, true, UTF_8),
                new PrintStream(err, true, UTF_8),
                environment,
                false),
            arguments);
    return new Outcome(exitCode, out.toString(UTF_8), err.toString(UTF_8));
  }
}
