package org.histochain.activities.experiment;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import org.histochain.activities.statistics.Interval;
import org.jspecify.annotations.Nullable;

/**
 * Scores over K and P, where nothing else differs.
 *
 * @param set {@code validation} or {@code test}
 * @param of whose scores, in words
 * @param rung number of tuning's rung, from 1; null on test
 * @param iterations iterations of its chains, at most
 * @param points what was tried, each K and P once
 */
record FilterMap(
    String set, String of, @Nullable Integer rung, int iterations, List<Point> points) {
  /** What became of a K and P. */
  enum State {
    /** Tuning took it. */
    chosen,
    /** It is among the best of its rung, and is tried in the next one. */
    goesOn,
    /** It is not. */
    left,
    /** It left in an earlier rung, so that it has no score here. */
    leftBefore,
    /** One of its chains failed, so that it is out. */
    failed,
    /** An arm was run with it. */
    run
  }

  /**
   * A K and P.
   *
   * @param k as written in a chain file
   * @param p as written there
   * @param score mean over runs, in [0, 1]; null where there is none
   * @param interval 95 % t interval over runs; null for fewer than two
   * @param runs how many the score is of
   * @param state what became of it
   * @param note the arms on test; of one that left, the rung; empty otherwise
   */
  record Point(
      String k,
      String p,
      @Nullable Double score,
      @Nullable Interval interval,
      int runs,
      State state,
      String note) {
    Point {
      requireNonNull(k, "k is null");
      requireNonNull(p, "p is null");
      requireNonNull(state, "state is null");
    }
  }

  /** Fractions, then counts, then {@code all}, each rising: from what keeps least to all. */
  private static final Comparator<String> RISING =
      Comparator.<String, Boolean>comparing("all"::equals)
          .thenComparing(value -> number(value).compareTo(BigDecimal.ONE) >= 0)
          .thenComparing(FilterMap::number);

  FilterMap {
    requireNonNull(set, "set is null");
    requireNonNull(of, "of is null");
    points = List.copyOf(points);
  }

  private static BigDecimal number(String value) {
    return value.equals("all") ? BigDecimal.ZERO : new BigDecimal(value);
  }

  List<String> ks() {
    return values(Point::k);
  }

  List<String> ps() {
    return values(Point::p);
  }

  private List<String> values(Function<Point, String> of) {
    return points.stream().map(of).distinct().sorted(RISING).toList();
  }

  Optional<Point> at(String k, String p) {
    return points.stream().filter(point -> point.k().equals(k) && point.p().equals(p)).findFirst();
  }

  /** Returns where a score lies between the least (0) and the greatest (100) of the map. */
  int share(double score) {
    double least = scores().min().orElseThrow();
    double greatest = scores().max().orElseThrow();
    return greatest == least ? 100 : (int) Math.round(100 * (score - least) / (greatest - least));
  }

  private DoubleStream scores() {
    return points.stream()
        .map(Point::score)
        .filter(Objects::nonNull)
        .mapToDouble(Double::doubleValue);
  }
}
