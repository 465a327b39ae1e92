package org.histochain.worker.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.histochain.activities.artifact.ArtifactStore;
import org.histochain.activities.artifact.Artifacts;
import org.histochain.activities.artifact.MinioServer;
import org.histochain.activities.artifact.Stores;
import org.histochain.activities.checkpoint.Checkpoint;
import org.histochain.activities.checkpoint.CheckpointFolder;
import org.histochain.activities.checkpoint.CheckpointKeeper;
import org.histochain.activities.checkpoint.CheckpointRhythm;
import org.histochain.activities.network.Tensor;
import org.histochain.activities.report.ChainFolder;
import org.histochain.activities.report.Summary;
import org.histochain.activities.step.StepMonitor;
import org.histochain.activities.upkeep.Damage;
import org.histochain.activities.upkeep.GarbageCollection;
import org.histochain.activities.upkeep.StoreCheck;
import org.histochain.activities.upkeep.UpkeepMonitor;
import org.histochain.worker.telemetry.Telemetry;
import org.histochain.workflows.contract.ChainSpec;
import org.histochain.workflows.contract.DatasetRef;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Damages on purpose in the store of a chain that really ran. */
@Timeout(600)
class PlantedDamageTest {
  private static final Logger log = LoggerFactory.getLogger(PlantedDamageTest.class);
  private static final long SEED = Long.getLong("damage.seed", System.nanoTime());
  private static final int DAMAGES = 100;
  private static final String CHAIN = "chain";

  @TempDir private static Path folder;
  private static TinyChain tiny;
  private static DatasetRef dataset;
  private static ChainSpec spec;
  private static Summary summary;

  @BeforeAll
  static void runAChain() throws Exception {
    log.info("damage.seed is {}", SEED);
    tiny = new TinyChain(folder);
    dataset = tiny.dataset();
    spec = TinyChain.spec(dataset, tiny.list(dataset), "0.8");
    summary = tiny.run(CHAIN, spec);
    for (String key : new ChainFolder(tiny.artifacts().store(), CHAIN).stepKeys()) {
      new CheckpointKeeper(
              new CheckpointFolder(tiny.artifacts().store(), key, CHAIN),
              0,
              CheckpointRhythm.EVERY_MINUTE,
              Telemetry.silent().registry())
          .keep(
              () -> new Checkpoint(7, new TreeMap<>(Map.of("w", Tensor.scalar(3)))),
              StepMonitor.silent());
    }
  }

  @Test
  void everyDamageInAFolderIsFound() throws IOException {
    everyDamageIsFound(tiny.artifacts());
  }

  @Test
  void everyDamageInARealMinioIsFound(@TempDir Path cache) throws IOException {
    try (MinioServer server = MinioServer.start();
        ArtifactStore store = Stores.open(server.freshLocation())) {
      copy(tiny.artifacts().store(), store);
      everyDamageIsFound(new Artifacts(store, cache, Telemetry.silent().registry()));
    }
  }

  private static void everyDamageIsFound(Artifacts artifacts) throws IOException {
    assertThat(damages(artifacts.store())).isEmpty();
    Planter planter = new Planter(artifacts, dataset, CHAIN, SEED);
    int found = 0;
    for (Planter.Planted planted : planter.plan(DAMAGES)) {
      planter.plant(planted);
      List<Damage> damages = damages(artifacts.store());
      assertThat(damages).as("%s, seed %d", planted, SEED).hasSize(1);
      assertThat(damages.getFirst())
          .as("%s, seed %d", planted, SEED)
          .satisfies(
              damage -> assertTouches(damage, planted.path(), planter.isNeeded(planted.path())));
      planter.mend(planted);
      found++;
    }
    assertThat(found).isEqualTo(DAMAGES);
    assertThat(damages(artifacts.store())).isEmpty();
  }

