package org.histochain.activities.experiment;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.histochain.activities.artifact.MemoryStore;
import org.histochain.activities.audit.AuditResult;
import org.histochain.activities.audit.Perturbation;
import org.histochain.activities.audit.Perturbation.Kind;
import org.histochain.activities.audit.Perturbed;
import org.histochain.activities.statistics.Interval;
import org.histochain.workflows.contract.Scores;
import org.junit.jupiter.api.Test;

/** Calibration and audits of single chains, brought together by arm. */
class ArmEvidenceTest {
  private static final String ROW =
      """
      {"iteration": %d, "stage": "%s", "best": %s, "temperature": %s, "set": "%s", "fitted": false, "ece_before": %s, "ece_after": 0.02, "nll_before": 1.5, "nll_after": 1.1, "brier_before": 0.6, "brier_after": 0.5}
      """;

  private static final ArmRuns TWO =
      new ArmRuns(
          "chain",
          null,
          List.of(
              RunsFixture.done("study.1", RunsFixture.run("chain", 1, "0.8"), 0.5, 0.6),
              RunsFixture.done("study.2", RunsFixture.run("chain", 2, "0.8"), 0.5, 0.6)));

  private final MemoryStore store = new MemoryStore();

  private void report(String chain, String... rows) throws IOException {
    store.put(
        "chains/" + chain + "/report/data/calibration.json",
        ("[" + String.join(",", rows) + "]").getBytes(UTF_8));
  }

  @Test
  void calibrationIsTheMeanOverRunsOfEachStageAndBestIsEachRunsOwn() throws IOException {
    report(
        "study.1",
        ROW.formatted(0, "teacher", "true", 2, "test", 0.1),
        ROW.formatted(1, "pretrained", "false", 9, "test", 0.9),
        ROW.formatted(1, "finetuned", "false", 4, "test", 0.3));
    report(
        "study.2",
        ROW.formatted(0, "teacher", "false", 3, "test", 0.2),
        ROW.formatted(1, "finetuned", "true", 5, "test", 0.5));

    List<ArmCalibration> all = ArmCalibration.of(TWO, new RunTables(store));

    assertThat(all).extracting(ArmCalibration::stage).containsExactly("teacher", "1", "best");
    ArmCalibration teacher = all.getFirst();
    assertThat(teacher.temperature().mean()).isEqualTo(2.5);
    assertThat(teacher.ece().before().mean()).isEqualTo(0.15, offset(1e-12));
    assertThat(teacher.ece().after().mean()).isEqualTo(0.02, offset(1e-12));
    assertThat(all.get(1).ece().before().mean()).isEqualTo(0.4, offset(1e-12));
    assertThat(all.get(2).ece().before().mean()).isEqualTo(0.3, offset(1e-12));
    assertThat(all.get(2).nll().after().mean()).isEqualTo(1.1, offset(1e-12));
  }

  private static AuditResult audit(String chain, double difference, List<Double> interval) {
    Scores scores = new Scores(0.7, 0.7, 0.7, 0.1, Map.of(), null);
    return new AuditResult(
        AuditResult.SCHEMA,
        chain,
        "tiles",
        RunsFixture.CLASSES,
        1,
        "m1",
        30,
        10,
        scores,
        1 / 3.0,
        List.of(),
        false,
        List.of(
            new Perturbed(
                Kind.blur, 2, 0.7 + difference, difference, interval, 0.7, difference, null)),
        2);
  }

  @Test
  void robustnessOfSeveralRunsHasTheirInterval() {
    List<ArmRobustness> all =
        ArmRobustness.of(
            TWO,
            Map.of(
                "study.1", audit("study.1", -0.1, List.of(-0.2, 0.0)),
                "study.2", audit("study.2", -0.3, List.of(-0.4, -0.2)),
                "other.1", audit("other.1", 0.5, List.of(0.4, 0.6))));

    assertThat(all).hasSize(1);
    ArmRobustness blur = all.getFirst();
    assertThat(blur.change()).isEqualTo(new Perturbation(Kind.blur, 2));
    assertThat(blur.difference().mean()).isEqualTo(-0.2, offset(1e-12));
    assertThat(blur.balancedAccuracy().mean()).isEqualTo(0.5, offset(1e-12));
    // Standard error 0.1, t(0.975; 1) = 12.7062.
    assertThat(Objects.requireNonNull(blur.interval()).high())
        .isEqualTo(-0.2 + 1.27062, offset(1e-4));
  }

  @Test
  void robustnessOfOneAuditedRunHasItsIntervalOverGroupsAndOfNoneThereIsNone() {
    List<ArmRobustness> one =
        ArmRobustness.of(TWO, Map.of("study.2", audit("study.2", -0.3, List.of(-0.4, -0.2))));

    assertThat(one.getFirst().interval()).isEqualTo(new Interval(-0.4, -0.2));
    assertThat(ArmRobustness.of(TWO, Map.of())).isEmpty();
  }
}
