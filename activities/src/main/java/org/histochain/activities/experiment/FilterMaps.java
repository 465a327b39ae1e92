package org.histochain.activities.experiment;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.TreeMap;
import org.histochain.activities.artifact.Sha256;
import org.histochain.activities.experiment.FilterMap.Point;
import org.histochain.activities.experiment.FilterMap.State;
import org.histochain.activities.statistics.Spread;
import org.histochain.activities.step.Json;
import org.histochain.workflows.contract.FilterSpec;
import org.histochain.workflows.contract.Settable;
import org.jspecify.annotations.Nullable;

/**
 * What an experiment says of K and P: a map for each rung of tuning, on validation, since chains of
 * unequal length do not compare; and one for arms that differ in nothing else, on test.
 */
final class FilterMaps {
  private static final String K = "filter.k";
  private static final String P = "filter.p";

  private final Results results;

  FilterMaps(Results results) {
    this.results = requireNonNull(results, "results is null");
  }

  /** Returns the maps; a single K and P is none. */
  List<FilterMap> all() {
    List<FilterMap> maps = new ArrayList<>();
    TuningResult tuning = results.tuning();
    if (tuning != null) {
      for (int rung = 0; rung < tuning.rungs().size(); rung++) {
        maps.addAll(tried(tuning, rung));
      }
    }
    maps.addAll(run());
    return maps.stream().filter(map -> map.points().size() > 1).toList();
  }

  private List<FilterMap> tried(TuningResult tuning, int rung) {
    Tunable tune = results.plan().requireTune();
    if (tune.candidates().stream().noneMatch(one -> one.containsKey(K) || one.containsKey(P))) {
      return List.of();
    }
    PlanRun run = tune.runs().getFirst();
    SequencedMap<String, List<Point>> byOthers = new LinkedHashMap<>();
    for (int candidate = 0; candidate < tune.candidates().size(); candidate++) {
      SortedMap<String, String> others = new TreeMap<>(tune.candidates().get(candidate));
      String k = Objects.requireNonNullElse(others.remove(K), run.spec().filter().k());
      String p =
          Objects.requireNonNullElse(others.remove(P), Integer.toString(run.spec().filter().p()));
      String of = run.name() + (others.isEmpty() ? "" : " with " + settings(others));
      byOthers
          .computeIfAbsent(of, _ -> new ArrayList<>())
          .add(tried(tuning, rung, candidate, k, p));
    }
    int iterations = tuning.rungs().get(rung).iterations();
    List<FilterMap> maps = new ArrayList<>();
    byOthers.forEach(
        (of, points) -> {
          if (points.stream().anyMatch(point -> point.score() != null)) {
            maps.add(new FilterMap("validation", of, rung + 1, iterations, points));
          }
        });
    return maps;
  }

  private static String settings(SortedMap<String, String> settings) {
    List<String> texts = new ArrayList<>();
    settings.forEach((key, value) -> texts.add(key + " " + value));
    return String.join(", ", texts);
  }

  private static Point tried(TuningResult tuning, int rung, int candidate, String k, String p) {
    TuningResult.Rung at = tuning.rungs().get(rung);
    TuningResult.CandidateScore score = at.score(candidate);
    if (score == null) {
      int last = rung - 1;
      while (tuning.rungs().get(last).score(candidate) == null) {
        last--;
      }
      return new Point(k, p, null, null, 0, State.leftBefore, "left in rung " + (last + 1));
    }
    Double mean = score.mean();
    if (mean == null) {
      return new Point(k, p, null, null, 0, State.failed, "");
    }
    boolean survives = at.survivors().contains(candidate);
    boolean last = rung == tuning.rungs().size() - 1;
    return new Point(
        k,
        p,
        mean,
        Spread.of(
                score.draws().stream()
                    .mapToDouble(one -> requireNonNull(one, "a score is null"))
                    .toArray())
            .interval(),
        score.draws().size(),
        survives ? last ? State.chosen : State.goesOn : State.left,
        "");
  }

  /** Returns a map for each set of arms whose chains are alike but for K and P. */
  private List<FilterMap> run() {
    SequencedMap<List<String>, List<ArmResult>> alike = new LinkedHashMap<>();
    for (ArmResult arm : results.arms()) {
      if (arm.stage().equals("best")) {
        alike.computeIfAbsent(besidesFilter(arm), _ -> new ArrayList<>()).add(arm);
      }
    }
    return alike.values().stream().map(this::run).toList();
  }

  private FilterMap run(List<ArmResult> arms) {
    SequencedMap<FilterSpec, List<ArmResult>> byFilter = new LinkedHashMap<>();
    for (ArmResult arm : arms) {
      byFilter.computeIfAbsent(first(arm).spec().filter(), _ -> new ArrayList<>()).add(arm);
    }
    List<Point> points = new ArrayList<>();
    byFilter.forEach(
        (filter, same) -> {
          ArmResult arm = same.getFirst();
          points.add(
              new Point(
                  filter.k(),
                  Integer.toString(filter.p()),
                  arm.mean(),
                  arm.overRuns(),
                  arm.runs(),
                  State.run,
                  String.join(", ", same.stream().map(ArmResult::arm).toList())));
        });
    @Nullable String fraction = arms.getFirst().fraction();
    return new FilterMap(
        "test",
        fraction == null ? "the arms" : "the arms at " + fraction,
        null,
        first(arms.getFirst()).spec().chain().iterations(),
        points);
  }

  /** Returns what an arm's chains are but for K and P, in the order of the plan. */
  private List<String> besidesFilter(ArmResult arm) {
    return results.runs().stream()
        .filter(run -> run.isOf(arm))
        .map(RunOutcome::run)
        .map(
            run ->
                "%d %d %s"
                    .formatted(
                        run.draw(),
                        run.seed(),
                        Sha256.of(
                            Json.canonical(Settable.apply(run.spec(), Map.of(K, "all", P, "1"))))))
        .toList();
  }

  private PlanRun first(ArmResult arm) {
    return results.runs().stream()
        .filter(run -> run.isOf(arm))
        .map(RunOutcome::run)
        .findFirst()
        .orElseThrow();
  }
}
