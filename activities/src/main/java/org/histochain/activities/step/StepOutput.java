package org.histochain.activities.step;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.histochain.workflows.contract.ArtifactRef;

/**
 * What a step's work made.
 *
 * @param outputs blobs already in the store, by name; they follow from the step's identity
 * @param metrics what was measured on the way, as a record or a map; kept as JSON
 */
public record StepOutput(SortedMap<String, ArtifactRef> outputs, Object metrics) {
  public StepOutput {
    outputs = Collections.unmodifiableSortedMap(new TreeMap<>(outputs));
    requireNonNull(metrics, "metrics is null");
  }
}
