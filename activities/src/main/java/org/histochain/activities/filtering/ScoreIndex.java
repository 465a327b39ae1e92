package org.histochain.activities.filtering;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.util.List;
import org.histochain.activities.artifact.Artifacts;
import org.histochain.activities.step.Json;
import org.histochain.workflows.contract.ArtifactRef;
import org.histochain.workflows.contract.ScoreTable;

/**
 * Where the soft labels of a whole pool are: one small blob in place of a list in a payload.
 *
 * @param tables score tables, in shard order
 */
public record ScoreIndex(List<ScoreTable> tables) {
  public ScoreIndex {
    tables = List.copyOf(requireNonNull(tables, "tables is null"));
  }

  /** Reads an index that {@link IndexStep} wrote. */
  public static ScoreIndex read(Artifacts artifacts, ArtifactRef index) throws IOException {
    return Json.mapper().readValue(artifacts.read(index), ScoreIndex.class);
  }
}
