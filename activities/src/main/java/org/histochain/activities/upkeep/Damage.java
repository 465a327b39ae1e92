package org.histochain.activities.upkeep;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * Something in a store that is not what it should be.
 *
 * @param path where it is, or should be
 * @param kind what it is: {@code object}, {@code manifest}, {@code checkpoint}, {@code chain},
 *     {@code dataset}, {@code experiment} or {@code other}
 * @param missing whether something refers to it and it is not there
 * @param fault what is wrong with it
 * @param chains ids of the chains that it touches, sorted
 * @param steps the steps that made it, read it or were to be known by it
 * @param datasets names of the data sets that it touches, sorted
 * @param remedy what to do
 */
public record Damage(
    String path,
    String kind,
    boolean missing,
    String fault,
    List<String> chains,
    List<TouchedStep> steps,
    List<String> datasets,
    String remedy) {
  public Damage {
    requireNonNull(path, "path is null");
    requireNonNull(kind, "kind is null");
    requireNonNull(fault, "fault is null");
    chains = List.copyOf(chains);
    steps = List.copyOf(steps);
    datasets = List.copyOf(datasets);
    requireNonNull(remedy, "remedy is null");
  }

  /**
   * A step that a damage touches.
   *
   * @param key the step's key
   * @param step kind of step; empty where nothing says it any more
   * @param how how it is touched: {@code output model}, {@code input table}, {@code manifest},
   *     {@code checkpoint}
   */
  public record TouchedStep(String key, String step, String how)
      implements Comparable<TouchedStep> {
    public TouchedStep {
      requireNonNull(key, "key is null");
      requireNonNull(step, "step is null");
      requireNonNull(how, "how is null");
    }

    @Override
    public int compareTo(TouchedStep other) {
      int byHow = how.compareTo(other.how);
      return byHow == 0 ? key.compareTo(other.key) : byHow;
    }
  }
}
