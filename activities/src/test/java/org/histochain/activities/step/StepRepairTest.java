package org.histochain.activities.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.histochain.activities.artifact.ArtifactStore;
import org.histochain.activities.artifact.Artifacts;
import org.histochain.activities.artifact.DamagedArtifactException;
import org.histochain.activities.artifact.MinioServer;
import org.histochain.activities.artifact.Stores;
import org.histochain.workflows.contract.ArtifactRef;
import org.histochain.workflows.contract.StepContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real MinIO notices rotten bytes by itself, and then gives none at all. */
class StepRepairTest {
  private static final StepContext CONTEXT = new StepContext("chain", 1);
  private static final StepIdentity IDENTITY =
      new StepIdentity("filter", 1, Map.of("k", "0.8"), new TreeMap<>());

  @TempDir private Path cache = Path.of("");

  @Test
  void rottenObjectsOfAFinishedStepAreMadeAgain() throws IOException {
    try (MinioServer server = MinioServer.start();
        ArtifactStore store = Stores.open(server.location())) {
      Artifacts artifacts = new Artifacts(store, cache, new SimpleMeterRegistry());
      StepRunner runner =
          new StepRunner(artifacts, new Producer("1", "cpu"), new SimpleMeterRegistry());
      StepWork work =
          () ->
              new StepOutput(
                  new TreeMap<>(
                      Map.of("small", put(artifacts, 1_000), "big", put(artifacts, 1_000_000))),
                  Map.of());
      StepResult first = runner.run(CONTEXT, IDENTITY, work);

      for (String object :
          new String[] {
            Artifacts.path(first.output("small").sha256()),
            Artifacts.path(first.output("big").sha256()),
            Manifest.path(first.key())
          }) {
        server.rot(object);
        StepResult again = runner.run(CONTEXT, IDENTITY, work);

        assertThat(again.reused()).as(object).isFalse();
        assertThat(again.output("big")).isEqualTo(first.output("big"));
        assertThat(runner.run(CONTEXT, IDENTITY, work).reused()).as(object).isTrue();
      }
    }
  }

  @Test
  void rottenBlobIsDamagedAndNoOutage() throws IOException {
    try (MinioServer server = MinioServer.start();
        ArtifactStore store = Stores.open(server.location())) {
      Artifacts artifacts = new Artifacts(store, cache, new SimpleMeterRegistry());
      ArtifactRef blob = put(artifacts, 1_000_000);
      server.rot(Artifacts.path(blob.sha256()));

      assertThat(artifacts.isWhole(blob)).isFalse();
      assertThatThrownBy(() -> artifacts.fetch(blob))
          .isInstanceOf(DamagedArtifactException.class)
          .hasMessageContaining(Artifacts.path(blob.sha256()));
    }
  }

  private static ArtifactRef put(Artifacts artifacts, int size) throws IOException {
    byte[] content = new byte[size];
    new Random(size).nextBytes(content);
    return artifacts.put(content);
  }
}
