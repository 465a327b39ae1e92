package org.histochain.activities.importing;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.SortedMap;
import org.histochain.activities.dataset.DatasetManifest;
import org.histochain.activities.image.SkippedImage;
import org.histochain.workflows.contract.DatasetRef;

/**
 * An imported data set.
 *
 * @param ref its version
 * @param manifest what was stored
 * @param skipped what was left out, and why
 * @param reusedShards shards that an earlier import of the same had made already
 */
public record Imported(
    DatasetRef ref, DatasetManifest manifest, List<SkippedImage> skipped, int reusedShards) {
  public Imported {
    requireNonNull(ref, "ref is null");
    requireNonNull(manifest, "manifest is null");
    skipped = List.copyOf(requireNonNull(skipped, "skipped is null"));
  }

  /** Returns the class names, in the order of their indices. */
  public List<String> classes() {
    return manifest.classes();
  }

  /** Returns the number of patches. */
  public int patches() {
    return manifest.patches();
  }

  /** Returns the patches of each class by declared split, as the manifest does. */
  public SortedMap<String, List<Integer>> counts() {
    return manifest.counts();
  }
}
