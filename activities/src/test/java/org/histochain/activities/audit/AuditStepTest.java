package org.histochain.activities.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.histochain.activities.artifact.Sha256;
import org.histochain.activities.baseline.ColourFeatures;
import org.histochain.activities.dataset.PatchFile;
import org.histochain.activities.report.ChainFolder;
import org.histochain.activities.stain.MacenkoNormaliser;
import org.histochain.activities.step.Json;
import org.histochain.activities.step.Manifest;
import org.histochain.activities.step.Manifests;
import org.histochain.activities.step.StepFailure;
import org.histochain.activities.step.StepMonitor;
import org.histochain.activities.table.PatchRow;
import org.histochain.workflows.contract.Scores;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AuditStepTest {
  @TempDir private Path folder;
  private AuditFixture fixture;

  @BeforeEach
  void makePatches() throws IOException {
    fixture = new AuditFixture(folder);
  }

  @Test
  void scoresEveryPerturbationAsTheModelDoesOnChangedPixels() throws IOException {
    AuditResult audit = fixture.step.run(fixture.request("best", null), StepMonitor.silent());

    assertThat(audit.patches()).isEqualTo(45);
    assertThat(audit.groups()).isBetween(2, 44);
    assertThat(audit.chance()).isEqualTo(1.0 / 9);
    assertThat(audit.perturbations()).hasSameSizeAs(Perturbation.standard());
    double before = audit.network().accuracy();
    assertThat(before)
        .isBetween(0.1, 0.6)
        .isEqualTo(accuracy(new Perturbation(Perturbation.Kind.rotation, 0)));
    for (Perturbed one : audit.perturbations()) {
      double after = accuracy(new Perturbation(one.kind(), one.strength()));
      assertThat(one.accuracy()).isEqualTo(after, within(1e-12));
      assertThat(one.accuracyDifference()).isEqualTo(after - before, within(1e-12));
      assertThat(one.balancedAccuracyDifference())
          .isEqualTo(one.balancedAccuracy() - audit.network().balancedAccuracy(), within(1e-12));
      if (one.kind() == Perturbation.Kind.rotation && one.strength() % 90 == 0) {
        assertThat(one.balancedAccuracyInterval()).containsExactly(0.0, 0.0);
        assertThat(one.accuracyInterval()).containsExactly(0.0, 0.0);
      } else {
        assertThat(one.balancedAccuracyInterval())
            .hasSize(2)
            .satisfies(
                ends ->
                    assertThat(one.balancedAccuracyDifference())
                        .isBetween(ends.getFirst(), ends.getLast()))
            .isNotEqualTo(List.of(0.0, 0.0));
      }
    }
    assertThat(fixture.scratch).isEmptyDirectory();
  }

  @Test
  void setsTwoColourOnlyModelsBesideIt() throws IOException {
    AuditResult audit = fixture.step.run(fixture.request("best", null), StepMonitor.silent());

    assertThat(audit.colour())
        .extracting(ColourAlone::features)
        .containsExactly(ColourFeatures.histogram, ColourFeatures.means);
    double network = audit.network().balancedAccuracy();
    for (ColourAlone colour : audit.colour()) {
      // Synthetic classes are stained alike enough that colour helps and does not suffice.
      assertThat(colour.balancedAccuracy()).isGreaterThan(1.0 / 9).isLessThan(1);
      assertThat(colour.share())
          .isEqualTo((colour.balancedAccuracy() - 1.0 / 9) / (network - 1.0 / 9), within(1e-12));
    }
    double best =
        audit.colour().stream().mapToDouble(ColourAlone::balancedAccuracy).max().orElseThrow();
    assertThat(audit.colourWarning()).isEqualTo(best - 1.0 / 9 > 0.5 * (network - 1.0 / 9));
  }

  @Test
  void warnsWhereColourHasMoreThanHalfOrTheNetworkNothing() {
    assertThat(AuditResult.warns(List.of(colour(0.4, 0.7)))).isFalse();
    assertThat(AuditResult.warns(List.of(colour(0.4, 0.7), colour(0.46, 0.7)))).isTrue();
    assertThat(colour(0.45, 0.7).share()).isEqualTo(0.5, within(1e-12));
    assertThat(colour(0.1, 0.2).share()).isNull();
    assertThat(AuditResult.warns(List.of(colour(0.1, 0.2)))).isTrue();
  }

  @Test
  void notesItsLookBeforeItSeesTestAndRemembersTheScores() throws IOException {
    AuditResult first = fixture.step.run(fixture.request("best", null), StepMonitor.silent());
    int seen = fixture.seen.size();
    AuditResult again = fixture.step.run(fixture.request("best", null), StepMonitor.silent());

    assertThat(seen).isEqualTo(45 * (1 + Perturbation.standard().size()));
    assertThat(fixture.seen).hasSize(seen);
    assertThat(again).isEqualTo(first);
    assertThat(first.testSeen()).isEqualTo(1);
    ChainFolder chain = new ChainFolder(fixture.artifacts.store(), AuditFixture.CHAIN);
    assertThat(chain.stepKeys()).contains(chain.testLooks().getFirst());

    AuditResult other = fixture.step.run(fixture.request("another", null), StepMonitor.silent());
    assertThat(other.testSeen()).isEqualTo(2);
    assertThat(fixture.seen).hasSize(2 * seen);
  }

  @Test
  void makesTheSameScoresForVersion1EverywhereAndAlways() throws IOException {
    fixture.step.run(fixture.request("best", null), StepMonitor.silent());

    Map<String, String> made = new TreeMap<>();
    Manifests manifests = new Manifests(fixture.artifacts.store());
    for (String key : new ChainFolder(fixture.artifacts.store(), AuditFixture.CHAIN).stepKeys()) {
      Manifest manifest = manifests.find(key).orElseThrow();
      made.put(
          manifest.step() + " " + manifest.algorithmVersion(),
          Sha256.of(Json.canonical(List.of(manifest.result(), manifest.metrics()))));
    }
    assertThat(made)
        .containsExactly(
            Map.entry(
                "audit 1", "4977e0ff4d3829c57fe0a08a9f2e5e8252da43dfb636ded92e5bf18eb0a7cbae"),
            Map.entry(
                "colourHistogram 1",
                "5a56090e2c640148c34177643e152b2be973fb59686ffa77f053017a887e0dee"),
            Map.entry(
                "colourMeans 1",
                "a0221c66fc63cf2e2f605a1ac1911940096642f763e3d78f9d97d4a59cb8ec34"));
  }

  @Test
  void aLookThatFailsIsALook() throws IOException {
    AuditStep failing =
        fixture.stepWith(
            (input, model, patches, monitor) -> {
              throw new IOException("the engine is away");
            });
    assertThatThrownBy(() -> failing.run(fixture.request("best", null), StepMonitor.silent()))
        .hasMessage("the engine is away");

    assertThat(new ChainFolder(fixture.artifacts.store(), AuditFixture.CHAIN).testLooks())
        .hasSize(1);
    assertThat(fixture.scratch).isEmptyDirectory();
  }

  @Test
  void perturbsBeforeStainsAreNormalised() throws IOException {
    fixture.step.run(fixture.request("best", "macenko"), StepMonitor.silent());

    Perturbation first = Perturbation.standard().getFirst();
    try (PatchFile raw = raw()) {
      for (int index = 0; index < raw.size(); index++) {
        byte[] pixels = raw.patch(index).toArray(ValueLayout.JAVA_BYTE);
        assertThat(fixture.seen.get(index)).isEqualTo(new MacenkoNormaliser().apply(pixels));
        assertThat(fixture.seen.get(raw.size() + index))
            .isEqualTo(new MacenkoNormaliser().apply(first.apply(pixels, raw.side())));
      }
    }
  }

  @Test
  void refusesAChainWithoutTest() {
    assertThatThrownBy(
            () -> fixture.step.run(fixture.request("best", null, List.of()), StepMonitor.silent()))
        .isInstanceOf(StepFailure.class)
        .hasMessage(
            "Chain a-chain has no test patch, so there is nothing to audit: audit one whose data set has a test part");
  }

  @Test
  void isReadBackFromItsJson() throws IOException {
    AuditResult audit = fixture.step.run(fixture.request("best", null), StepMonitor.silent());
    byte[] json = Json.mapper().writeValueAsBytes(audit);
    assertThat(Json.mapper().readValue(json, AuditResult.class)).isEqualTo(audit);
  }

  private double accuracy(Perturbation perturbation) throws IOException {
    int right = 0;
    try (PatchFile raw = raw()) {
      for (int index = 0; index < raw.size(); index++) {
        PatchRow row = fixture.test.get(index);
        byte[] pixels = raw.patch(index).toArray(ValueLayout.JAVA_BYTE);
        byte[] changed = perturbation.apply(pixels, raw.side());
        right += fixture.called(row.id(), changed) == row.classIndex() ? 1 : 0;
      }
    }
    return right / 45.0;
  }

  private PatchFile raw() throws IOException {
    return fixture.patches.load(fixture.manifest, fixture.test.stream().map(PatchRow::id).toList());
  }

  /** Of five classes. */
  private static ColourAlone colour(double balanced, double network) {
    return ColourAlone.of(ColourFeatures.means, scores(balanced), scores(network), 0.2);
  }

  private static Scores scores(double balanced) {
    return new Scores(balanced, balanced, balanced, 0, Map.of(), null);
  }
}
