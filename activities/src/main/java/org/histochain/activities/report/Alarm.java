package org.histochain.activities.report;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;

/**
 * A sign that a chain's pseudo-labels go wrong; part of {@code summary.json}.
 *
 * @param kind what goes wrong
 * @param iteration in which it shows, from 1
 * @param classes the classes concerned, in class order; empty where it concerns all
 * @param message the same in a sentence, with its numbers
 */
@JsonPropertyOrder({"kind", "iteration", "classes", "message"})
public record Alarm(Kind kind, int iteration, List<String> classes, String message) {
  /** What goes wrong. */
  public enum Kind {
    /** Classes of which the filter kept none, or less than a tenth of what was to be expected. */
    vanishingClass,
    /** The kept pseudo-labels are of few classes. */
    collapse,
    /** The teacher is surer of what was kept than in the first iteration, and less often right. */
    confirmation
  }

  public Alarm {
    requireNonNull(kind, "kind is null");
    classes = List.copyOf(requireNonNull(classes, "classes is null"));
    requireNonNull(message, "message is null");
  }
}
