package org.histochain.activities.artifact;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** The binaries of real servers, as {@code deploy/local/install} finds or builds them. */
public final class ServerBinary {
  private ServerBinary() {}

  /**
   * Returns the path of a server's binary. Where it is not to be had the running test is aborted by
   * name; with {@code CI=true} it fails.
   *
   * @param name {@code minio} or {@code temporal}
   */
  public static Path find(String name) {
    try {
      Process install =
          new ProcessBuilder(installer().toString(), name)
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      String path =
          new String(install.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      if (install.waitFor() == 0) {
        return Path.of(path);
      }
    } catch (IOException e) {
      throw new IllegalStateException("Failed to run deploy/local/install " + name, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while " + name + " was looked for", e);
    }
    String lacking = "The server " + name + " is not to be had: see deploy/local/install " + name;
    if ("true".equals(System.getenv("CI"))) {
      throw new AssertionError(lacking);
    }
    return Assumptions.abort(lacking);
  }

  private static Path installer() {
    Path start = Path.of("").toAbsolutePath();
    for (Path folder = start; folder != null; folder = folder.getParent()) {
      Path installer = folder.resolve("deploy/local/install");
      if (Files.isExecutable(installer)) {
        return installer;
      }
    }
    throw new IllegalStateException("No deploy/local/install in or above " + start);
  }
}
