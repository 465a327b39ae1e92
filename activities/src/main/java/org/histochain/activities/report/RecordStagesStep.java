package org.histochain.activities.report;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.util.List;
import org.histochain.activities.artifact.Artifacts;
import org.histochain.activities.step.Json;
import org.histochain.workflows.contract.ArtifactRef;
import org.histochain.workflows.contract.RecordRequest;

/**
 * Appends stages to a chain's stage list: a new blob, and the copy {@code stages.json} in the
 * chain's folder. Done twice it gives the same, so there is nothing to memoise.
 */
public final class RecordStagesStep {
  private final Artifacts artifacts;

  public RecordStagesStep(Artifacts artifacts) {
    this.artifacts = requireNonNull(artifacts, "artifacts is null");
  }

  /** Returns the new {@link StageList}, as JSON. */
  public ArtifactRef run(RecordRequest request) throws IOException {
    ArtifactRef before = request.before();
    StageList list = before == null ? new StageList(List.of()) : StageList.read(artifacts, before);
    StageList after = list.plus(request.stages());
    ArtifactRef blob = artifacts.put(Json.canonical(after));
    new ChainFolder(artifacts.store(), request.context().chainId()).recordStages(after);
    return blob;
  }
}
