package org.histochain.activities.upkeep;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.histochain.activities.artifact.Artifacts;
import org.histochain.activities.artifact.DamagedArtifactException;
import org.histochain.activities.artifact.ForwardingStore;
import org.histochain.activities.dataset.DatasetManifest;
import org.histochain.activities.dataset.DatasetShard;
import org.histochain.activities.dataset.Datasets;
import org.histochain.activities.filtering.ScoreIndex;
import org.histochain.activities.step.Json;
import org.histochain.activities.step.Manifest;
import org.histochain.activities.step.StepResult;
import org.histochain.workflows.contract.ArtifactRef;
import org.histochain.workflows.contract.ScoreTable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GarbageCollectionTest {
  @TempDir private Path cache;
  private AgingStore aging;

  @BeforeEach
  void openStore() {
    aging = new AgingStore(cache);
  }

  @Test
  void whatNothingRefersToGoesWhenItIsOlderThanTheGrace() throws IOException {
    String stray = Artifacts.path(aging.artifacts.put("stray".getBytes(UTF_8)).sha256());

    GarbageCollection.Result young = aging.collect();
    assertThat(young.all()).isEqualTo(Sum.NONE);
    assertThat(young.young()).isEqualTo(new Sum(1, 5));
    assertThat(aging.store.list("")).containsExactly(stray);

    aging.passGrace();
    assertThat(aging.collect(true).objects()).isEqualTo(new Sum(1, 5));
    assertThat(aging.store.list("")).containsExactly(stray);

    GarbageCollection.Result old = aging.collect();
    assertThat(old.objects()).isEqualTo(new Sum(1, 5));
    assertThat(old.all()).isEqualTo(new Sum(1, 5));
    assertThat(aging.store.list("")).isEmpty();
  }

  @Test
  void whatAChainHoldsStaysHoweverOldAndGoesWhenTheChainIsForgotten() throws IOException {
    aging.end("a");
    aging.end("b");
    StepResult shared = aging.step("a", "shared");
    aging.step("b", "shared");
    StepResult own = aging.step("a", "own");
    aging.passGrace();

    assertThat(aging.collect().all()).isEqualTo(Sum.NONE);
    assertThat(aging.check().damages()).filteredOn(damage -> !isDataset(damage)).isEmpty();

    new Forgetting(aging.store, UpkeepMonitor.silent()).chain("a");
    List<String> before = aging.store.list("");
    GarbageCollection.Result dry = aging.collect(true);
    assertThat(aging.store.list("")).isEqualTo(before);
    GarbageCollection.Result result = aging.collect();

    assertThat(result.objects().count()).isEqualTo(1);
    assertThat(result.manifests().count()).isEqualTo(1);
    assertThat(dry.all()).isEqualTo(result.all());
    assertThat(aging.artifacts.isWhole(own.output("selection"))).isFalse();
    assertThat(aging.store.stat(Manifest.path(own.key()))).isEmpty();
    assertThat(aging.artifacts.isWhole(shared.output("selection"))).isTrue();
    assertThat(aging.step("b", "shared").reused()).isTrue();
  }

  @Test
  void dataSetsKeepTheirShardsIndexesAndImportsUnderWay() throws IOException {
    ArtifactRef shard = aging.artifacts.put("shard".getBytes(UTF_8));
    ArtifactRef index = aging.artifacts.put("index".getBytes(UTF_8));
    ArtifactRef part = aging.artifacts.put("part".getBytes(UTF_8));
    new Datasets(aging.artifacts)
        .publish(
            new DatasetManifest(
                1,
                "set",
                List.of("ADI", "TUM"),
                16,
                List.of(new DatasetShard(shard.sha256(), shard.size(), 3)),
                index,
                new TreeMap<>(Map.of("-", List.of(2, 1))),
                0,
                "npz"));
    aging.store.put(
        "datasets/other/parts/" + "1".repeat(64) + ".json", Json.canonical(Map.of("blob", part)));
    aging.passGrace();

    assertThat(aging.collect().all()).isEqualTo(Sum.NONE);
    for (ArtifactRef blob : List.of(shard, index, part)) {
      assertThat(aging.artifacts.isWhole(blob)).isTrue();
    }
    new Forgetting(aging.store, UpkeepMonitor.silent()).dataset("set");
    assertThat(aging.collect().objects().count()).isEqualTo(2);
    assertThat(aging.artifacts.isWhole(part)).isTrue();
  }

  @Test
  void checkpointsGoWithTheirStepAndWhatAZombieWritesLater() throws IOException {
    aging.end("a");
    StepResult done = aging.step("a", "done");
    String begun = "b".repeat(64);
    aging.store.put("chains/a/steps/" + begun, new byte[] {'x'});
    String zombies = checkpoint(done.key());
    String needed = checkpoint(begun);
    String nobodys = checkpoint("d".repeat(64));
    aging.store.put("quarantine/steps/x/manifest.json.1", "aside".getBytes(UTF_8));

    assertThat(aging.collect().all()).isEqualTo(Sum.NONE);
    aging.passGrace();
    String young = checkpoint(done.key() + "/late");
    GarbageCollection.Result result = aging.collect();

    assertThat(result.checkpoints().count()).isEqualTo(2);
    assertThat(result.quarantine()).isEqualTo(new Sum(1, 5));
    assertThat(aging.store.list("checkpoints/")).containsExactlyInAnyOrder(needed, young);
    assertThat(aging.store.list("checkpoints/")).doesNotContain(zombies, nobodys);
    assertThat(aging.store.list("quarantine/")).isEmpty();
  }

  private String checkpoint(String key) throws IOException {
    String path = "checkpoints/" + key + "/a.00000000/000000000010";
    aging.store.put(path, "checkpoint".getBytes(UTF_8));
    return path;
  }

  /** Its index of score tables is known to Temporal's history alone. */
  @Test
  void whatAChainInCourseHasPutStaysThoughItIsPausedForLong() throws IOException {
    aging.artifacts.put("before".getBytes(UTF_8));
    aging.pass(Duration.ofHours(1));
    aging.begin("paused").steered(AgingStore.spec("set"), true);
    ArtifactRef index = aging.artifacts.put("index".getBytes(UTF_8));
    aging.pass(Duration.ofDays(30));

    GarbageCollection.Result result = aging.collect();

    assertThat(result.objects()).isEqualTo(new Sum(1, 6));
    assertThat(result.liveChains()).containsExactly("paused");
    assertThat(aging.artifacts.isWhole(index)).isTrue();
    aging.end("paused");
    assertThat(aging.collect().objects()).isEqualTo(new Sum(1, 5));
  }

  @Test
  void theTablesOfAnIndexStayThoughTheirManifestsAreLost() throws IOException {
    aging.end("a");
    ArtifactRef table = aging.step("a", "table").output("selection");
    ArtifactRef index =
        aging.artifacts.put(Json.canonical(new ScoreIndex(List.of(new ScoreTable(table, 1)))));
    aging.store.put("chains/a/note.json", Json.canonical(Map.of("scores", index)));
    for (String manifest : aging.store.list("steps/")) {
      aging.store.delete(manifest);
    }
    aging.passGrace();

    assertThat(aging.collect().objects()).isEqualTo(Sum.NONE);
    assertThat(aging.artifacts.isWhole(table)).isTrue();
  }

  @Test
  void nothingIsGarbageWhileARootIsDamaged() throws IOException {
    aging.end("a");
    aging.artifacts.put("stray".getBytes(UTF_8));
    aging.passGrace();
    byte[] settings;
    try (InputStream content = aging.store.open("chains/a/chain.json")) {
      settings = content.readAllBytes();
    }
    settings[40] ^= 1;
    aging.store.put("chains/a/chain.json", settings);

    assertThatThrownBy(() -> aging.collect())
        .isInstanceOf(DamagedArtifactException.class)
        .hasMessageContaining("chains/a/chain.json")
        .hasMessageContaining("histochain artifacts verify");
    assertThat(aging.store.list("objects/")).hasSize(1);
  }

  /** Between the look at who holds a manifest and its removal a chain may begin its step. */
  @Test
  void aManifestThatAChainBeginsToHoldMeanwhileIsPutBack() throws IOException {
    aging.end("a");
    aging.end("late");
    StepResult step = aging.step("a", "step");
    new Forgetting(aging.store, UpkeepMonitor.silent()).chain("a");
    aging.passGrace();
    ForwardingStore racing =
        new ForwardingStore(aging.store) {
          @Override
          public boolean deleteIfOlder(String path, Instant time) throws IOException {
            if (path.equals(Manifest.path(step.key()))) {
              aging.store.put("chains/late/steps/" + step.key(), new byte[] {'x'});
            }
            return super.deleteIfOlder(path, time);
          }
        };

    GarbageCollection.Result result =
        new GarbageCollection(racing, AgingStore.GRACE, false, UpkeepMonitor.silent()).run();

    assertThat(result.all()).isEqualTo(Sum.NONE);
    assertThat(aging.artifacts.isWhole(step.output("selection"))).isTrue();
    assertThat(aging.step("late", "step").reused()).isTrue();
  }

  @Test
  void aBlobThatIsPutAgainJustBeforeItsDeletionStays() throws IOException {
    ArtifactRef blob = aging.artifacts.put("again".getBytes(UTF_8));
    aging.passGrace();
    ForwardingStore racing =
        new ForwardingStore(aging.store) {
          @Override
          public boolean deleteIfOlder(String path, Instant time) throws IOException {
            aging.artifacts.put("again".getBytes(UTF_8));
            return super.deleteIfOlder(path, time);
          }
        };

    assertThat(
            new GarbageCollection(racing, AgingStore.GRACE, false, UpkeepMonitor.silent())
                .run()
                .objects())
        .isEqualTo(Sum.NONE);
    assertThat(aging.artifacts.isWhole(blob)).isTrue();
  }

  @Test
  void aNegativeGraceIsRefused() {
    assertThatThrownBy(
            () ->
                new GarbageCollection(
                    aging.store, Duration.ofSeconds(-1), true, UpkeepMonitor.silent()))
        .hasMessageContaining("-1");
  }

  private static boolean isDataset(Damage damage) {
    return damage.kind().equals(Kinds.DATASET);
  }
}
