package org.histochain.activities.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.histochain.activities.artifact.Artifacts;
import org.histochain.activities.artifact.DamagedArtifactException;
import org.histochain.activities.artifact.MemoryStore;
import org.histochain.workflows.contract.ArtifactRef;
import org.histochain.workflows.contract.StepContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StepRunnerTest {
  private static final StepContext CONTEXT = new StepContext("chain-a", 2);
  private static final StepIdentity IDENTITY =
      new StepIdentity("filter", 1, Map.of("k", "0.8"), new TreeMap<>());
  private static final String KEY = IDENTITY.key();
  private static final String MANIFEST = "steps/" + KEY + "/manifest.json";
  private static final String MARKER = "chains/chain-a/steps/" + KEY;

  private record Metrics(double loss, int rows) {}

  @TempDir private Path cache = Path.of("");
  private final MemoryStore store = new MemoryStore();
  private final MeterRegistry meters = new SimpleMeterRegistry();
  private final AtomicInteger works = new AtomicInteger();
  private Artifacts artifacts = new Artifacts(store, cache, meters);
  private StepRunner runner = runner("cpu-avx2");

  @BeforeEach
  void open() {
    artifacts = new Artifacts(store, cache, meters);
    runner = runner("cpu-avx2");
  }

  @Test
  void firstRunDoesTheWorkAndWritesTheManifest() throws IOException {
    StepResult result = runner.run(CONTEXT, IDENTITY, making("kept"));

    assertThat(result.reused()).isFalse();
    assertThat(result.key()).isEqualTo(KEY);
    assertThat(artifacts.read(result.output("selection"))).isEqualTo(bytes("kept"));
    assertThat(result.metrics(Metrics.class)).isEqualTo(new Metrics(0.25, 7));
    assertThat(result.run().seconds()).isEqualTo(result.seconds()).isPositive();
    Manifest manifest = Json.mapper().readValue(read(MANIFEST), Manifest.class);
    assertThat(manifest.schema()).isEqualTo(1);
    assertThat(manifest.step()).isEqualTo("filter");
    assertThat(manifest.key()).isEqualTo(KEY);
    assertThat(manifest.request().path("k").asText()).isEqualTo("0.8");
    assertThat(manifest.result().outputs()).containsEntry("selection", result.output("selection"));
    assertThat(manifest.producer()).isEqualTo(new Producer("1.2.3", "cpu-avx2"));
    assertThat(manifest.run().chain()).isEqualTo("chain-a");
  }

  @Test
  void finishedStepIsReusedWithItsSeconds() throws IOException {
    StepResult first = runner.run(CONTEXT, IDENTITY, making("kept"));
    StepResult second = runner.run(CONTEXT, IDENTITY, making("kept"));

    assertThat(works).hasValue(1);
    assertThat(second.reused()).isTrue();
    assertThat(second.seconds()).isEqualTo(first.seconds());
    assertThat(second.output("selection")).isEqualTo(first.output("selection"));
    assertThat(second.metrics(Metrics.class)).isEqualTo(new Metrics(0.25, 7));
    assertThat(steps("done")).isEqualTo(1);
    assertThat(steps("reused")).isEqualTo(1);
    assertThat(meters.get("histochain.step").tag("step", "filter").timer().count()).isEqualTo(1);
  }

  @Test
  void stepFinishedOnAnotherNumericFamilyIsReused() throws IOException {
    runner("gpu-h100").run(CONTEXT, IDENTITY, making("kept"));

    assertThat(runner.run(CONTEXT, IDENTITY, making("other bits")).reused()).isTrue();
  }

  @Test
  void otherIdentityIsDoneAnew() throws IOException {
    runner.run(CONTEXT, IDENTITY, making("kept"));
    StepIdentity other = new StepIdentity("filter", 1, Map.of("k", "0.6"), new TreeMap<>());

    assertThat(runner.run(CONTEXT, other, making("less")).reused()).isFalse();
    assertThat(works).hasValue(2);
  }

  @Test
  void markerStandsBeforeTheWorkBegins() throws IOException {
    runner.run(
        CONTEXT,
        IDENTITY,
        () -> {
          StepMarker marker = Json.mapper().readValue(read(MARKER), StepMarker.class);
          assertThat(marker.step()).isEqualTo("filter");
          assertThat(marker.iteration()).isEqualTo(2);
          assertThat(marker.finishedAt()).isNull();
          assertThat(store.size(MANIFEST)).isEmpty();
          return making("kept").run();
        });

    assertThat(works).hasValue(1);
  }

  @Test
  void chainThatReusesAStepMarksItToo() throws IOException {
    runner.run(CONTEXT, IDENTITY, making("kept"));
    runner.run(new StepContext("chain-b", 1), IDENTITY, making("kept"));

    assertThat(store.list("chains/")).containsExactly(MARKER, "chains/chain-b/steps/" + KEY);
    assertThat(works).hasValue(1);
  }

  @Test
  void chainIdThatIsAPathIsRefused() {
    assertThatThrownBy(() -> runner.run(new StepContext("../b", 1), IDENTITY, making("kept")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("../b");
    assertThat(works).hasValue(0);
  }

  @Test
  void failedWorkLeavesNoManifest() throws IOException {
    assertThatThrownBy(
            () ->
                runner.run(
                    CONTEXT,
                    IDENTITY,
                    () -> {
                      throw new StepFailure("Diverged", "the loss is NaN");
                    }))
        .isInstanceOf(StepFailure.class);

    assertThat(store.list("")).containsExactly(MARKER);
    assertThat(runner.run(CONTEXT, IDENTITY, making("kept")).reused()).isFalse();
  }

  @Test
  void outputThatWasNotUploadedIsNamedAndLeavesNoManifest() throws IOException {
    ArtifactRef absent = new ArtifactRef("c".repeat(64), 3);

    assertThatThrownBy(
            () ->
                runner.run(
                    CONTEXT,
                    IDENTITY,
                    () -> new StepOutput(new TreeMap<>(Map.of("model", absent)), Map.of())))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("filter")
        .hasMessageContaining("model");
    assertThat(store.size(MANIFEST)).isEmpty();
  }

  @Test
  void loserOfTheRaceReturnsTheWinnersResult() throws IOException {
    List<StepResult> winners = new ArrayList<>();
    StepResult loser =
        runner.run(
            CONTEXT,
            IDENTITY,
            () -> {
              winners.add(runner("gpu-h100").run(CONTEXT, IDENTITY, making("winner's")));
              return making("loser's").run();
            });

    StepResult winner = winners.getFirst();
    assertThat(works).hasValue(2);
    assertThat(winner.reused()).isFalse();
    assertThat(loser.reused()).isTrue();
    assertThat(loser.output("selection")).isEqualTo(winner.output("selection"));
    assertThat(loser.seconds()).isEqualTo(winner.seconds());
    assertThat(artifacts.read(loser.output("selection"))).isEqualTo(bytes("winner's"));
  }

  @Test
  void ofManyRacersAllReturnOneResult() throws Exception {
    int racers = 8;
    CyclicBarrier start = new CyclicBarrier(racers);
    List<Future<StepResult>> running = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(racers)) {
      for (int index = 0; index < racers; index++) {
        String content = "racer " + index;
        running.add(
            threads.submit(
                () ->
                    runner.run(
                        CONTEXT,
                        IDENTITY,
                        () -> {
                          await(start);
                          return making(content).run();
                        })));
      }
    }

    List<StepResult> results = new ArrayList<>();
    for (Future<StepResult> each : running) {
      results.add(each.get());
    }
    assertThat(results)
        .extracting(result -> result.output("selection"))
        .containsOnly(results.getFirst().output("selection"));
    assertThat(results).filteredOn(result -> !result.reused()).hasSize(1);
    assertThat(store.list("quarantine/")).isEmpty();
  }

  @Test
  void lostAnswerToOnesOwnPublicationIsNoLostRace() throws IOException {
    Artifacts forgetful = new Artifacts(new ForgetfulStore(store), cache, meters);
    StepRunner itsRunner = new StepRunner(forgetful, new Producer("1.2.3", "cpu-avx2"), meters);

    assertThat(itsRunner.run(CONTEXT, IDENTITY, making("kept")).reused()).isFalse();
    assertThat(store.list("quarantine/")).isEmpty();
    assertThat(runner.run(CONTEXT, IDENTITY, making("kept")).reused()).isTrue();
  }

  @Test
  void damagedOutputIsRepairedByDoingTheStepAgain() throws IOException {
    StepResult first = runner.run(CONTEXT, IDENTITY, making("kept"));
    byte[] manifest = read(MANIFEST);
    store.put(Artifacts.path(first.output("selection").sha256()), bytes("keqt"));
    StepResult second = runner.run(CONTEXT, IDENTITY, making("kept"));

    assertThat(works).hasValue(2);
    assertThat(second.reused()).isFalse();
    assertThat(second.output("selection")).isEqualTo(first.output("selection"));
    assertThat(artifacts.isWhole(first.output("selection"))).isTrue();
    assertThat(read(MANIFEST)).isEqualTo(manifest);
    assertThat(store.list("quarantine/")).isEmpty();
    assertThat(runner.run(CONTEXT, IDENTITY, making("kept")).reused()).isTrue();
  }

  @Test
  void missingOutputIsMadeAgain() throws IOException {
    StepResult first = runner.run(CONTEXT, IDENTITY, making("kept"));
    store.delete(Artifacts.path(first.output("selection").sha256()));

    assertThat(runner.run(CONTEXT, IDENTITY, making("kept")).reused()).isFalse();
    assertThat(artifacts.isWhole(first.output("selection"))).isTrue();
  }

  @Test
  void damagedOutputThatComesOutOtherwiseMakesItsManifestGiveWay() throws IOException {
    StepResult first = runner("gpu-h100").run(CONTEXT, IDENTITY, making("kept"));
    byte[] old = read(MANIFEST);
    store.put(Artifacts.path(first.output("selection").sha256()), bytes("damage"));
    StepResult second = runner.run(CONTEXT, IDENTITY, making("other bits"));

    assertThat(second.reused()).isFalse();
    assertThat(artifacts.read(second.output("selection"))).isEqualTo(bytes("other bits"));
    assertThat(store.list("quarantine/")).hasSize(1);
    assertThat(read(store.list("quarantine/").getFirst())).isEqualTo(old);
    StepResult third = runner.run(CONTEXT, IDENTITY, making("never made"));
    assertThat(third.reused()).isTrue();
    assertThat(third.output("selection")).isEqualTo(second.output("selection"));
  }

  @Test
  void damagedManifestIsPutAsideAndTheStepDoneAgain() throws IOException {
    StepResult first = runner.run(CONTEXT, IDENTITY, making("kept"));
    String whole = new String(read(MANIFEST), StandardCharsets.UTF_8);
    List<byte[]> damages =
        List.of(
            new byte[0],
            bytes(whole.substring(0, whole.length() / 2)),
            bytes("null"),
            bytes("[]"),
            bytes("{}"),
            bytes(whole + "trailing"),
            bytes(whole.replace(KEY, "d".repeat(64))),
            bytes(whole.replace(first.output("selection").sha256(), "no digest")),
            new byte[] {0, 0, (byte) 0xff, (byte) 0xfe, 0, 1, 2, 3});
    for (byte[] damage : damages) {
      store.put(MANIFEST, damage);
      StepResult again = runner.run(CONTEXT, IDENTITY, making("kept"));

      assertThat(again.reused()).isFalse();
      assertThat(again.output("selection")).isEqualTo(first.output("selection"));
      assertThat(runner.run(CONTEXT, IDENTITY, making("kept")).reused()).isTrue();
    }

    List<byte[]> aside = new ArrayList<>();
    for (String path : store.list("quarantine/")) {
      aside.add(read(path));
    }
    assertThat(aside).containsExactlyInAnyOrderElementsOf(damages);
  }

  @Test
  void manifestWithoutASealIsAnOlderVersionsAndReused() throws IOException {
    runner.run(CONTEXT, IDENTITY, making("kept"));
    store.put(
        MANIFEST,
        Json.mapper()
            .writerWithDefaultPrettyPrinter()
            .writeValueAsBytes(SealedJson.read(read(MANIFEST)).tree()));

    assertThat(runner.run(CONTEXT, IDENTITY, making("kept")).reused()).isTrue();
    assertThat(store.list("quarantine/")).isEmpty();
  }

  @Test
  void anyBitOfAManifestThatHasChangedIsNoticed() throws IOException {
    runner.run(CONTEXT, IDENTITY, making("kept"));
    byte[] whole = read(MANIFEST);
    for (int bit = 0; bit < whole.length * 8; bit++) {
      byte[] changed = whole.clone();
      changed[bit / 8] ^= (byte) (1 << (bit % 8));
      assertThatThrownBy(() -> Manifests.parse(KEY, changed))
          .as("bit %d", bit)
          .isInstanceOf(DamagedArtifactException.class);
    }
  }

  @Test
  void markerSaysThatTheChainHasTheResult() throws IOException {
    runner.run(CONTEXT, IDENTITY, making("kept"));
    assertThat(SealedJson.read(read(MARKER), StepMarker.class).finishedAt()).isNotNull();
    runner.run(new StepContext("chain-b", 1), IDENTITY, making("kept"));
    StepMarker reused = SealedJson.read(read("chains/chain-b/steps/" + KEY), StepMarker.class);
    assertThat(reused.finishedAt()).isNotNull();
  }

  @Test
  void manifestOfANewerVersionIsLeftAlone() throws IOException {
    runner.run(CONTEXT, IDENTITY, making("kept"));
    byte[] newer = SealedJson.write(SealedJson.read(read(MANIFEST)).tree().put("schema", 2));
    store.put(MANIFEST, newer);

    assertThatThrownBy(() -> runner.run(CONTEXT, IDENTITY, making("kept")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("schema 2")
        .hasMessageContaining(KEY);
    assertThat(read(MANIFEST)).isEqualTo(newer);
  }

  @Test
  void outputOfAnUnknownNameIsNamed() throws IOException {
    StepResult result = runner.run(CONTEXT, IDENTITY, making("kept"));

    assertThatThrownBy(() -> result.output("model"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("model")
        .hasMessageContaining("selection");
  }

  private StepRunner runner(String numericFamily) {
    return new StepRunner(artifacts, new Producer("1.2.3", numericFamily), meters);
  }

  private StepWork making(String content) {
    return () -> {
      works.incrementAndGet();
      ArtifactRef selection = artifacts.put(bytes(content));
      return new StepOutput(new TreeMap<>(Map.of("selection", selection)), new Metrics(0.25, 7));
    };
  }

  private double steps(String outcome) {
    return meters
        .get("histochain.steps")
        .tag("step", "filter")
        .tag("outcome", outcome)
        .counter()
        .count();
  }

  private static void await(CyclicBarrier barrier) throws IOException {
    try {
      barrier.await();
    } catch (Exception e) {
      throw new IOException("The racers did not meet", e);
    }
  }

  private byte[] read(String path) throws IOException {
    try (InputStream content = store.open(path)) {
      return content.readAllBytes();
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
