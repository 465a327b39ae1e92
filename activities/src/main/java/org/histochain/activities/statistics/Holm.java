package org.histochain.activities.statistics;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Holm's step-down adjustment of many p-values ("A simple sequentially rejective multiple test
 * procedure", Scandinavian Journal of Statistics 1979): with m of them, in ascending order,
 *
 * <pre>adjusted(i) = min(1, max over j up to i of (m - j + 1) p(j))</pre>
 *
 * Rejecting where an adjusted one is at most 0.05 keeps the chance of any false rejection at 5 %,
 * however they depend on each other.
 */
public final class Holm {
  private Holm() {}

  /**
   * Returns the adjusted p-values in the order given.
   *
   * @param p p-values, in [0, 1]
   * @throws IllegalArgumentException if one is not
   */
  public static double[] adjusted(double... p) {
    for (double one : p) {
      if (!(one >= 0 && one <= 1)) {
        throw new IllegalArgumentException("a p-value of %s; it must be in [0, 1]".formatted(one));
      }
    }
    List<Integer> ascending =
        IntStream.range(0, p.length)
            .boxed()
            .sorted(Comparator.comparingDouble(index -> p[index]))
            .toList();
    double[] adjusted = new double[p.length];
    double highest = 0;
    for (int rank = 0; rank < p.length; rank++) {
      int index = ascending.get(rank);
      highest = Math.max(highest, (p.length - rank) * p[index]);
      adjusted[index] = Math.min(1, highest);
    }
    return adjusted;
  }
}
