package org.histochain.activities.experiment;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.histochain.activities.report.DataTable;
import org.histochain.activities.report.StepCosts;
import org.histochain.activities.report.Summary;
import org.histochain.activities.statistics.Interval;
import org.histochain.workflows.contract.Scores;
import org.histochain.workflows.contract.StageName;
import org.jspecify.annotations.Nullable;

/** The numbers of an experiment's report for other programs, unrounded. */
final class ResultTables {
  private final Results results;
  private final Evidence evidence;
  private final List<StepCosts.Cost> costs;

  ResultTables(Results results, Evidence evidence, List<StepCosts.Cost> costs) {
    this.results = requireNonNull(results, "results is null");
    this.evidence = requireNonNull(evidence, "evidence is null");
    this.costs = List.copyOf(costs);
  }

  List<DataTable> all() {
    List<DataTable> tables = new ArrayList<>();
    tables.addAll(List.of(claims(), arms(), runs(), classes(), tuning()));
    tables.add(new MapParts(results).table());
    tables.addAll(new EvidenceTables(results, evidence).all());
    tables.add(costTable());
    return tables;
  }

  private DataTable claims() {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (ClaimResult result : results.claims()) {
      Claim claim = result.claim();
      for (ClaimResult.Estimate estimate : result.effects()) {
        rows.add(
            Arrays.asList(
                claim.id(),
                claim.rule().name(),
                claim.margin(),
                claim.of().text(),
                claim.against() == null ? null : claim.against().text(),
                result.verdict().name(),
                estimate.name(),
                estimate.value(),
                low(estimate.interval()),
                high(estimate.interval()),
                estimate.runs(),
                result.p(),
                result.holm()));
      }
    }
    return new DataTable(
        "claims",
        List.of(
            "claim",
            "rule",
            "margin",
            "of",
            "against",
            "verdict",
            "estimate",
            "value",
            "low",
            "high",
            "runs",
            "p",
            "holm"),
        rows);
  }

  private DataTable arms() {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (ArmResult arm : results.arms()) {
      rows.add(
          Arrays.asList(
              arm.arm(),
              arm.fraction(),
              arm.stage(),
              arm.runs(),
              arm.labels().least(),
              arm.labels().most(),
              arm.mean(),
              arm.deviation(),
              low(arm.overRuns()),
              high(arm.overRuns()),
              low(arm.byGroup()),
              high(arm.byGroup()),
              arm.validation()));
    }
    return new DataTable(
        "arms",
        List.of(
            "arm",
            "fraction",
            "stage",
            "runs",
            "labels_least",
            "labels_most",
            "mean",
            "deviation",
            "over_runs_low",
            "over_runs_high",
            "by_group_low",
            "by_group_high",
            "validation"),
        rows);
  }

  /** Returns a row for each stage of each run, and one for each run without a result. */
  DataTable runs() {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (RunOutcome outcome : results.runs()) {
      if (!outcome.isDone()) {
        rows.add(row(outcome, null));
        continue;
      }
      outcome.result().stages().stream()
          .filter(stage -> stage.stage() != StageName.pretrained)
          .forEach(stage -> rows.add(row(outcome, stage)));
    }
    return new DataTable(
        "runs",
        List.of(
            "chain",
            "arm",
            "fraction",
            "draw",
            "seed",
            "state",
            "labels",
            "iteration",
            "best",
            "validation",
            "test",
            "test_accuracy",
            "test_macro_f1",
            "colour_histogram",
            "model_sha256",
            "message"),
        rows);
  }

  private static List<@Nullable Object> row(RunOutcome outcome, Summary.@Nullable Stage stage) {
    PlanRun run = outcome.run();
    Summary summary = outcome.summary();
    Scores test = stage == null ? null : stage.test();
    return Arrays.asList(
        outcome.chain(),
        run.arm(),
        run.fraction(),
        run.draw(),
        run.seed(),
        outcome.state() == null ? "missing" : outcome.state().name(),
        summary == null ? null : summary.labelled(),
        stage == null ? null : stage.iteration(),
        stage == null || summary == null || summary.best() == null
            ? null
            : summary.best().iteration() == stage.iteration(),
        stage == null ? null : stage.validation().balancedAccuracy(),
        test == null ? null : test.balancedAccuracy(),
        test == null ? null : test.accuracy(),
        test == null ? null : test.macroF1(),
        outcome.colourHistogram(),
        stage == null ? null : stage.modelSha256(),
        outcome.message());
  }

  private DataTable classes() {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (RunOutcome outcome : results.runs()) {
      if (!outcome.isDone()) {
        continue;
      }
      for (Summary.Stage stage : outcome.result().stages()) {
        Scores test = stage.test();
        if (test == null || stage.stage() == StageName.pretrained) {
          continue;
        }
        for (Map.Entry<String, Double> f1 : test.perClassF1().entrySet()) {
          rows.add(
              Arrays.asList(
                  outcome.run().arm(),
                  outcome.run().fraction(),
                  outcome.run().draw(),
                  outcome.run().seed(),
                  stage.iteration(),
                  f1.getKey(),
                  f1.getValue()));
        }
      }
    }
    return new DataTable(
        "classes",
        List.of("arm", "fraction", "draw", "seed", "iteration", "class", "test_f1"),
        rows);
  }

  private DataTable tuning() {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    TuningResult tuning = results.tuning();
    if (tuning != null) {
      List<java.util.SortedMap<String, String>> candidates =
          results.plan().requireTune().candidates();
      for (TuningResult.Rung rung : tuning.rungs()) {
        for (TuningResult.CandidateScore score : rung.scores()) {
          rows.add(
              Arrays.asList(
                  rung.iterations(),
                  candidates.get(score.candidate()).toString(),
                  score.mean(),
                  rung.survivors().contains(score.candidate())));
        }
      }
    }
    return new DataTable(
        "tuning", List.of("iterations", "settings", "validation", "goes_on"), rows);
  }

  private DataTable costTable() {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (StepCosts.Cost cost : costs) {
      rows.add(Arrays.asList(cost.step(), cost.steps(), cost.seconds(), cost.imagesPerSecond()));
    }
    return new DataTable("costs", List.of("step", "steps", "seconds", "images_per_second"), rows);
  }

  private static @Nullable Double low(@Nullable Interval interval) {
    return interval == null ? null : interval.low();
  }

  private static @Nullable Double high(@Nullable Interval interval) {
    return interval == null ? null : interval.high();
  }
}
