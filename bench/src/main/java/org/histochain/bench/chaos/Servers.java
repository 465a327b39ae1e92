package org.histochain.bench.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The servers of the local stack, whose keeper starts them again when they die. */
final class Servers {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Path folder;

  /**
   * @param folder where the local stack keeps what it knows
   */
  Servers(Path folder) {
    this.folder = folder;
  }

  /** Kills a server by SIGKILL and returns when another process has its place. */
  void kill(String server) throws IOException, InterruptedException {
    String pid = pid(server);
    Commands.run(List.of("kill", "-KILL", pid));
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < end) {
      String now = pid(server);
      if (!now.isEmpty() && !now.equals(pid)) {
        return;
      }
      Thread.sleep(Duration.ofMillis(100));
    }
    throw new IOException("%s was not started again within %s".formatted(server, PATIENCE));
  }

  private String pid(String server) throws IOException {
    try {
      return Files.readString(folder.resolve(server + ".pid")).strip();
    } catch (NoSuchFileException e) {
      return "";
    }
  }
}
