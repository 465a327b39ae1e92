package org.histochain.activities.audit;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.histochain.activities.dataset.PatchFile;
import org.histochain.activities.dataset.PatchLoader;
import org.histochain.activities.evaluation.Evaluation;
import org.histochain.activities.evaluation.Score;
import org.histochain.activities.statistics.Effect;
import org.histochain.activities.statistics.Interval;
import org.histochain.activities.statistics.PairedComparison;
import org.histochain.activities.statistics.RunPredictions;
import org.histochain.activities.step.StepMonitor;
import org.histochain.activities.table.PatchRow;
import org.histochain.workflows.contract.ArtifactRef;
import org.histochain.workflows.contract.ModelInput;
import org.histochain.workflows.contract.StepProgress;
import org.jspecify.annotations.Nullable;

/**
 * One model on one test set, as it is and perturbed. A perturbation stands for another scanner, so
 * it comes before stain normalisation where the model has that.
 */
final class Auditing {
  private final ModelInput input;
  private final ArtifactRef model;
  private final List<PatchRow> rows;
  private final long seed;
  private final PatchScorer scorer;
  private final Path scratch;
  private final StepMonitor monitor;

  Auditing(
      ModelInput input,
      ArtifactRef model,
      List<PatchRow> rows,
      long seed,
      PatchScorer scorer,
      Path scratch,
      StepMonitor monitor) {
    this.input = input;
    this.model = model;
    this.rows = List.copyOf(rows);
    this.seed = seed;
    this.scorer = scorer;
    this.scratch = scratch;
    this.monitor = monitor;
  }

  /**
   * Scores the model.
   *
   * @param patches the test patches, decoded, in the order of the rows, not stain-normalised
   */
  Robustness score(PatchFile patches, List<Perturbation> perturbations) throws IOException {
    long started = System.nanoTime();
    float[][] probabilities = probabilities(patches, UnaryOperator.identity());
    RunPredictions before = predictions(probabilities);
    List<Perturbed> perturbed = new ArrayList<>();
    for (Perturbation one : perturbations) {
      int done = perturbed.size() + 1;
      double seconds = (System.nanoTime() - started) / 1e9;
      int left = perturbations.size() + 1 - done;
      monitor.progress(
          new StepProgress(
              "audit",
              done,
              perturbations.size() + 1L,
              0,
              0,
              0,
              done * rows.size() / seconds,
              seconds / done * left));
      float[][] changed = probabilities(patches, pixels -> one.apply(pixels, patches.side()));
      perturbed.add(compare(one, before, predictions(changed)));
    }
    return new Robustness(
        rows.size(),
        before.groups(),
        Evaluation.of(input.classes(), truth(), probabilities, groups(), seed).scores(),
        perturbed);
  }

  private float[][] probabilities(PatchFile patches, UnaryOperator<byte[]> change)
      throws IOException {
    UnaryOperator<byte[]> normaliser = PatchLoader.normaliser(input.stain());
    try (PerturbedPatches changed =
        PerturbedPatches.of(patches, pixels -> normaliser.apply(change.apply(pixels)), scratch)) {
      return scorer.probabilities(input, model, changed.patches(), new Quiet(monitor));
    }
  }

  private Perturbed compare(Perturbation one, RunPredictions before, RunPredictions after) {
    Effect balanced = difference(before, after, Score.balancedAccuracy);
    Effect plain = difference(before, after, Score.accuracy);
    return new Perturbed(
        one.kind(),
        one.strength(),
        after.score(Score.balancedAccuracy),
        balanced.estimate(),
        ends(balanced.interval()),
        after.score(Score.accuracy),
        plain.estimate(),
        ends(plain.interval()));
  }

  private Effect difference(RunPredictions before, RunPredictions after, Score score) {
    return PairedComparison.of(List.of(before), List.of(after), score, seed).effect();
  }

  private static @Nullable List<Double> ends(@Nullable Interval interval) {
    return interval == null ? null : List.of(interval.low(), interval.high());
  }

  private RunPredictions predictions(float[][] probabilities) {
    return RunPredictions.of(
        rows.stream().map(PatchRow::id).toList(),
        groups(),
        truth(),
        Arrays.stream(probabilities).mapToInt(Evaluation::mostProbable).toArray(),
        input.classes().size());
  }

  private int[] truth() {
    return rows.stream().mapToInt(PatchRow::classIndex).toArray();
  }

  private List<@Nullable String> groups() {
    List<@Nullable String> groups = new ArrayList<>();
    rows.forEach(row -> groups.add(row.group()));
    return groups;
  }

  /** Asks whether to go on; a batch's progress would hide the audit's. */
  private record Quiet(StepMonitor asked) implements StepMonitor {
    @Override
    public void progress(StepProgress progress) {}

    @Override
    public void check() {
      asked.check();
    }
  }
}