  /** A changed name of the current version points at a version that is not there. */
  private static void assertTouches(Damage damage, String path, boolean needed) {
    if (path.startsWith("datasets/")) {
      assertThat(damage.path()).startsWith("datasets/tiny/");
      assertThat(damage.datasets()).containsExactly("tiny");
      assertThat(damage.chains()).containsExactly(CHAIN);
      return;
    }
    assertThat(damage.path()).isEqualTo(path);
    if (needed) {
      assertThat(damage.chains()).containsExactly(CHAIN);
    }
    if (path.startsWith("steps/") || path.startsWith("checkpoints/")) {
      assertThat(damage.steps())
          .singleElement()
          .satisfies(
              step -> {
                assertThat(path).contains(step.key());
                assertThat(step.step()).isNotEmpty();
              });
    }
  }

  /** Whatever its chain needs is made again to the same bits, and its records are written anew. */
  @Test
  void aDamagedChainIsNamedAndHealedByRunningItAgain() throws Exception {
    TinyChain damaged = new TinyChain(folder.resolve("damaged"));
    copy(tiny.artifacts().store(), damaged.artifacts().store());
    ArtifactStore store = damaged.artifacts().store();
    // They are whole, and of no use to a step that is redone.
    for (String checkpoint : store.list("checkpoints/")) {
      store.delete(checkpoint);
    }
    ChainFolder chain = new ChainFolder(store, CHAIN);
    String teacher = Objects.requireNonNull(summary.stages().getFirst().modelSha256());
    String student = Objects.requireNonNull(summary.stages().getLast().modelSha256());
    String selection = Objects.requireNonNull(chain.stages().get(2).selection()).sha256();
    String manifest = "steps/" + chain.stages().get(1).model().run().key() + "/manifest.json";
    List<String> broken =
        List.of(
            Artifacts.path(teacher),
            manifest,
            "chains/chain/stages.json",
            "chains/chain/state.json",
            "chains/chain/report/index.html");
    for (String path : broken) {
      store.put(path, new byte[] {1, 2, 3});
    }
    store.delete(Artifacts.path(student));
    store.delete(Artifacts.path(selection));

    List<Damage> damages = damages(store);
    assertThat(damages)
        .extracting(Damage::path)
        .contains(Artifacts.path(student), Artifacts.path(selection))
        .containsAll(broken);
    assertThat(damages).allSatisfy(damage -> assertThat(damage.chains()).containsExactly(CHAIN));

    Summary healed = damaged.run(CHAIN, spec);

    assertThat(damages(store)).isEmpty();
    assertThat(healed.stages().stream().map(Summary.Stage::modelSha256).toList())
        .isEqualTo(summary.stages().stream().map(Summary.Stage::modelSha256).toList());
    assertThat(healed.best()).isEqualTo(summary.best());
    assertThat(healed.stages())
        .extracting(Summary.Stage::reused)
        .containsExactly(false, false, true, true, false);
  }

  @Test
  void aChainsStoreIsKeptWholeByGarbageCollection() throws IOException {
    ArtifactStore store = tiny.artifacts().store();
    List<Damage> before = damages(store);
    GarbageCollection.Result result =
        new GarbageCollection(store, Duration.ZERO, true, UpkeepMonitor.silent()).run();
    assertThat(before).isEmpty();
    assertThat(result.manifests().count()).isZero();
    assertThat(result.liveChains()).isEmpty();

    TinyChain cleaned = new TinyChain(folder.resolve("cleaned"));
    copy(store, cleaned.artifacts().store());
    new GarbageCollection(cleaned.artifacts().store(), Duration.ZERO, false, UpkeepMonitor.silent())
        .run();
    assertThat(damages(cleaned.artifacts().store())).isEmpty();
    assertThat(new ChainFolder(cleaned.artifacts().store(), CHAIN).summary()).contains(summary);
  }

  private static List<Damage> damages(ArtifactStore store) throws IOException {
    return new StoreCheck(store, UpkeepMonitor.silent()).run().damages();
  }

  private static void copy(ArtifactStore from, ArtifactStore to) throws IOException {
    for (String path : from.list("")) {
      try (InputStream content = from.open(path)) {
        to.put(path, content.readAllBytes());
      }
    }
  }
}
