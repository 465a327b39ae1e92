package org.histochain.worker.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.histochain.activities.experiment.Standing;
import org.histochain.activities.report.Alarm;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ExperimentScreenTextTest {
  private static final String LINK = "http://127.0.0.1:8233/namespaces/default/workflows/study";

  private static Standing.Run run(int number, Standing.State state, @Nullable String message) {
    Alarm alarm = new Alarm(Alarm.Kind.vanishingClass, 1, List.of("TUM"), "Iteration 1: no TUM.");
    return new Standing.Run(
        "study.%03d".formatted(number),
        "chain, draw %d, seed 1".formatted(number),
        number,
        state,
        message,
        state == Standing.State.waiting ? null : Double.valueOf(0.5),
        state == Standing.State.done ? List.of(alarm) : List.of(),
        null,
        null);
  }

  private static ExperimentStatus status(int running) {
    List<Standing.Run> runs = new ArrayList<>();
    runs.add(run(1, Standing.State.done, null));
    runs.add(run(2, Standing.State.failed, "the loss is NaN\n\u001b[2J"));
    for (int number = 0; number < running; number++) {
      runs.add(run(3 + number, Standing.State.running, null));
    }
    runs.add(run(3 + running, Standing.State.waiting, null));
    Standing standing =
        new Standing(
            "study",
            "tissue",
            1,
            new TreeMap<>(Map.of("filter.k", "0.8")),
            false,
            List.of(
                new Standing.Round(1, List.of(run(9, Standing.State.done, null))),
                new Standing.Round(null, runs)));
    return new ExperimentStatus(standing, "running", 1, 720.0, null);
  }

  private static List<String> fit(int running, TerminalSize size) {
    return new ExperimentScreenText(status(running), "a note", "4711@host (all roles)", LINK)
        .fit(size);
  }

  @Test
  void aScreenShowsRoundsChainsWhatIsLeftWorkersAndLink() {
    assertThat(fit(1, TerminalSize.USUAL))
        .containsExactly(
            "study: running",
            "tissue, tuned to filter.k 0.8",
            "",
            "round                families  ended  chains  done  failed  running  left",
            "tuning, rung 1 of 1         1      1       1     1       0        0     0",
            "runs                        4      2       4     1       1        1     1",
            "",
            "chain      run                    state    validation",
            "study.002  chain, draw 2, seed 1  failed   0.500       the loss is NaN [2J",
            "study.003  chain, draw 3, seed 1  running  0.500",
            "",
            "[##########################..........................]  50 %",
            "Left     about 12 min in this round, if its chains take as long as those that",
            "are done",
            "a note",
            "Alarm    study.001: Iteration 1: no TUM.",
            "",
            "Workers  4711@host (all roles)",
            "Page     " + LINK,
            "Ctrl-C ends watching, the experiment runs on");
  }

  @Test
  void fortyColumnsKeepTheRoundInCourseAndTheWholeLink() {
    List<String> lines = fit(1, new TerminalSize(30, 40));
    assertThat(lines)
        .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(40))
        .contains("Runs: 1 of 4 chains done, 1 failed,");
    assertThat(String.join("", lines)).contains(LINK);
  }

  @Test
  void aLowScreenLeavesOutTheEarliestChains() {
    List<String> lines = fit(20, new TerminalSize(22, 100));
    assertThat(lines).hasSize(22).contains("... 17 earlier");
    assertThat(lines).anyMatch(line -> line.startsWith("study.022"));
    assertThat(lines).last().isEqualTo("Ctrl-C ends watching, the experiment runs on");
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "2, 10", "5, 40", "12, 40", "24, 20", "50, 300"})
  void noScreenIsTooSmall(int rows, int columns) {
    assertThat(fit(20, new TerminalSize(rows, columns)))
        .hasSizeBetween(1, rows)
        .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(columns))
        .allSatisfy(line -> assertThat(line).doesNotContainPattern("\\p{Cntrl}"));
  }
}
