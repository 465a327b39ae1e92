package org.histochain.activities.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.histochain.activities.artifact.MemoryStore;
import org.histochain.activities.report.ChainFolder;
import org.histochain.activities.report.StagesFixture;
import org.histochain.activities.step.StepFailure;
import org.junit.jupiter.api.Test;

class ChoosingTest {
  private final MemoryStore store = new MemoryStore();
  private final Tunable tune =
      new Tunable(
          List.of(
              new PlanRun("chain", null, 1, 1, StagesFixture.spec(1, "0.8")),
              new PlanRun("chain", null, 2, 2, StagesFixture.spec(2, "0.8"))),
          List.of(
              new TreeMap<>(Map.of("filter.k", "0.2")),
              new TreeMap<>(Map.of("filter.k", "0.5")),
              new TreeMap<>(Map.of("filter.k", "0.9"))),
          List.of(1, 2),
          2);
  private final Rounds rounds =
      new Rounds(
          "study",
          new Plan(Plan.SCHEMA, "", tune, List.of(), List.of(), new TreeMap<>(), List.of()));
  private final Choosing choosing = new Choosing(store, rounds, tune);

  private void reached(int rung, int candidate, double... scores) throws IOException {
    for (int draw = 0; draw < scores.length; draw++) {
      ChainFolder folder = new ChainFolder(store, rounds.tuningChain(rung, candidate, draw));
      folder.begin(StagesFixture.spec(1, "0.8"));
      StagesFixture.teacherOnly(folder, scores[draw]);
      folder.endWithTestShut();
    }
  }

  @Test
  void theBetterHalfByTheirMeanGoesOnAndTiesGoToTheEarlier() throws IOException {
    reached(0, 0, 0.5, 0.7);
    reached(0, 1, 0.9, 0.1);
    reached(0, 2, 0.6, 0.6);

    TuningResult first = choosing.choose(0, null);

    assertThat(first.rungs().getFirst().survivors()).containsExactly(0, 2);
    reached(1, 0, 0.5, 0.5);
    reached(1, 2, 0.6, 0.6);
    TuningResult second = choosing.choose(1, first);
    assertThat(second.rungs()).hasSize(2);
    assertThat(second.chosen()).isEqualTo(2);
    assertThat(second.rungs().getLast().scores())
        .extracting(TuningResult.CandidateScore::mean)
        .containsExactly(0.5, 0.6);
  }

  @Test
  void aCandidateOfWhichAChainFailedIsOut() throws IOException {
    reached(0, 0, 0.5, 0.5);
    reached(0, 1, 0.9, 0.9);
    reached(0, 2, 0.4, 0.4);
    ChainFolder failed = new ChainFolder(store, rounds.tuningChain(0, 1, 1));
    failed.failed("Diverged", "the loss is NaN");

    TuningResult result = choosing.choose(0, null);

    assertThat(result.rungs().getFirst().survivors()).containsExactly(0, 2);
    assertThat(result.rungs().getFirst().scores().get(1).mean()).isNull();
  }

  @Test
  void nothingToChooseFromIsAFailureThatNamesAChain() {
    assertThatThrownBy(() -> choosing.choose(0, null))
        .isInstanceOf(StepFailure.class)
        .hasMessageContaining("histochain status study.t1-1-1");
  }
}
