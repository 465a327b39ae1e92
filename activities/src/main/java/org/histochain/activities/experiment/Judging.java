package org.histochain.activities.experiment;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.histochain.activities.evaluation.Score;
import org.histochain.activities.statistics.Effect;
import org.histochain.activities.statistics.Holm;
import org.histochain.activities.statistics.PairedComparison;
import org.histochain.activities.statistics.Rule;
import org.histochain.activities.statistics.RunPredictions;
import org.histochain.activities.statistics.VarianceRatio;
import org.histochain.activities.statistics.Verdict;
import org.jspecify.annotations.Nullable;

/** Judges claims by the finished runs of an experiment, each by the rule it was written with. */
final class Judging {
  /** Of every bootstrap, so that all comparisons see the same resampled groups. */
  static final long SEED = 1;

  private final Outcomes outcomes;
  private final Map<String, String> references;

  /** Two runs of the same labelled draw and seed. */
  private record Pair(RunOutcome of, RunOutcome against) {}

  /**
   * @param references the arm that stands for each reference
   */
  Judging(Outcomes outcomes, Map<String, String> references) {
    this.outcomes = requireNonNull(outcomes, "outcomes is null");
    this.references = Map.copyOf(references);
  }

  /** Returns a result for each claim, p-values adjusted over all of them. */
  List<ClaimResult> judge(List<Claim> claims) throws IOException {
    List<ClaimResult> results = new ArrayList<>();
    for (Claim claim : claims) {
      results.add(judge(claim));
    }
    double[] given =
        results.stream().map(ClaimResult::p).filter(Objects::nonNull).mapToDouble(p -> p).toArray();
    double[] adjusted = Holm.adjusted(given);
    List<ClaimResult> all = new ArrayList<>();
    int next = 0;
    for (ClaimResult result : results) {
      all.add(result.p() == null ? result : result.adjusted(adjusted[next++]));
    }
    return all;
  }

  private ClaimResult judge(Claim claim) throws IOException {
    return switch (claim.rule()) {
      case greater, within -> compared(claim, requireNonNull(claim.against()));
      case increasing -> increasing(claim);
      case varianceFalls -> varianceFalls(claim);
    };
  }

  private ClaimResult compared(Claim claim, Operand against) throws IOException {
    List<RunOutcome> ours = runs(claim.of());
    List<Pair> pairs = new ArrayList<>();
    for (RunOutcome one : ours) {
      runs(against).stream()
          .filter(one::pairsWith)
          .filter(other -> one.iteration(claim.of().stage()) != null)
          .filter(other -> other.iteration(against.stage()) != null)
          .findFirst()
          .ifPresent(other -> pairs.add(new Pair(one, other)));
    }
    if (pairs.isEmpty()) {
      return nothing(claim, "no labelled draw has a finished run of both");
    }
    List<RunPredictions> one = new ArrayList<>();
    List<RunPredictions> other = new ArrayList<>();
    for (Pair pair : pairs) {
      one.add(predictions(claim, pair.against(), against.stage()));
      other.add(predictions(claim, pair.of(), claim.of().stage()));
    }
    Effect effect = PairedComparison.of(one, other, Score.balancedAccuracy, SEED).effect();
    double margin = claim.margin() / 100;
    boolean within = claim.rule() == ClaimRule.within;
    return new ClaimResult(
        claim,
        within ? new Rule.Within(margin).decide(effect) : new Rule.Greater(margin).decide(effect),
        List.of(estimate("difference", effect)),
        within ? null : effect.p(margin),
        null,
        note(against, ours.size(), pairs.size()));
  }

  private ClaimResult increasing(Claim claim) throws IOException {
    List<RunOutcome> runs = runs(claim.of());
    int iterations = runs.stream().mapToInt(RunOutcome::iterations).min().orElse(0);
    if (iterations == 0) {
      return nothing(claim, "no run has an iteration");
    }
    List<Effect> steps = new ArrayList<>();
    List<ClaimResult.Estimate> estimates = new ArrayList<>();
    for (int iteration = 1; iteration <= iterations; iteration++) {
      List<RunPredictions> before = new ArrayList<>();
      List<RunPredictions> after = new ArrayList<>();
      for (RunOutcome run : runs) {
        before.add(outcomes.predictions(run, iteration - 1, classes(claim, run)));
        after.add(outcomes.predictions(run, iteration, classes(claim, run)));
      }
      Effect step = PairedComparison.of(before, after, Score.balancedAccuracy, SEED).effect();
      steps.add(step);
      estimates.add(estimate("iteration " + iteration + " less the one before", step));
    }
    // All steps must rise, so that the claim's p-value is the largest of theirs (Berger 1982).
    double margin = claim.margin() / 100;
    Double p =
        steps.stream()
            .map(step -> step.p(margin))
            .filter(Objects::nonNull)
            .max(Comparator.naturalOrder())
            .orElse(null);
    return new ClaimResult(
        claim, new Rule.Increasing(margin).decide(steps), estimates, p, null, null);
  }

  private ClaimResult varianceFalls(Claim claim) throws IOException {
    List<RunOutcome> runs = runs(claim.of());
    List<Double> first = new ArrayList<>();
    List<Double> last = new ArrayList<>();
    for (RunOutcome run : runs) {
      first.add(predictions(claim, run, "teacher").score(Score.balancedAccuracy));
      last.add(predictions(claim, run, claim.of().stage()).score(Score.balancedAccuracy));
    }
    VarianceRatio ratio = VarianceRatio.of(array(first), array(last));
    Double value = ratio.ratio();
    if (value == null) {
      return nothing(claim, "%d runs: three at least tell of variance".formatted(runs.size()));
    }
    return new ClaimResult(
        claim,
        new Rule.VarianceFalls(claim.margin() / 100).decide(ratio),
        List.of(
            new ClaimResult.Estimate("ratio of variances", value, ratio.interval(), ratio.runs())),
        ratio.p(),
        null,
        null);
  }

  private List<RunOutcome> runs(Operand operand) {
    return outcomes.of(references.getOrDefault(operand.arm(), operand.arm()), operand.fraction());
  }

  private RunPredictions predictions(Claim claim, RunOutcome run, String stage) throws IOException {
    return outcomes.predictions(
        run, requireNonNull(run.iteration(stage), "no such iteration"), classes(claim, run));
  }

  private static List<Integer> classes(Claim claim, RunOutcome run) {
    List<String> wanted = claim.classes();
    return wanted == null
        ? List.of()
        : wanted.stream().map(name -> run.result().classes().indexOf(name)).toList();
  }

  private @Nullable String note(Operand against, int runs, int pairs) {
    List<String> notes = new ArrayList<>();
    String stands = references.get(against.arm());
    if (stands != null) {
      notes.add("%s is %s, better on validation".formatted(against.arm(), stands));
    }
    if (pairs < runs) {
      notes.add("%d of %d runs have no partner".formatted(runs - pairs, runs));
    }
    return notes.isEmpty() ? null : String.join("; ", notes);
  }

  private static ClaimResult nothing(Claim claim, String why) {
    return new ClaimResult(claim, Verdict.undecided, List.of(), null, null, why);
  }

  private static ClaimResult.Estimate estimate(String name, Effect effect) {
    return new ClaimResult.Estimate(name, effect.estimate(), effect.interval(), effect.runs());
  }

  private static double[] array(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }
}
