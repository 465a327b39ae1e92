package org.histochain.activities.report;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.stream.Stream;
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

  StageList plus(List<StageRecord> more) {
    return new StageList(Stream.concat(stages.stream(), more.stream()).toList());
  }
}
