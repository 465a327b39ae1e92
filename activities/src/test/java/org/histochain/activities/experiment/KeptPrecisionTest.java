package org.histochain.activities.experiment;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.histochain.activities.artifact.MemoryStore;
import org.junit.jupiter.api.Test;

class KeptPrecisionTest {
  private static final String ROW =
      """
      {"iteration": %d, "pseudo_label": "%s", "above": %s, "up_to": %s, "of": "%s", "right": %d, "wrong": %d, "precision": 0.5, "precision_low": 0, "precision_high": 1}
      """;

  private final MemoryStore store = new MemoryStore();

  private static String row(
      int iteration, String label, double above, String of, int right, int wrong) {
    return ROW.formatted(iteration, label, above, above + 0.05, of, right, wrong);
  }

  private void report(String chain, String... rows) throws IOException {
    store.put(
        "chains/" + chain + "/report/data/precision.json",
        ("[" + String.join(",", rows) + "]").getBytes(UTF_8));
  }

  private static ArmRuns runs(String... chains) {
    return new ArmRuns(
        "chain",
        null,
        Arrays.stream(chains)
            .map(chain -> RunsFixture.done(chain, RunsFixture.run("chain", 1, "0.8"), 0.5, 0.6))
            .toList());
  }

  @Test
  void isTheMeanOverRunsOfWhatWasKeptByClassAndByConfidence() throws IOException {
    report(
        "study.1",
        row(1, "TUM", 0.9, "pool", 100, 100),
        row(1, "TUM", 0.9, "kept", 5, 0),
        row(1, "TUM", 0.5, "kept", 1, 2),
        row(1, "ADI", 0.9, "kept", 2, 0));
    report("study.2", row(1, "TUM", 0.9, "kept", 3, 1));

    List<KeptPrecision> all = KeptPrecision.of(runs("study.1", "study.2"), new RunTables(store));

    assertThat(all)
        .extracting(
            one ->
                "%s %s".formatted(one.pseudoLabel(), one.bin() == null ? "-" : one.bin().above()))
        .containsExactly("null -", "ADI -", "TUM -", "null 0.5", "null 0.9");
    KeptPrecision whole = all.getFirst();
    assertThat(whole.runs()).isEqualTo(2);
    assertThat(whole.right()).isEqualTo(11);
    assertThat(whole.wrong()).isEqualTo(3);
    // 8 of 10 and 3 of 4: mean 0.775, standard error 0.025, t(0.975; 1) = 12.7062; 1.09 is cut.
    assertThat(whole.precision()).isEqualTo(0.775, offset(1e-12));
    assertThat(whole.interval().low()).isEqualTo(0.775 - 12.7062 * 0.025, offset(1e-4));
    assertThat(whole.interval().high()).isEqualTo(1);
    // 7 of 7 and 3 of 4 above 0.9.
    assertThat(all.getLast().precision()).isEqualTo(0.875, offset(1e-12));
  }

  @Test
  void ofOneRunTheIntervalIsWilsons() throws IOException {
    report("study.1", row(1, "TUM", 0.9, "kept", 8, 2));

    KeptPrecision whole = KeptPrecision.of(runs("study.1"), new RunTables(store)).getFirst();

    // (p + z²/2n ± z sqrt(p(1-p)/n + z²/4n²)) / (1 + z²/n), p = 0.8, n = 10, z = 1.959964.
    assertThat(whole.interval().low()).isEqualTo(0.4901625, offset(1e-6));
    assertThat(whole.interval().high()).isEqualTo(0.9433178, offset(1e-6));
  }

  @Test
  void iterationsRiseAndAReportWithoutTruthHasNone() throws IOException {
    report("study.1", row(2, "TUM", 0.9, "kept", 1, 1), row(1, "TUM", 0.9, "kept", 1, 0));

    List<KeptPrecision> all = KeptPrecision.of(runs("study.1", "study.2"), new RunTables(store));

    assertThat(all).extracting(KeptPrecision::iteration).isSorted().contains(1, 2);
    assertThat(all).extracting(KeptPrecision::runs).containsOnly(1);
    assertThat(KeptPrecision.of(runs("study.2"), new RunTables(store))).isEmpty();
    assertThat(Objects.requireNonNull(all.getLast().bin()).upTo()).isEqualTo(0.95, offset(1e-9));
  }
}
