package org.histochain.activities.report;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.histochain.activities.artifact.Artifacts;
import org.histochain.activities.evaluation.Evaluation;
import org.histochain.activities.filtering.ScoreIndex;
import org.histochain.activities.report.Flips.Flip;
import org.histochain.activities.report.Flips.Label;
import org.histochain.activities.step.StepMonitor;
import org.histochain.activities.table.PatchRow;
import org.histochain.activities.table.PatchTable;
import org.histochain.activities.table.ScoreTableFile;
import org.histochain.workflows.contract.ArtifactRef;
import org.histochain.workflows.contract.ReportRequest;
import org.histochain.workflows.contract.ScoreTable;
import org.histochain.workflows.contract.StageName;
import org.histochain.workflows.contract.StageRecord;

/**
 * Reads selections and the soft labels they were kept from, beside the truth of the pool, as only
 * the report may.
 */
final class SelectionsReader {
  private static final int MOST_FLIPS = 24;

  private final Artifacts artifacts;
  private final StepMonitor monitor;

  SelectionsReader(Artifacts artifacts, StepMonitor monitor) {
    this.artifacts = requireNonNull(artifacts, "artifacts is null");
    this.monitor = requireNonNull(monitor, "monitor is null");
  }

  Selections read(ReportRequest request, List<StageRecord> stages) throws IOException {
    List<StageRecord> students =
        stages.stream().filter(stage -> stage.stage() == StageName.pretrained).toList();
    if (students.isEmpty()) {
      return Selections.NONE;
    }
    int classes = request.prepared().classes().size();
    Map<String, Integer> truth = truth(request.prepared().tables().poolTruth());
    StageRecord first = students.getFirst();
    StageRecord last = students.getLast();
    Flips flips =
        students.size() < 2
            ? null
            : new Flips(first.iteration(), last.iteration(), classes, MOST_FLIPS);
    Map<String, Label> before = new HashMap<>();
    List<Selection> selections = new ArrayList<>();
    for (StageRecord student : students) {
      ConfidenceHistogram pool = new ConfidenceHistogram(classes);
      forEachLabel(
          student,
          (id, label) -> {
            pool.add(label.classIndex(), label.confidence());
            if (flips != null && student == first) {
              before.put(id, label);
            } else if (flips != null && student == last && before.containsKey(id)) {
              flips.add(
                  new Flip(id, before.get(id), label, truth.getOrDefault(id, PatchRow.NO_CLASS)));
            }
          });
      selections.add(selection(student, pool, truth));
    }
    return new Selections(selections, flips);
  }

  private Map<String, Integer> truth(ArtifactRef table) throws IOException {
    Map<String, Integer> truth = new HashMap<>();
    for (PatchRow row : PatchTable.read(artifacts.fetch(table))) {
      truth.put(row.id(), row.classIndex());
    }
    return truth;
  }

  private Selection selection(
      StageRecord student, ConfidenceHistogram pool, Map<String, Integer> truth)
      throws IOException {
    PseudoLabels kept = new PseudoLabels(pool.classes(), GalleryWriter.wallShare(pool.classes()));
    ConfidenceHistogram confidence = new ConfidenceHistogram(pool.classes());
    ScoreTableFile.forEach(
        artifacts.fetch(requireNonNull(student.selection(), "a student has a selection")),
        (id, probabilities) -> {
          Label label = label(probabilities);
          kept.add(id.text(), label, truth.getOrDefault(id.text(), PatchRow.NO_CLASS));
          confidence.add(label.classIndex(), label.confidence());
        });
    return new Selection(student.iteration(), kept, pool, confidence);
  }

  private void forEachLabel(StageRecord student, BiConsumer<String, Label> visitor)
      throws IOException {
    ArtifactRef index = requireNonNull(student.scores(), "a student has score tables");
    for (ScoreTable table : ScoreIndex.read(artifacts, index).tables()) {
      monitor.check();
      if (table.rows() > 0) {
        ScoreTableFile.forEach(
            artifacts.fetch(table.table()),
            (id, probabilities) -> visitor.accept(id.text(), label(probabilities)));
      }
    }
  }

  private static Label label(float[] probabilities) {
    int best = Evaluation.mostProbable(probabilities);
    return new Label(best, probabilities[best]);
  }
}
