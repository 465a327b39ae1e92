package org.histochain.activities.filtering;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Counts the candidates of each class by their probability: first by the upper half of its bits,
 * then, where a class's ranking is cut, by the lower. So nothing is sorted.
 */
final class Ranking {
  private static final int LOWER_BITS = 15;
  private static final int LOWER = (1 << LOWER_BITS) - 1;
  private static final int UPPER_COUNTS = (Float.floatToRawIntBits(1) >> LOWER_BITS) + 1;

  /** The count in which the {@code n}-th largest is, and how many larger ones are in others. */
  private record Place(int index, int above) {
    static Place of(int[] counts, int n) {
      int above = 0;
      int index = counts.length - 1;
      while (above + counts[index] < n) {
        above += counts[index--];
      }
      return new Place(index, above);
    }
  }

  private final List<Candidates> parts;
  private final int[][] upper;

  /**
   * @param parts candidates, with probabilities in [0, 1]
   */
  Ranking(List<Candidates> parts, int classes) {
    this.parts = parts;
    this.upper = new int[classes][UPPER_COUNTS];
    for (Candidates part : parts) {
      CandidateReader candidates = new CandidateReader(part);
      for (int count = candidates.next(); count > 0; count = candidates.next()) {
        for (int i = 0; i < count; i++) {
          upper[candidates.classOf(i)][bits(candidates.probability(i)) >> LOWER_BITS]++;
        }
      }
    }
  }

  /** Orders as the probabilities do, zeros alike. */
  private static int bits(float probability) {
    return Float.floatToRawIntBits(probability + 0f);
  }

  /** Returns the number of candidates of a class. */
  int size(int classIndex) {
    return IntStream.of(upper[classIndex]).sum();
  }

  /**
   * Returns each class's cut.
   *
   * @param keep how many to keep by class, 0 to its candidates
   */
  Cut[] cut(int[] keep) {
    Place[] places = new Place[keep.length];
    int[][] lower = new int[keep.length][LOWER + 1];
    int[] wanted = new int[keep.length];
    for (int c = 0; c < keep.length; c++) {
      places[c] = Place.of(upper[c], keep[c]);
      wanted[c] = places[c].index();
    }
    for (Candidates part : parts) {
      CandidateReader candidates = new CandidateReader(part);
      for (int count = candidates.next(); count > 0; count = candidates.next()) {
        for (int i = 0; i < count; i++) {
          int bits = bits(candidates.probability(i));
          if (bits >> LOWER_BITS == wanted[candidates.classOf(i)]) {
            lower[candidates.classOf(i)][bits & LOWER]++;
          }
        }
      }
    }
    Cut[] cuts = new Cut[keep.length];
    for (int c = 0; c < cuts.length; c++) {
      cuts[c] = keep[c] == 0 ? Cut.beforeAll() : cut(places[c], lower[c], keep[c]);
    }
    return cuts;
  }

  private static Cut cut(Place place, int[] lower, int keep) {
    Place exact = Place.of(lower, keep - place.above());
    float threshold = Float.intBitsToFloat(place.index() << LOWER_BITS | exact.index());
    int keptOfTied = keep - place.above() - exact.above();
    return new Cut(threshold, keptOfTied, keptOfTied < lower[exact.index()]);
  }
}
