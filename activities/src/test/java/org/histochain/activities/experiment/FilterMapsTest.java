package org.histochain.activities.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.histochain.activities.experiment.FilterMap.Point;
import org.histochain.activities.experiment.FilterMap.State;
import org.histochain.activities.experiment.TuningResult.CandidateScore;
import org.histochain.activities.experiment.TuningResult.Rung;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FilterMapsTest {
  private static SortedMap<String, String> candidate(String... settings) {
    SortedMap<String, String> candidate = new TreeMap<>();
    for (int n = 0; n < settings.length; n += 2) {
      candidate.put(settings[n], settings[n + 1]);
    }
    return candidate;
  }

  private static CandidateScore score(int candidate, double... draws) {
    List<@Nullable Double> scores = new ArrayList<>();
    double sum = 0;
    for (double draw : draws) {
      scores.add(draw);
      sum += draw;
    }
    return new CandidateScore(candidate, scores, sum / draws.length);
  }

  private static Results results(
      @Nullable Tunable tune,
      @Nullable TuningResult tuning,
      List<ArmResult> arms,
      List<RunOutcome> runs) {
    Plan plan =
        new Plan(
            Plan.SCHEMA,
            "",
            tune,
            runs.stream().map(RunOutcome::run).toList(),
            List.of(),
            new TreeMap<>(),
            List.of());
    return new Results("study", plan, tuning, new TreeMap<>(), List.of(), arms, runs, false);
  }

  private static Tunable tune(List<SortedMap<String, String>> candidates) {
    return new Tunable(
        List.of(RunsFixture.run("chain", 1, "0.8"), RunsFixture.run("chain", 2, "0.8")),
        candidates,
        List.of(1, 2),
        2);
  }

  @Test
  void everyRungIsAMapThatSaysWhatBecameOfEachKAndP() {
    Tunable tune =
        tune(
            List.of(
                candidate("filter.k", "all", "filter.p", "1"),
                candidate("filter.k", "50", "filter.p", "1"),
                candidate("filter.k", "0.25", "filter.p", "2"),
                candidate("filter.k", "0.25", "filter.p", "1")));
    TuningResult tuning =
        new TuningResult(
            List.of(
                new Rung(
                    1,
                    List.of(
                        score(0, 0.5, 0.7),
                        score(1, 0.4, 0.4),
                        new CandidateScore(2, List.of(0.9), null),
                        score(3, 0.8, 0.8)),
                    List.of(3, 0)),
                new Rung(2, List.of(score(0, 0.9, 0.9), score(3, 0.7, 0.7)), List.of(0))));

    List<FilterMap> maps = new FilterMaps(results(tune, tuning, List.of(), List.of())).all();

    assertThat(maps).extracting(FilterMap::rung).containsExactly(1, 2);
    FilterMap first = maps.getFirst();
    assertThat(first.iterations()).isEqualTo(1);
    assertThat(first.ks()).containsExactly("0.25", "50", "all");
    assertThat(first.ps()).containsExactly("1", "2");
    assertThat(first.at("50", "2")).isEmpty();
    assertThat(states(first)).containsExactly(State.goesOn, State.left, State.failed, State.goesOn);
    assertThat(states(maps.getLast()))
        .containsExactly(State.chosen, State.leftBefore, State.leftBefore, State.left);
    assertThat(maps.getLast().points().get(1).note()).isEqualTo("left in rung 1");

    // t(0.975; 1) is 12.706, the standard error of 0.5 and 0.7 is 0.1.
    Point all = first.at("all", "1").orElseThrow();
    assertThat(all.score()).isEqualTo(0.6, offset(1e-12));
    assertThat(Objects.requireNonNull(all.interval()).high())
        .isEqualTo(0.6 + 12.7062 * 0.1, offset(1e-4));
    assertThat(first.share(0.4)).isZero();
    assertThat(first.share(0.6)).isEqualTo(50);
    assertThat(first.share(0.8)).isEqualTo(100);
  }

  private static List<State> states(FilterMap map) {
    return map.points().stream().map(Point::state).toList();
  }

  @Test
  void whatElseIsTunedHasMapsOfItsOwnAndOneValueIsNone() {
    Tunable tune =
        tune(
            List.of(
                candidate("filter.k", "0.2", "pretrain.epochs", "5"),
                candidate("filter.k", "0.2", "pretrain.epochs", "9"),
                candidate("filter.k", "0.8", "pretrain.epochs", "5"),
                candidate("filter.k", "0.8", "pretrain.epochs", "9")));
    TuningResult tuning =
        new TuningResult(
            List.of(
                new Rung(
                    2,
                    List.of(score(0, 0.1), score(1, 0.2), score(2, 0.3), score(3, 0.4)),
                    List.of(3))));

    assertThat(new FilterMaps(results(tune, tuning, List.of(), List.of())).all())
        .extracting(FilterMap::of)
        .containsExactly("chain with pretrain.epochs 5", "chain with pretrain.epochs 9");

    Tunable other =
        tune(List.of(candidate("pretrain.epochs", "5"), candidate("pretrain.epochs", "9")));
    assertThat(new FilterMaps(results(other, tuning, List.of(), List.of())).all()).isEmpty();
  }

  @Test
  void armsThatDifferInNothingElseShareAMapOfTest() {
    PlanRun shorter = RunsFixture.run("shorter", 1, "0.5");
    List<RunOutcome> runs =
        List.of(
            RunsFixture.done("study.1", RunsFixture.run("chain", 1, "0.8"), 0.5, 0.6),
            RunsFixture.done("study.2", RunsFixture.run("keep-all", 1, "all"), 0.5, 0.7),
            RunsFixture.done("study.3", RunsFixture.run("tuned", 1, "0.8"), 0.5, 0.6),
            RunsFixture.done("study.4", shorter.with(shorter.spec().withIterations(1)), 0.5, 0.9));
    List<ArmResult> arms =
        runs.stream()
            .map(
                run ->
                    new ArmResult(
                        run.run().arm(),
                        null,
                        "best",
                        1,
                        new ArmResult.Range(6, 6),
                        Objects.requireNonNull(run.result().stages().getLast().test())
                            .balancedAccuracy(),
                        null,
                        null,
                        null,
                        0.5))
            .toList();

    List<FilterMap> maps = new FilterMaps(results(null, null, arms, runs)).all();

    assertThat(maps).hasSize(1);
    assertThat(maps.getFirst().points())
        .containsExactly(
            new Point("0.8", "1", 0.6, null, 1, State.run, "chain, tuned"),
            new Point("all", "1", 0.7, null, 1, State.run, "keep-all"));
  }
}
