package org.histochain.activities.filtering;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.histochain.activities.artifact.Artifacts;
import org.histochain.activities.step.Json;
import org.histochain.workflows.contract.ArtifactRef;
import org.histochain.workflows.contract.IndexRequest;
import org.histochain.workflows.contract.ScoreTable;

/**
 * Writes one index over score tables, or one over the tables of many indices. Equal requests give
 * the same blob, so there is nothing to memoise.
 */
public final class IndexStep {
  private final Artifacts artifacts;

  public IndexStep(Artifacts artifacts) {
    this.artifacts = requireNonNull(artifacts, "artifacts is null");
  }

  /** Returns the {@link ScoreIndex}, as JSON. */
  public ArtifactRef run(IndexRequest request) throws IOException {
    if (!request.tables().isEmpty() && !request.indices().isEmpty()) {
      throw new IllegalArgumentException("an index is over tables or over indices, not both");
    }
    List<ScoreTable> tables = new ArrayList<>(request.tables());
    for (ArtifactRef index : request.indices()) {
      tables.addAll(ScoreIndex.read(artifacts, index).tables());
    }
    return artifacts.put(Json.canonical(new ScoreIndex(tables)));
  }
}
