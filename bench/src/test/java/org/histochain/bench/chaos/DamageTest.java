package org.histochain.bench.chaos;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import org.histochain.activities.artifact.ArtifactStore;
import org.histochain.activities.artifact.Artifacts;
import org.histochain.activities.artifact.Sha256;
import org.histochain.activities.artifact.StoreLocation;
import org.histochain.activities.artifact.Stores;
import org.histochain.activities.draw.Draw;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DamageTest {
  private static final byte[] MODEL = "weights and biases".getBytes(UTF_8);
  private static final String KEY = "a".repeat(64);

  @TempDir Path folder;
  private ArtifactStore store;
  private Damage damage;

  @BeforeEach
  void open() throws IOException {
    store = Stores.open(StoreLocation.folder(folder));
    damage = new Damage(store, Draw.of(1, "damage"));
  }

  @Test
  void aFlippedObjectKeepsItsLengthAndIsFoundUntilItIsMended() throws IOException {
    finishedStep();
    Damage.Done done = damage.artifact(fault(0)).orElseThrow();
    assertThat(done.path()).isEqualTo(Artifacts.path(Sha256.of(MODEL)));
    assertThat(read(done.path())).hasSameSizeAs(MODEL).isNotEqualTo(MODEL);
    assertThat(damage.standing()).containsExactly(done);
    assertThat(new StoreState(store).damagedObjects()).containsExactly(done.path());
    store.put(done.path(), MODEL);
    assertThat(damage.standing()).isEmpty();
    assertThat(new StoreState(store).damagedObjects()).isEmpty();
  }

  @Test
  void aTruncatedManifestIsShorterAndNamesItsStep() throws IOException {
    finishedStep();
    int before = read("steps/" + KEY + "/manifest.json").length;
    Damage.Done done = damage.artifact(fault(3)).orElseThrow();
    assertThat(done.key()).isEqualTo(KEY);
    assertThat(read(done.path())).hasSize(before / 2);
    assertThat(damage.standing()).as("manifests are judged by their results").isEmpty();
  }

  @Test
  void theNewestOfSeveralCheckpointsIsDamaged() throws IOException {
    assertThat(damage.checkpoint(fault(0))).isEmpty();
    for (String update : List.of("b/000000000040", "a/000000000080", "a/start-000000000000")) {
      store.put("checkpoints/" + KEY + "/" + update, MODEL);
    }
    assertThat(damage.checkpoint(fault(0)).orElseThrow().path()).endsWith("a/000000000080");
    assertThat(read("checkpoints/" + KEY + "/b/000000000040")).isEqualTo(MODEL);
  }

  private void finishedStep() throws IOException {
    store.put(Artifacts.path(Sha256.of(MODEL)), MODEL);
    String manifest =
        """
        {"schema": 1, "step": "pretrain", "algorithmVersion": 1, "key": "%s", "request": {}, "inputs": {},
         "result": {"outputs": {"model": {"sha256": "%s", "size": %d}}}, "metrics": {},
         "producer": {"version": "test", "numericFamily": "none"},
         "run": {"host": "here", "startedAt": "now", "seconds": 1, "chain": "chain"}}
        """
            .formatted(KEY, Sha256.of(MODEL), MODEL.length);
    store.put("steps/" + KEY + "/manifest.json", manifest.getBytes(UTF_8));
  }

  private static PlannedFault fault(int turn) {
    return new PlannedFault(1, FaultKind.DAMAGE_ARTIFACT, turn, 0);
  }

  private byte[] read(String path) throws IOException {
    try (InputStream content = store.open(path)) {
      return content.readAllBytes();
    }
  }
}
