package org.histochain.activities.report;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.histochain.activities.artifact.Artifacts;
import org.histochain.activities.step.Json;
import org.histochain.workflows.contract.ArtifactRef;
import org.histochain.workflows.contract.StageRecord;

/**
 * The stages of a chain, in the order they were made.
 *
 * @param stages teacher first
 */
public record StageList(List<StageRecord> stages) {
  public StageList {
    stages = List.copyOf(requireNonNull(stages, "stages is null"));
  }

  /** Reads a list that {@link RecordStagesStep} wrote. */
  public static StageList read(Artifacts artifacts, ArtifactRef list) throws IOException {
    return Json.mapper().readValue(artifacts.read(list), StageList.class);
  }

  StageList plus(List<StageRecord> more) {
    return new StageList(Stream.concat(stages.stream(), more.stream()).toList());
  }
}
