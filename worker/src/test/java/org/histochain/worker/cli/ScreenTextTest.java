package org.histochain.worker.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.DoubleStream;
import org.histochain.worker.runtime.Role;
import org.histochain.worker.runtime.SeenWorker;
import org.histochain.workflows.contract.StepProgress;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ScreenTextTest {
  private static final String LINK = "http://127.0.0.1:8233/namespaces/default/workflows/tissue-1";

  @Test
  void aScreenShowsStagesStepWorkersAndLink() {
    assertThat(text(status(null, 0.6), "4711@host (all roles)").fit(TerminalSize.USUAL))
        .containsExactly(
            "tissue-1: running",
            "tissue, 54 labelled, 546 in the pool, 100 validation, 300 test",
            "",
            "iteration  stage       selected  validation  95 % interval     test  seconds",
            "        0  teacher            -       0.500  0.450 - 0.550        -     12.5",
            "        1  pretrained       123       0.990  0.940 - 1.040        -     12.5",
            "        1  finetuned        123       0.600  0.550 - 0.650        -     12.5",
            "",
            "Step     pretrain-2",
            "[#############.......................................]  25 %",
            "epoch 2/8, 700 images/s, 0:12 left, loss 0.500",
            "",
            "Workers  4711@host (all roles)",
            "Page     " + LINK,
            "Ctrl-C ends watching, the chain runs on");
  }

  @Test
  void fortyColumnsKeepScoresAndTheWholeLink() {
    List<String> lines =
        text(status(null, 0.6), "4711@host (all roles)").fit(new TerminalSize(24, 40));
    assertThat(lines)
        .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(40))
        .contains(
            " 0 teacher    0.500 (0.450 - 0.550)", "[########........................]  25 %");
    assertThat(String.join("", lines)).contains(LINK);
  }

  @Test
  void aLowScreenLeavesOutTheEarliestStages() {
    double[] students = DoubleStream.iterate(0.5, score -> score + 0.01).limit(20).toArray();
    List<String> lines = text(status(null, students), null).fit(new TerminalSize(16, 80));
    assertThat(lines).hasSize(16).contains("   ... 37 earlier");
    assertThat(lines.get(3)).startsWith("iteration");
    assertThat(lines.get(8)).startsWith("       20  finetuned");
    assertThat(lines).last().isEqualTo("Ctrl-C ends watching, the chain runs on");
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "2, 10", "5, 40", "12, 40", "24, 20", "50, 300"})
  void noScreenIsTooSmall(int rows, int columns) {
    ChainStatus status = status("attempt 3 of pretrain, after: a long failure\n\u001b[2Jsays", 0.6);
    assertThat(text(status, "4711@host (train, infer)").fit(new TerminalSize(rows, columns)))
        .hasSizeBetween(1, rows)
        .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(columns))
        .allSatisfy(line -> assertThat(line).doesNotContainPattern("\\p{Cntrl}"));
  }

  @Test
  void aChainThatNoWorkerHasPreparedWaits() {
    ChainStatus status =
        new ChainStatus(ChainStatusReader.blank("x"), "running", null, null, null, "filter waits");
    assertThat(new ScreenText(status, "a note", null, null).fit(TerminalSize.USUAL))
        .containsExactly(
            "x: running",
            "",
            "Step     waiting",
            "filter waits",
            "a note",
            "",
            "Ctrl-C ends watching, the chain runs on");
  }

  @Test
  void workersAreNamedWithTheirRoles() {
    assertThat(
            WorkersLine.of(
                List.of(
                    new SeenWorker("1@a", Set.of(Role.values())),
                    new SeenWorker("2@b", Set.of(Role.CPU, Role.TRAIN)))))
        .isEqualTo("1@a (all roles), 2@b (train, cpu)");
    assertThat(WorkersLine.of(List.of())).contains("none").contains("histochain worker");
  }

  private static ScreenText text(ChainStatus status, @Nullable String workers) {
    return new ScreenText(status, null, workers, LINK);
  }

  private static ChainStatus status(@Nullable String message, double... students) {
    return new ChainStatus(
        StoredChains.summary("tissue-1", 0.5, students),
        "running",
        "pretrain-2",
        new StepProgress("pretrain-2", 30, 120, 2, 8, 0.5, 700, 12),
        null,
        message);
  }
}
