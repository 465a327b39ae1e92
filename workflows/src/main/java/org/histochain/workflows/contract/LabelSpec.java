package org.histochain.workflows.contract;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * How the labelled set is drawn from the training split. Exactly one of {@code perClass}, {@code
 * fraction} and {@code list} is set.
 *
 * @param perClass patches of each class
 * @param fraction decimal in (0, 1) of labelled + pool, or {@code all}
 * @param list blob of a CSV file naming the labelled patches
 * @param seed seed of the draw
 * @param shortOf what to do where a class has fewer patches than asked: {@code refuse} or {@code
 *     take}
 * @param draw how the patches of a class are chosen where that is on purpose not representative:
 *     {@code oneGroup}, {@code nearest} or {@code atypical}; null: at random
 */
public record LabelSpec(
    @Nullable Integer perClass,
    @Nullable String fraction,
    @Nullable ArtifactRef list,
    long seed,
    String shortOf,
    @Nullable String draw) {
  public LabelSpec {
    requireNonNull(shortOf, "shortOf is null");
  }

  /** A representative labelled set. */
  public LabelSpec(
      @Nullable Integer perClass,
      @Nullable String fraction,
      @Nullable ArtifactRef list,
      long seed,
      String shortOf) {
    this(perClass, fraction, list, seed, shortOf, null);
  }
}
