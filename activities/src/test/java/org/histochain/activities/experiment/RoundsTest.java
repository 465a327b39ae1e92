package org.histochain.activities.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.histochain.activities.report.StagesFixture;
import org.junit.jupiter.api.Test;

class RoundsTest {
  private static PlanRun run(String arm, long draw, String k) {
    return new PlanRun(arm, null, draw, 1, StagesFixture.spec(draw, k));
  }

  private static Plan plan(Tunable tune) {
    return new Plan(
        Plan.SCHEMA,
        "",
        tune,
        List.of(
            run("chain", 1, "0.8"),
            run("keep-all", 1, "all"),
            run("chain", 2, "0.8"),
            run("keep-all", 2, "all")),
        List.of("chain"),
        new TreeMap<>(),
        List.of());
  }

  private static Tunable tunable() {
    return new Tunable(
        List.of(run("chain", 1, "0.8"), run("chain", 2, "0.8")),
        List.of(
            new TreeMap<>(Map.of("filter.k", "0.2")),
            new TreeMap<>(Map.of("filter.k", "0.5")),
            new TreeMap<>(Map.of("filter.k", "0.9"))),
        List.of(1, 2),
        2);
  }

  private static List<String> chains(List<Rounds.NamedRun> runs) {
    return runs.stream().map(Rounds.NamedRun::chain).toList();
  }

  private static TuningResult after(List<Integer> survivors) {
    return new TuningResult(List.of(new TuningResult.Rung(1, List.of(), survivors)));
  }

  @Test
  void runsThatShareATeacherAreAFamily() {
    assertThat(new Rounds("study", plan(tunable())).families(2, after(List.of(1))))
        .extracting(RoundsTest::chains)
        .containsExactly(List.of("study.001", "study.002"), List.of("study.003", "study.004"));
  }

  @Test
  void aRungTriesTheSurvivorsForAsManyIterationsAsItHas() {
    Rounds rounds = new Rounds("study", plan(tunable()));

    assertThat(rounds.count()).isEqualTo(3);
    assertThat(rounds.families(0, null))
        .extracting(RoundsTest::chains)
        .containsExactly(
            List.of("study.t1-1-1", "study.t1-2-1", "study.t1-3-1"),
            List.of("study.t1-1-2", "study.t1-2-2", "study.t1-3-2"));
    List<Rounds.NamedRun> second = rounds.runs(1, after(List.of(2, 0)));
    assertThat(chains(second))
        .containsExactly("study.t2-1-1", "study.t2-3-1", "study.t2-1-2", "study.t2-3-2");
    assertThat(second)
        .extracting(named -> named.run().spec().filter().k())
        .containsExactly("0.2", "0.9", "0.2", "0.9");
    assertThat(second)
        .allSatisfy(named -> assertThat(named.run().spec().chain().iterations()).isEqualTo(2));
  }

  @Test
  void onlyArmsThatAreTunedTakeWhatWasChosen() {
    assertThat(new Rounds("study", plan(tunable())).runs(2, after(List.of(2))))
        .extracting(named -> named.run().spec().filter().k())
        .containsExactly("0.9", "all", "0.9", "all");
  }
}
