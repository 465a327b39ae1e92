package org.histochain.activities.experiment;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.histochain.activities.artifact.Sha256;
import org.histochain.activities.step.Json;
import org.histochain.workflows.contract.ChainSpec;
import org.histochain.workflows.contract.Settable;
import org.jspecify.annotations.Nullable;

/**
 * The rounds of an experiment: a rung of tuning each, and at last the runs that are reported. The
 * runs of a round come in families, whose teachers are trained alike: who shares more than that, as
 * chains do that differ in K from some iteration on, is in one family too.
 */
final class Rounds {
  private final String experiment;
  private final Plan plan;

  /** A run with the id of its chain. */
  record NamedRun(String chain, PlanRun run) {}

  /**
   * @param experiment its id, from which those of its chains are made
   */
  Rounds(String experiment, Plan plan) {
    this.experiment = requireNonNull(experiment, "experiment is null");
    this.plan = requireNonNull(plan, "plan is null");
  }

  int count() {
    return (plan.tune() == null ? 0 : plan.tune().rungs().size()) + 1;
  }

  /**
   * Returns the runs of a round by family.
   *
   * @param tuning what the rounds before have found; null: nothing yet, or nothing is tuned
   */
  List<List<NamedRun>> families(int round, @Nullable TuningResult tuning) {
    SequencedMap<String, List<NamedRun>> families = new LinkedHashMap<>();
    for (NamedRun named : runs(round, tuning)) {
      families.computeIfAbsent(teacher(named.run().spec()), _ -> new ArrayList<>()).add(named);
    }
    Collection<List<NamedRun>> all = families.sequencedValues();
    return List.copyOf(all);
  }

  /** Returns the runs of a round, in the order of the plan. */
  List<NamedRun> runs(int round, @Nullable TuningResult tuning) {
    return round == count() - 1 ? reported(tuning) : tried(round, tuning);
  }

  /** Returns the runs that are audited, in the order of the plan. */
  List<NamedRun> audited(@Nullable TuningResult tuning) {
    List<String> arms = plan.audits() == null ? List.of() : plan.audits();
    return reported(tuning).stream().filter(named -> arms.contains(named.run().arm())).toList();
  }

  /** Returns the ids of the chains of all rounds. */
  List<String> chains(@Nullable TuningResult tuning) {
    List<String> chains = new ArrayList<>();
    for (int rung = 0; tuning != null && rung < tuning.rungs().size(); rung++) {
      for (TuningResult.CandidateScore score : tuning.rungs().get(rung).scores()) {
        for (int draw = 0; draw < score.draws().size(); draw++) {
          chains.add(tuningChain(rung, score.candidate(), draw));
        }
      }
    }
    reported(tuning).forEach(run -> chains.add(run.chain()));
    return chains;
  }

  private List<NamedRun> reported(@Nullable TuningResult tuning) {
    List<NamedRun> runs = new ArrayList<>();
    int digits = Math.max(3, Integer.toString(plan.runs().size()).length());
    for (PlanRun run : plan.runs()) {
      ChainSpec spec =
          tuning != null && plan.tuned().contains(run.arm())
              ? Settable.apply(run.spec(), plan.requireTune().candidates().get(tuning.chosen()))
              : run.spec();
      String number = Integer.toString(runs.size() + 1);
      runs.add(
          new NamedRun(
              experiment + "." + "0".repeat(digits - number.length()) + number, run.with(spec)));
    }
    return runs;
  }

  /** Candidates of one labelled draw beside each other. */
  private List<NamedRun> tried(int rung, @Nullable TuningResult tuning) {
    Tunable tune = plan.requireTune();
    List<NamedRun> runs = new ArrayList<>();
    for (int draw = 0; draw < tune.runs().size(); draw++) {
      PlanRun run = tune.runs().get(draw);
      for (int candidate : TuningResult.survivors(tune, tuning)) {
        ChainSpec spec =
            Settable.apply(run.spec(), tune.candidates().get(candidate))
                .withIterations(tune.rungs().get(rung));
        runs.add(new NamedRun(tuningChain(rung, candidate, draw), run.with(spec)));
      }
    }
    return runs;
  }

  String tuningChain(int rung, int candidate, int draw) {
    return "%s.t%d-%d-%d".formatted(experiment, rung + 1, candidate + 1, draw + 1);
  }

  /** Returns what decides a chain's teacher, as a digest. */
  static String teacher(ChainSpec spec) {
    return Sha256.of(
        Json.canonical(
            List.of(
                spec.dataset(),
                spec.split(),
                spec.labels(),
                spec.normalise(),
                String.valueOf(spec.stain()),
                spec.network(),
                spec.teacher(),
                spec.augment(),
                spec.threads(),
                spec.seed())));
  }
}
