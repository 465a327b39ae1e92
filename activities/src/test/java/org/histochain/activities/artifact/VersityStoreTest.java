package org.histochain.activities.artifact;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** The contract on a second S3 server: nothing is relied upon that MinIO alone does. */
class VersityStoreTest extends ArtifactStoreContract {
  private static @Nullable VersityServer running;

  @BeforeAll
  static void startServer(@TempDir Path folder) throws IOException {
    running = VersityServer.start(folder);
  }

  @AfterAll
  static void stopServer() {
    if (running != null) {
      running.close();
    }
  }

  @Override
  ArtifactStore openEmpty() throws IOException {
    return Stores.open(requireNonNull(running, "the server is not running").freshLocation());
  }
}
