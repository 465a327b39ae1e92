package org.histochain.activities.report;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import org.histochain.workflows.contract.ArtifactRef;
import org.histochain.workflows.contract.PatchCounts;
import org.histochain.workflows.contract.ReportRequest;
import org.histochain.workflows.contract.StageName;
import org.histochain.workflows.contract.StageRecord;
import org.jspecify.annotations.Nullable;

/** Walks from the best model back to the images: each link is made from those below it. */
final class Lineage {
  /**
   * A link.
   *
   * @param what what it is
   * @param sha256 its digest
   * @param patches patches that it was made from or holds; null: it does not apply
   * @param made how it was made
   */
  record Link(String what, String sha256, @Nullable Integer patches, String made) {
    Link {
      requireNonNull(what, "what is null");
      requireNonNull(sha256, "sha256 is null");
      requireNonNull(made, "made is null");
    }
  }

  private final ReportRequest request;
  private final List<StageRecord> stages;
  private final PatchCounts counts;
  private final List<Link> links = new ArrayList<>();

  private Lineage(ReportRequest request, List<StageRecord> stages) {
    this.request = requireNonNull(request, "request is null");
    this.stages = List.copyOf(requireNonNull(stages, "stages is null"));
    this.counts = request.prepared().counts();
  }

  /** Returns the links, the best model first, the data set last. */
  static List<Link> of(ReportRequest request, List<StageRecord> stages) {
    return new Lineage(request, stages).walk();
  }

  private List<Link> walk() {
    int iteration = request.best().iteration();
    while (iteration > 0) {
      iteration = student(iteration);
    }
    StageRecord teacher = stages.getFirst();
    add(
        "Teacher",
        teacher.model().model(),
        counts.labelled(),
        "trained on the labelled set, from fresh weights");
    add(
        "Labelled set",
        request.prepared().tables().labelled(),
        counts.labelled(),
        "drawn from the training part of the data set");
    if (request.best().iteration() > 0) {
      add(
          "Unlabelled pool",
          request.prepared().tables().pool(),
          counts.pool(),
          "the rest of the training part of the data set");
    }
    links.add(
        new Link(
            "Data set " + request.spec().dataset().name(),
            request.spec().dataset().digest(),
            null,
            "imported"));
    return links;
  }

  /** Adds a student; returns the iteration of its teacher. */
  private int student(int iteration) {
    StageRecord finetuned = stage(iteration, StageName.finetuned);
    StageRecord pretrained = stage(iteration, StageName.pretrained);
    int before = pretrained.teacher() == null ? iteration - 1 : pretrained.teacher();
    String teacher = before == 0 ? "the teacher" : "the student of iteration " + before;
    add(
        "Student of iteration %d, fine-tuned".formatted(iteration),
        finetuned.model().model(),
        counts.labelled(),
        "fine-tuned on the labelled set, from the pretrained student");
    add(
        "Student of iteration %d, pretrained".formatted(iteration),
        pretrained.model().model(),
        pretrained.selected(),
        "pretrained on the selection, from "
            + (isWarm(iteration) ? "the weights of " + teacher : "fresh weights"));
    add(
        "Selection of iteration " + iteration,
        requireNonNull(pretrained.selection(), "a student has a selection"),
        pretrained.selected(),
        "kept by the filter of the soft labels");
    add(
        "Soft labels of iteration " + iteration,
        requireNonNull(pretrained.scores(), "a student has score tables"),
        counts.pool(),
        "given to the pool by " + teacher);
    return before;
  }

  private boolean isWarm(int iteration) {
    return request.spec().at(iteration).chain().warmStart() != null;
  }

  private StageRecord stage(int iteration, StageName name) {
    return stages.stream()
        .filter(stage -> stage.iteration() == iteration && stage.stage() == name)
        .findFirst()
        .orElseThrow();
  }

  private void add(String what, ArtifactRef blob, @Nullable Integer patches, String made) {
    links.add(new Link(what, blob.sha256(), patches, made));
  }

  /** Returns the page's rows. */
  static List<PageModel.Link> rows(List<Link> links) {
    return links.stream()
        .map(
            link ->
                new PageModel.Link(
                    link.what(), link.sha256(), Wording.count(link.patches()), link.made()))
        .toList();
  }
}
