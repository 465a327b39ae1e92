package org.histochain.activities.preparation;

import java.util.Comparator;
import java.util.List;
import org.histochain.activities.table.PatchRow;

/**
 * Labels of patches that look alike, or that look unlike their class, in the space of {@link
 * ColourMoments}. A smaller choice lies within a larger one of its seed.
 */
final class ColourChoice {
  private record Placed(PatchRow patch, double distance) {}

  private ColourChoice() {}

  /** A patch drawn by the seed, and those nearest to it. */
  static LabelChoice nearest(ColourMoments space) {
    return (ordered, count) ->
        sorted(
            ordered,
            space.of(ordered.getFirst()),
            space,
            Comparator.comparingDouble(Placed::distance),
            count);
  }

  /** Those furthest from the class's mean. Seeds decide between equally far ones only. */
  static LabelChoice atypical(ColourMoments space) {
    return (ordered, count) ->
        sorted(
            ordered,
            ColourMoments.mean(
                ordered.stream()
                    .sorted(Comparator.comparing(PatchRow::id))
                    .map(space::of)
                    .toList()),
            space,
            Comparator.comparingDouble(Placed::distance).reversed(),
            count);
  }

  private static List<PatchRow> sorted(
      List<PatchRow> ordered,
      double[] from,
      ColourMoments space,
      Comparator<Placed> by,
      int count) {
    return ordered.stream()
        .map(patch -> new Placed(patch, ColourMoments.distance(space.of(patch), from)))
        .sorted(by)
        .limit(count)
        .map(Placed::patch)
        .toList();
  }
}
