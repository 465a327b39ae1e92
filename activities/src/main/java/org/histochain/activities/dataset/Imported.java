package org.histochain.activities.dataset;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.histochain.workflows.contract.DatasetRef;

/**
 * An imported data set.
 *
 * @param ref its version
 * @param classes class names, in the order of their indices
 * @param patches number of patches
 * @param counts patches of each class by declared split, or under {@link Splits#UNDECLARED}
 * @param skipped what was left out, and why
 */
public record Imported(
    DatasetRef ref,
    List<String> classes,
    int patches,
    SortedMap<String, List<Integer>> counts,
    List<SkippedImage> skipped) {
  public Imported {
    requireNonNull(ref, "ref is null");
    classes = List.copyOf(requireNonNull(classes, "classes is null"));
    counts = Collections.unmodifiableSortedMap(new TreeMap<>(counts));
    skipped = List.copyOf(requireNonNull(skipped, "skipped is null"));
  }
}
