package org.histochain.bench.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.histochain.activities.artifact.ArtifactStore;
import org.histochain.activities.artifact.Artifacts;
import org.histochain.activities.artifact.Sha256;
import org.histochain.activities.artifact.StoreLocation;
import org.histochain.activities.artifact.Stores;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every check can fail, and names what made it. */
class VerdictTest {
  private static final String KEY = "a".repeat(64);

  @TempDir Path folder;
  private ArtifactStore store;
  private Verdict verdict;

  @BeforeEach
  void open() throws IOException {
    store = Stores.open(StoreLocation.folder(folder));
    SortedMap<String, String> results = new TreeMap<>(Map.of(KEY, "{\"outputs\":{}}"));
    Expected expected =
        new Expected("commit", "settings", "family", new TreeMap<>(), results, 100, 0.1);
    verdict = new Verdict(new StoreState(store), expected);
  }

  @Test
  void whatIsAsItShouldBePasses() throws IOException {
    manifest("{\"outputs\":{}}");
    verdict.store();
    verdict.steps(Map.of(KEY, 1), List.of());
    verdict.faults(List.of(report(FaultKind.KILL_WORKER, 40, 25)));
    assertThat(verdict.failures()).isEmpty();
  }

  @Test
  void anObjectOfAnotherDigestFails() throws IOException {
    manifest("{\"outputs\":{}}");
    store.put(Artifacts.path(Sha256.of(new byte[3])), new byte[4]);
    verdict.store();
    assertThat(verdict.failures()).singleElement().asString().contains("wrong digest");
  }

  @Test
  void anotherResultFailsAndSoDoesNone() throws IOException {
    verdict.store();
    manifest("{\"outputs\":{\"model\":1}}");
    verdict.store();
    assertThat(verdict.failures()).hasSize(2).allMatch(failure -> failure.contains(KEY));
  }

  @Test
  void aManifestPutAsideWithAnotherResultFails() throws IOException {
    manifest("{\"outputs\":{}}");
    put("quarantine/steps/" + KEY + "/manifest.json.1", text("{\"outputs\":{\"model\":1}}"));
    put("quarantine/steps/" + KEY + "/manifest.json.2", "{torn");
    verdict.store();
    assertThat(verdict.failures()).singleElement().asString().endsWith("manifest.json.1");
  }

  @Test
  void aStepDoneTwiceFailsUnlessItWasDamaged() {
    verdict.steps(
        Map.of(KEY, 2), List.of(new Damage.Done("steps/" + KEY + "/manifest.json", KEY, "", true)));
    assertThat(verdict.failures()).isEmpty();
    verdict.steps(Map.of(KEY, 2), List.of());
    assertThat(verdict.failures()).singleElement().asString().contains("done 2 times");
  }

  @Test
  void workAndTimeBeyondTheirBoundsFail() {
    verdict.faults(
        List.of(
            report(FaultKind.KILL_WORKER, 41, 1),
            report(FaultKind.DAMAGE_CHECKPOINT, 80, 1),
            report(FaultKind.DAMAGE_CHECKPOINT, 81, 1),
            report(FaultKind.NET_CUT, 0, 25.1)));
    assertThat(verdict.failures()).hasSize(3);
  }

  private static FaultReport report(FaultKind kind, long lost, double seconds) {
    return new FaultReport(
        1, kind.label(), "worker", "pretrain-1", 60, "now", 0, seconds, lost, "");
  }

  private void manifest(String result) throws IOException {
    put("steps/" + KEY + "/manifest.json", text(result));
  }

  private static String text(String result) {
    return "{\"step\":\"pretrain\",\"key\":\"%s\",\"result\":%s}".formatted(KEY, result);
  }

  private void put(String path, String text) throws IOException {
    store.put(path, text.getBytes(StandardCharsets.UTF_8));
  }
}
