package org.histochain.activities.report;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import org.histochain.workflows.contract.ChainSpec;
import org.histochain.workflows.contract.PatchCounts;
import org.histochain.workflows.contract.Prepared;
import org.histochain.workflows.contract.Scores;
import org.histochain.workflows.contract.StageName;
import org.histochain.workflows.contract.StageRecord;
import org.jspecify.annotations.Nullable;

/** Draws a chain's summary from its settings, tables and stages, with test or before it. */
final class SummaryWriter {
  private final String chainId;
  private final ChainSpec spec;
  private final @Nullable Prepared prepared;
  private final List<StageRecord> stages;

  SummaryWriter(
      String chainId, ChainSpec spec, @Nullable Prepared prepared, List<StageRecord> stages) {
    this.chainId = requireNonNull(chainId, "chainId is null");
    this.spec = requireNonNull(spec, "spec is null");
    this.prepared = prepared;
    this.stages = List.copyOf(stages);
  }

  /**
   * Returns the summary of a chain whose report is not made; {@code test} is null everywhere.
   *
   * @param alarms of its stages so far
   */
  Summary beforeReport(List<Alarm> alarms) {
    return summary(null, null, best().orElse(null), null, alarms, null, 0);
  }

  /**
   * Returns the final summary.
   *
   * @param test scores on test, one for each stage; null: test holds no patch
   * @param colour the colour-histogram baseline on test; null: test holds no patch
   * @param best the best stage
   * @param testSeen how often test has been seen; null: test holds no patch
   * @param alarms of its pseudo-labels
   * @param calibration of the best stage
   * @param reportSeconds time of the report step
   */
  Summary withReport(
      @Nullable List<Scores> test,
      @Nullable Scores colour,
      Summary.Best best,
      @Nullable Integer testSeen,
      List<Alarm> alarms,
      Summary.Calibration calibration,
      double reportSeconds) {
    return summary(test, colour, best, testSeen, alarms, calibration, reportSeconds);
  }

  /** The best so far by validation, among teacher and fine-tuned; ties go to the earliest. */
  private Optional<Summary.Best> best() {
    String select = spec.chain().select();
    StageRecord best = null;
    for (StageRecord stage : stages) {
      if (stage.stage() == StageName.pretrained) {
        continue;
      }
      if (best == null
          || stage.validation().scores().of(select) > best.validation().scores().of(select)) {
        best = stage;
      }
    }
    return Optional.ofNullable(best)
        .map(stage -> new Summary.Best(stage.iteration(), stage.model().model().sha256()));
  }

  private Summary summary(
      @Nullable List<Scores> test,
      @Nullable Scores colour,
      Summary.@Nullable Best best,
      @Nullable Integer testSeen,
      List<Alarm> alarms,
      Summary.@Nullable Calibration calibration,
      double reportSeconds) {
    List<String> classes = prepared == null ? List.of() : prepared.classes();
    PatchCounts counts = prepared == null ? null : prepared.counts();
    double seconds = reportSeconds + (prepared == null ? 0 : prepared.run().seconds());
    List<Summary.Stage> rows = new ArrayList<>();
    for (int i = 0; i < stages.size(); i++) {
      StageRecord stage = stages.get(i);
      rows.add(row(stage, classes, test == null ? null : test.get(i)));
      seconds += stage.model().run().seconds() + stage.validation().run().seconds();
    }
    return new Summary(
        Summary.SCHEMA,
        chainId,
        spec.dataset().name(),
        classes,
        counts == null ? null : counts.labelled(),
        counts == null ? null : counts.pool(),
        counts == null ? null : counts.validation(),
        counts == null ? null : counts.test(),
        counts == null ? null : counts.labelled() + counts.validation(),
        rows,
        best,
        new Summary.Baselines(colourHistogram(classes, colour)),
        spec.changesOrNone(),
        testSeen,
        alarms,
        calibration,
        seconds);
  }

  private Summary.@Nullable Baseline colourHistogram(List<String> classes, @Nullable Scores test) {
    Scores validation = prepared == null ? null : prepared.colourHistogram();
    return validation == null
        ? null
        : new Summary.Baseline(
            inClassOrder(validation, classes), test == null ? null : inClassOrder(test, classes));
  }

  private static Summary.Stage row(StageRecord stage, List<String> classes, @Nullable Scores test) {
    boolean teacher = stage.stage() == StageName.teacher;
    return new Summary.Stage(
        stage.iteration(),
        stage.stage(),
        teacher ? null : stage.selected(),
        perClass(stage.selectedPerClass(), classes),
        stage.model().model().sha256(),
        stage.model().run().seconds(),
        stage.model().run().reused(),
        inClassOrder(stage.validation().scores(), classes),
        test == null ? null : inClassOrder(test, classes));
  }

  private static @Nullable Map<String, Integer> perClass(
      @Nullable List<Integer> counts, List<String> classes) {
    if (counts == null) {
      return null;
    }
    SequencedMap<String, Integer> byName = new LinkedHashMap<>();
    for (int c = 0; c < Math.min(counts.size(), classes.size()); c++) {
      byName.put(classes.get(c), counts.get(c));
    }
    return byName;
  }

  /** Stored JSON has its keys sorted; people want the classes in their own order. */
  private static Scores inClassOrder(Scores scores, List<String> classes) {
    if (classes.isEmpty()) {
      return scores;
    }
    SequencedMap<String, Double> perClassF1 = new LinkedHashMap<>();
    for (String name : classes) {
      Double f1 = scores.perClassF1().get(name);
      if (f1 != null) {
        perClassF1.put(name, f1);
      }
    }
    return new Scores(
        scores.accuracy(),
        scores.balancedAccuracy(),
        scores.macroF1(),
        scores.ece(),
        perClassF1,
        scores.interval());
  }
}
