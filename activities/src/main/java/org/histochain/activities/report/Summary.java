package org.histochain.activities.report;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.histochain.activities.evaluation.CalibrationScores;
import org.histochain.workflows.contract.Scores;
import org.histochain.workflows.contract.SettingsChange;
import org.histochain.workflows.contract.StageName;
import org.jspecify.annotations.Nullable;

/**
 * {@code summary.json}: relied upon from outside. Every key is always there; what does not apply,
 * or is not known yet, is null.
 *
 * @param schema version of this form, 1
 * @param chain id of the chain
 * @param dataset name of the data set
 * @param classes class names, in the order of their indices; empty before the chain is prepared
 * @param labelled patches in the labelled set
 * @param unlabelled patches in the unlabelled pool
 * @param validation patches in validation
 * @param test patches in test
 * @param labelBudget labels that the result rests on: labelled + validation
 * @param stages the stages, in the order they were made
 * @param best the best stage by validation; null before the teacher is evaluated
 * @param baselines scores of simpler methods
 * @param changes settings that hold from a later iteration on; empty where none do
 * @param testSeen how often test has been seen by reports of this chain and of the one it was
 *     forked from, this report included; null before the report, and where test holds no patch
 * @param alarms signs that the pseudo-labels go wrong, by iteration; empty where there are none
 * @param calibration how far the best model's confidence can be trusted; null before the report
 * @param seconds the work's own time, reused or not: preparing, training, evaluating, report
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
@JsonPropertyOrder({
  "schema",
  "chain",
  "dataset",
  "classes",
  "labelled",
  "unlabelled",
  "validation",
  "test",
  "labelBudget",
  "stages",
  "best",
  "baselines",
  "changes",
  "testSeen",
  "alarms",
  "calibration",
  "seconds"
})
public record Summary(
    int schema,
    String chain,
    String dataset,
    List<String> classes,
    @Nullable Integer labelled,
    @Nullable Integer unlabelled,
    @Nullable Integer validation,
    @Nullable Integer test,
    @Nullable Integer labelBudget,
    List<Stage> stages,
    @Nullable Best best,
    Baselines baselines,
    List<SettingsChange> changes,
    @Nullable Integer testSeen,
    List<Alarm> alarms,
    @Nullable Calibration calibration,
    double seconds) {
  /** Version of this form. */
  public static final int SCHEMA = 1;

  public Summary {
    requireNonNull(chain, "chain is null");
    requireNonNull(dataset, "dataset is null");
    classes = List.copyOf(requireNonNull(classes, "classes is null"));
    stages = List.copyOf(requireNonNull(stages, "stages is null"));
    requireNonNull(baselines, "baselines is null");
    // Summaries from before settings could change have none.
    changes = changes == null ? List.of() : List.copyOf(changes);
    // Those from before there were alarms have none.
    alarms = alarms == null ? List.of() : List.copyOf(alarms);
  }

  /** Returns the stage that validation chose; empty before the teacher is evaluated. */
  public Optional<Stage> bestStage() {
    return best == null ? Optional.empty() : stage(best.iteration());
  }

  /**
   * Returns the model that an iteration ended with.
   *
   * @param iteration 0 for the teacher
   */
  public Optional<Stage> stage(int iteration) {
    return stages.stream()
        .filter(stage -> stage.iteration() == iteration)
        .filter(stage -> stage.stage() != StageName.pretrained)
        .findFirst();
  }

  /**
   * One stage.
   *
   * @param iteration 0 for the teacher
   * @param stage which stage
   * @param selected distinct patches pretrained on; null for the teacher
   * @param selectedPerClass patches that each class chose, by class name; null for the teacher
   * @param modelSha256 digest of its canonical safetensors
   * @param seconds training time, reused or not
   * @param reused whether the training was found done
   * @param validation scores on validation
   * @param test scores on test; null before the report, and where there is no test patch
   */
  @JsonInclude(JsonInclude.Include.ALWAYS)
  @JsonPropertyOrder({
    "iteration",
    "stage",
    "selected",
    "selectedPerClass",
    "modelSha256",
    "seconds",
    "reused",
    "validation",
    "test"
  })
  public record Stage(
      int iteration,
      StageName stage,
      @Nullable Integer selected,
      @Nullable Map<String, Integer> selectedPerClass,
      String modelSha256,
      double seconds,
      boolean reused,
      Scores validation,
      @Nullable Scores test) {
    public Stage {
      requireNonNull(stage, "stage is null");
      requireNonNull(modelSha256, "modelSha256 is null");
      requireNonNull(validation, "validation is null");
    }
  }

  /**
   * The best stage by validation, among the teacher and the fine-tuned students.
   *
   * @param iteration 0 if the teacher won
   * @param modelSha256 digest of its canonical safetensors
   */
  @JsonPropertyOrder({"iteration", "modelSha256"})
  public record Best(int iteration, String modelSha256) {
    public Best {
      requireNonNull(modelSha256, "modelSha256 is null");
    }
  }

  /**
   * The best model's confidence before and after temperature scaling.
   *
   * @param temperature fitted on validation, 0.05 to 20; above 1: the model is surer than it is
   *     right
   * @param validation on validation, where it was fitted; of pooled out-of-fold predictions where
   *     validation is within the labelled set
   * @param test on test; null where there is no test patch
   */
  @JsonInclude(JsonInclude.Include.ALWAYS)
  @JsonPropertyOrder({"temperature", "validation", "test"})
  public record Calibration(double temperature, Calibrated validation, @Nullable Calibrated test) {
    public Calibration {
      requireNonNull(validation, "validation is null");
    }
  }

  /**
   * Calibration on one set.
   *
   * @param before as the model says it
   * @param after at the temperature
   */
  @JsonPropertyOrder({"before", "after"})
  public record Calibrated(CalibrationScores before, CalibrationScores after) {
    public Calibrated {
      requireNonNull(before, "before is null");
      requireNonNull(after, "after is null");
    }
  }

  /**
   * Scores of simpler methods on the same sets.
   *
   * @param colourHistogram a classifier that sees only colours, trained on the labelled set; null:
   *     not measured yet
   */
  @JsonInclude(JsonInclude.Include.ALWAYS)
  public record Baselines(@Nullable Baseline colourHistogram) {}

  /**
   * A simpler method.
   *
   * @param validation scores on validation
   * @param test scores on test; null before the report, and where there is no test patch
   */
  @JsonInclude(JsonInclude.Include.ALWAYS)
  @JsonPropertyOrder({"validation", "test"})
  public record Baseline(Scores validation, @Nullable Scores test) {
    public Baseline {
      requireNonNull(validation, "validation is null");
    }
  }
}
