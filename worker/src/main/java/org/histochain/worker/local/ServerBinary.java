package org.histochain.worker.local;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A server's program, found or built by {@code deploy/local/install}. */
public enum ServerBinary {
  /** Temporal's command line, which holds its dev server. */
  TEMPORAL("temporal"),
  /** The MinIO server. */
  MINIO("minio");

  private static final int NOT_THERE = 3;

  private final String program;

  ServerBinary(String program) {
    this.program = program;
  }

  /** Returns where the program is, or empty where it would have to be built first. */
  public Optional<Path> find() throws LocalStackException, InterruptedException {
    return install(List.of("--find"));
  }

  /** Returns where the program is, building it where needed; builds say so on standard error. */
  public Path install() throws LocalStackException, InterruptedException {
    return install(List.of()).orElseThrow();
  }

  private Optional<Path> install(List<String> options)
      throws LocalStackException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(script("install").toString());
    command.addAll(options);
    command.add(program);
    try {
      Process process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
      String path =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      int code = process.waitFor();
      if (code == NOT_THERE) {
        return Optional.empty();
      }
      if (code != 0) {
        throw new LocalStackException(
            "%s could not be had (deploy/local/install ended with %d): see the line above"
                .formatted(program, code));
      }
      return Optional.of(Path.of(path));
    } catch (IOException e) {
      throw new LocalStackException("deploy/local/install could not be run: " + e.getMessage(), e);
    }
  }

  /** Returns a script of {@code deploy/local}. */
  static Path script(String name) throws LocalStackException {
    Path script = home().resolve("deploy").resolve("local").resolve(name);
    if (!Files.isExecutable(script)) {
      throw new LocalStackException(
          "%s cannot be run: is the checkout complete?".formatted(script));
    }
    return script;
  }

  /** The launcher says where it lies; without it, the checkout that these classes were built in. */
  private static Path home() throws LocalStackException {
    String named = System.getProperty("histochain.home");
    if (named != null) {
      return Path.of(named);
    }
    try {
      Path classes =
          Path.of(ServerBinary.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      for (Path folder = classes; folder != null; folder = folder.getParent()) {
        if (Files.exists(folder.resolve("deploy").resolve("local"))) {
          return folder;
        }
      }
    } catch (URISyntaxException e) {
      throw new LocalStackException("where Histochain lies cannot be told: " + e.getMessage(), e);
    }
    throw new LocalStackException(
        "deploy/local was not found: start Histochain by its launcher, ./histochain");
  }
}
