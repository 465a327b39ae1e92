package org.histochain.activities.table;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A row of a provenance table: one pseudo-label.
 *
 * @param id patch id
 * @param iteration from 1
 * @param teacher SHA-256 of the model that gave it
 * @param pseudoLabel name of the most probable class
 * @param confidence its probability, in [0, 1]
 * @param kept whether the filter kept the patch
 * @param chosenBy names of the classes that chose it, in class order; empty where it was not kept
 * @param truth name of its true class; null: not known
 */
public record ProvenanceRow(
    String id,
    int iteration,
    String teacher,
    String pseudoLabel,
    float confidence,
    boolean kept,
    List<String> chosenBy,
    @Nullable String truth) {
  public ProvenanceRow {
    requireNonNull(id, "id is null");
    requireNonNull(teacher, "teacher is null");
    requireNonNull(pseudoLabel, "pseudoLabel is null");
    chosenBy = List.copyOf(requireNonNull(chosenBy, "chosenBy is null"));
  }
}
