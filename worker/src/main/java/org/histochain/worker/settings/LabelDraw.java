package org.histochain.worker.settings;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import org.histochain.workflows.contract.ArtifactRef;
import org.histochain.workflows.contract.LabelSpec;
import org.jspecify.annotations.Nullable;

/**
 * How a chain file asks for the labelled set: a {@link LabelSpec} whose list is still a file on
 * this machine. Exactly one of {@code perClass}, {@code fraction} and {@code list} is set.
 *
 * @param perClass patches of each class
 * @param fraction decimal in (0, 1) of labelled + pool, or {@code all}
 * @param list CSV file naming the labelled patches, absolute
 * @param seed seed of the draw
 * @param shortOf {@code refuse} or {@code take} where a class has fewer patches than asked
 * @param draw how patches are chosen; null: at random
 */
public record LabelDraw(
    @Nullable Integer perClass,
    @Nullable String fraction,
    @Nullable Path list,
    long seed,
    String shortOf,
    @Nullable String draw) {
  public LabelDraw {
    requireNonNull(shortOf, "shortOf is null");
  }

  LabelSpec toSpec(@Nullable ArtifactRef uploadedList) {
    if ((list == null) != (uploadedList == null)) {
      throw new IllegalArgumentException(
          list == null ? "labels.list was uploaded but not asked for" : list + " is not uploaded");
    }
    return new LabelSpec(perClass, fraction, uploadedList, seed, shortOf, draw);
  }

  LabelDraw withFraction(String other) {
    return new LabelDraw(null, other, null, seed, shortOf, draw);
  }

  LabelDraw withSeed(long other) {
    return new LabelDraw(perClass, fraction, list, other, shortOf, draw);
  }
}
