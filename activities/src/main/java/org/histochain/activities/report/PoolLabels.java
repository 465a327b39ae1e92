package org.histochain.activities.report;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.util.Iterator;
import org.histochain.activities.artifact.Artifacts;
import org.histochain.activities.evaluation.Evaluation;
import org.histochain.activities.filtering.ScoreIndex;
import org.histochain.activities.report.Flips.Label;
import org.histochain.activities.step.StepMonitor;
import org.histochain.activities.table.PatchRow;
import org.histochain.activities.table.PatchTable;
import org.histochain.activities.table.ScoreRowReader;
import org.histochain.workflows.contract.ArtifactRef;
import org.histochain.workflows.contract.ScoreTable;
import org.histochain.workflows.contract.StageRecord;
import org.jspecify.annotations.Nullable;

/**
 * Goes through the pseudo-labels of an iteration, patch by patch of the pool, beside what the
 * filter kept and the truth. All three tables are in the order of the pool, so that few rows are in
 * memory, however large it is. For one thread.
 */
final class PoolLabels implements AutoCloseable {
  private final Artifacts artifacts;
  private final StepMonitor monitor;
  private final Iterator<ScoreTable> tables;
  private final ScoreRowReader selection;
  private final PatchTable.Reader truths;
  private @Nullable ScoreRowReader scores;
  private @Nullable String nextKept;
  private @Nullable PatchRow nextTruth;
  private String id = "";
  private float[] probabilities = {};
  private float[] keptProbabilities = {};
  private boolean kept;
  private int truth = PatchRow.NO_CLASS;

  /**
   * @param student a pretrained one: names the score tables and the selection
   * @param poolTruth table of the pool patches whose class is known
   */
  PoolLabels(Artifacts artifacts, StepMonitor monitor, StageRecord student, ArtifactRef poolTruth)
      throws IOException {
    this.artifacts = requireNonNull(artifacts, "artifacts is null");
    this.monitor = requireNonNull(monitor, "monitor is null");
    ArtifactRef index = requireNonNull(student.scores(), "a student has score tables");
    ArtifactRef kept = requireNonNull(student.selection(), "a student has a selection");
    this.tables =
        ScoreIndex.read(artifacts, index).tables().stream()
            .filter(table -> table.rows() > 0)
            .iterator();
    this.selection = ScoreRowReader.open(artifacts.fetch(kept));
    this.truths = PatchTable.reader(artifacts.fetch(poolTruth));
    nextKept = selection.next() ? selection.id() : null;
    nextTruth = truths.next();
  }

  /**
   * Goes to the next patch; false after the last.
   *
   * @throws IOException if a table cannot be read, or is not in the order of the pool
   */
  boolean next() throws IOException {
    while (scores == null || !scores.next()) {
      closeScores();
      if (!tables.hasNext()) {
        requireEnd();
        return false;
      }
      monitor.check();
      scores = ScoreRowReader.open(artifacts.fetch(tables.next().table()));
    }
    id = scores.id();
    probabilities = scores.probabilities();
    kept = id.equals(nextKept);
    if (kept) {
      keptProbabilities = selection.probabilities().clone();
      nextKept = selection.next() ? selection.id() : null;
    }
    truth = PatchRow.NO_CLASS;
    if (nextTruth != null && nextTruth.id().equals(id)) {
      truth = nextTruth.classIndex();
      nextTruth = truths.next();
    }
    return true;
  }

  private void requireEnd() throws IOException {
    String left = nextKept != null ? nextKept : nextTruth == null ? null : nextTruth.id();
    if (left != null) {
      throw new IOException(
          "patch %s is kept or has a class, but no pseudo-label at its place in the pool"
              .formatted(left));
    }
  }

  String id() {
    return id;
  }

  /** Returns the pseudo-label as the teacher gave it. */
  Label label() {
    return label(probabilities);
  }

  /** Returns the pseudo-label that the student learns from, of a kept patch. */
  Label keptLabel() {
    return label(keptProbabilities);
  }

  /**
   * Returns the soft label of a kept patch, float32 [classes]: the teacher's, or that as aligned by
   * the filter.
   */
  float[] keptProbabilities() {
    return keptProbabilities;
  }

  private static Label label(float[] probabilities) {
    int best = Evaluation.mostProbable(probabilities);
    return new Label(best, probabilities[best]);
  }

  /** Returns whether the filter kept the patch. */
  boolean kept() {
    return kept;
  }

  /** Returns the index of its true class; {@link PatchRow#NO_CLASS}: not known. */
  int truth() {
    return truth;
  }

  private void closeScores() throws IOException {
    ScoreRowReader ended = scores;
    scores = null;
    if (ended != null) {
      ended.close();
    }
  }

  @Override
  public void close() throws IOException {
    try (selection;
        truths) {
      closeScores();
    }
  }
}
