package org.histochain.activities.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.histochain.activities.artifact.MemoryStore;
import org.histochain.activities.report.ChainFolder;
import org.histochain.activities.report.StagesFixture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class StandingReaderTest {
  private static final Plan PLAN =
      new Plan(
          Plan.SCHEMA,
          "",
          new Tunable(
              List.of(run("chain", 1, "0.8")),
              List.of(
                  new TreeMap<>(Map.of("filter.k", "0.2")),
                  new TreeMap<>(Map.of("filter.k", "0.9"))),
              List.of(1),
              2),
          List.of(run("chain", 1, "0.8"), run("keep-all", 1, "all"), run("chain", 2, "0.8")),
          List.of("chain"),
          new TreeMap<>(),
          List.of());

  private final MemoryStore store = new MemoryStore();
  private final ExperimentFolder folder = new ExperimentFolder(store, "study");
  private final StandingReader reader = new StandingReader(store, "study");

  private static PlanRun run(String arm, long draw, String k) {
    return new PlanRun(arm, null, draw, 1, StagesFixture.spec(draw, k));
  }

  @BeforeEach
  void plan() throws IOException {
    folder.begin(PLAN);
  }

  private ChainFolder begun(String chain) throws IOException {
    ChainFolder begun = new ChainFolder(store, chain);
    begun.begin(StagesFixture.spec(1, "0.8"));
    return begun;
  }

  private Standing read() throws IOException {
    return reader.read().orElseThrow();
  }

  @Test
  void anExperimentThatIsNotThereHasNone() throws IOException {
    assertThat(new StandingReader(store, "other").read()).isEmpty();
  }

  @Test
  void beforeTuningHasChosenTheReportedRunsAreNotKnown() throws IOException {
    ChainFolder first = begun("study.t1-1-1");
    StagesFixture.teacherOnly(first, 0.625);

    Standing standing = read();

    assertThat(standing.dataset()).isEqualTo(PLAN.runs().getFirst().spec().dataset().name());
    assertThat(standing.rungs()).isEqualTo(1);
    assertThat(standing.chosen()).isNull();
    assertThat(standing.reported()).isFalse();
    assertThat(standing.rounds()).hasSize(1);
    Standing.Round rung = standing.rounds().getFirst();
    assertThat(rung.iterations()).isEqualTo(1);
    assertThat(rung.families()).isEqualTo(1);
    assertThat(rung.familiesEnded()).isZero();
    assertThat(rung.runs())
        .extracting(Standing.Run::chain, Standing.Run::state, Standing.Run::validation)
        .containsExactly(
            tuple("study.t1-1-1", Standing.State.running, 0.625),
            tuple("study.t1-2-1", Standing.State.waiting, null));
  }

  @Test
  void afterTuningFamiliesAreCountedWithTheirChains() throws IOException {
    begun("study.t1-1-1").endWithTestShut();
    begun("study.t1-2-1").failed("Diverged", "the loss is NaN");
    folder.recordTuning(new TuningResult(List.of(new TuningResult.Rung(1, List.of(), List.of(1)))));
    begun("study.001").endWithTestShut();
    begun("study.003").failed("Diverged", "the loss is NaN");

    Standing standing = read();

    assertThat(standing.chosen()).isEqualTo(Map.of("filter.k", "0.9"));
    assertThat(standing.rounds()).hasSize(2);
    assertThat(standing.inCourse()).isEqualTo(1);
    assertThat(standing.rounds().getFirst().familiesEnded()).isEqualTo(1);
    assertThat(standing.rounds().getFirst().count(Standing.Run::failed)).isEqualTo(1);
    Standing.Round runs = standing.rounds().getLast();
    assertThat(runs.iterations()).isNull();
    assertThat(runs.families()).isEqualTo(2);
    assertThat(runs.familiesEnded()).isEqualTo(1);
    assertThat(runs.runs())
        .extracting(Standing.Run::run, Standing.Run::family, Standing.Run::message)
        .containsExactly(
            tuple("chain, draw 1, seed 1", 0, null),
            tuple("keep-all, draw 1, seed 1", 0, null),
            tuple("chain, draw 2, seed 1", 1, "the loss is NaN"));
  }

  @Test
  void aChainThatIsDoneIsNotReadAgain() throws IOException {
    ChainFolder chain = begun("study.t1-1-1");
    chain.endWithTestShut();
    Standing before = read();
    chain.failed("Diverged", "the loss is NaN");

    assertThat(read()).isEqualTo(before);
    assertThat(new StandingReader(store, "study").read()).get().isNotEqualTo(before);
  }

  private static Standing.Run run(
      int number, Standing.State state, @Nullable String started, @Nullable String changed) {
    return new Standing.Run(
        "study." + number, "chain", number, state, null, null, List.of(), started, changed);
  }

  /** Of 60, 100 and 400 s the median is 100; the running ones have 70 and none of it left. */
  @Test
  void theTimeLeftIsByTheMedianOfTheChainsThatAreDone() {
    Instant now = Instant.parse("2026-01-01T12:00:00Z");
    List<Standing.Run> runs =
        new ArrayList<>(
            List.of(
                run(1, Standing.State.done, "2026-01-01T10:00:00Z", "2026-01-01T10:01:00Z"),
                run(2, Standing.State.done, "2026-01-01T10:00:00Z", "2026-01-01T10:06:40Z"),
                run(3, Standing.State.done, "2026-01-01T10:00:00Z", "2026-01-01T10:01:40Z"),
                run(4, Standing.State.failed, "2026-01-01T10:00:00Z", "2026-01-01T10:00:01Z"),
                run(5, Standing.State.running, "2026-01-01T11:59:30Z", "2026-01-01T11:59:30Z"),
                run(6, Standing.State.running, "2026-01-01T11:00:00Z", "2026-01-01T11:00:00Z"),
                run(7, Standing.State.waiting, null, null)));

    assertThat(new Standing.Round(null, runs).secondsLeft(now)).isEqualTo((100 + 70 + 0) / 2.0);
    assertThat(new Standing.Round(null, runs.subList(0, 4)).secondsLeft(now)).isNull();
    assertThat(new Standing.Round(null, runs.subList(3, 7)).secondsLeft(now)).isNull();
  }
}
