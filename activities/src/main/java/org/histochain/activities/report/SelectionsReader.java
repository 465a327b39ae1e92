package org.histochain.activities.report;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.histochain.activities.artifact.Artifacts;
import org.histochain.activities.filtering.Choosers;
import org.histochain.activities.report.Flips.Flip;
import org.histochain.activities.report.Flips.Label;
import org.histochain.activities.step.StepMonitor;
import org.histochain.activities.table.PatchRow;
import org.histochain.activities.table.ProvenanceRow;
import org.histochain.activities.table.ProvenanceTable;
import org.histochain.workflows.contract.ReportRequest;
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

  /**
   * Goes through the pseudo-labels of all iterations.
   *
   * @param provenance takes each of them
   */
  Selections read(
      ReportRequest request, List<StageRecord> stages, ProvenanceTable.Writer provenance)
      throws IOException {
    List<StageRecord> students =
        stages.stream().filter(stage -> stage.stage() == StageName.pretrained).toList();
    List<Selection> selections = new ArrayList<>();
    for (StageRecord student : students) {
      selections.add(selection(request, student, teacher(stages, student), provenance));
    }
    return students.size() < 2
        ? new Selections(selections, null)
        : new Selections(selections, flips(request, students.getFirst(), students.getLast()));
  }

  /** Who labelled the pool for a student: the one that ended the iteration before. */
  private static String teacher(List<StageRecord> stages, StageRecord student) {
    return stages.stream()
        .filter(stage -> stage.iteration() == student.iteration() - 1)
        .filter(stage -> stage.stage() != StageName.pretrained)
        .findFirst()
        .orElseThrow()
        .model()
        .model()
        .sha256();
  }

  private Selection selection(
      ReportRequest request, StageRecord student, String teacher, ProvenanceTable.Writer provenance)
      throws IOException {
    List<String> classes = request.prepared().classes();
    int p = request.spec().at(student.iteration()).filter().p();
    Choosers choosers =
        p == 1
            ? null
            : Choosers.of(
                artifacts.fetch(requireNonNull(student.selection())),
                p,
                requireNonNull(student.selectedPerClass()));
    ConfidenceHistogram pool = new ConfidenceHistogram(classes.size());
    ConfidenceHistogram confidence = new ConfidenceHistogram(classes.size());
    PseudoLabels kept = new PseudoLabels(classes.size(), GalleryWriter.wallShare(classes.size()));
    try (PoolLabels labels = open(request, student)) {
      while (labels.next()) {
        Label given = labels.label();
        pool.add(given.classIndex(), given.confidence(), labels.truth());
        Label label = labels.kept() ? labels.keptLabel() : given;
        List<String> chosenBy = List.of();
        if (labels.kept()) {
          confidence.add(label.classIndex(), label.confidence(), labels.truth());
          kept.add(labels.id(), label, labels.truth());
          chosenBy =
              choosers == null
                  ? List.of(classes.get(label.classIndex()))
                  : choosers.of(labels.id(), labels.keptProbabilities()).stream()
                      .map(classes::get)
                      .toList();
        }
        provenance.write(
            new ProvenanceRow(
                labels.id(),
                student.iteration(),
                teacher,
                classes.get(label.classIndex()),
                label.confidence(),
                labels.kept(),
                chosenBy,
                labels.truth() == PatchRow.NO_CLASS ? null : classes.get(labels.truth())));
      }
    }
    return new Selection(student.iteration(), kept, pool, confidence);
  }

  private Flips flips(ReportRequest request, StageRecord first, StageRecord last)
      throws IOException {
    Flips flips =
        new Flips(
            first.iteration(), last.iteration(), request.prepared().classes().size(), MOST_FLIPS);
    try (PoolLabels before = open(request, first);
        PoolLabels after = open(request, last)) {
      while (before.next() && after.next()) {
        if (!before.id().equals(after.id())) {
          throw new IOException(
              "patches %s and %s are at one place of the pool".formatted(before.id(), after.id()));
        }
        flips.add(new Flip(after.id(), before.label(), after.label(), after.truth()));
      }
    }
    return flips;
  }

  private PoolLabels open(ReportRequest request, StageRecord student) throws IOException {
    return new PoolLabels(artifacts, monitor, student, request.prepared().tables().poolTruth());
  }
}
