package org.histochain.workflows.contract;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** How many of a class's candidates the filter keeps. */
public sealed interface K {
  /**
   * Returns how many of {@code candidates} are kept.
   *
   * @param candidates number of candidates, at least 0
   */
  int keep(int candidates);

  /** Returns the shortest text that {@link #parse} reads as this value. */
  String text();

  /**
   * Reads the {@code k} of a chain file.
   *
   * @throws IllegalArgumentException if it is no K; one line that names the value and what is
   *     allowed
   */
  static K parse(String text) {
    if (text.equals("all")) {
      return new All();
    }
    if (text.matches("\\d{1,18}")) {
      return count(new BigDecimal(text));
    }
    // Bounded, so that no exponent makes exact arithmetic endless.
    if (text.matches("(\\d{0,18}\\.\\d{1,18}|\\d{1,18}\\.?)([eE][+-]?\\d{1,2})?")) {
      return new Fraction(new BigDecimal(text));
    }
    throw refused(text);
  }

  private static K count(BigDecimal value) {
    if (value.compareTo(BigDecimal.TWO) < 0) {
      throw refused(value.toPlainString());
    }
    // More than there are keeps all, and there are never more than an int can count.
    return new Count(value.min(BigDecimal.valueOf(Integer.MAX_VALUE)).intValueExact());
  }

  private static IllegalArgumentException refused(String text) {
    return new IllegalArgumentException(
        "filter.k is "
            + text
            + ": write `all` to keep every candidate, a decimal below 1 for a fraction, or an"
            + " integer of at least 2 for a count");
  }

  /**
   * A count; more than there are keeps all.
   *
   * @param count at least 2
   */
  record Count(int count) implements K {
    public Count {
      if (count < 2) {
        throw refused(Integer.toString(count));
      }
    }

    @Override
    public int keep(int candidates) {
      return Math.min(count, candidates);
    }

    @Override
    public String text() {
      return Integer.toString(count);
    }
  }

  /**
   * A fraction of the candidates, rounded up, in exact decimal arithmetic: 0.1 of 30 is 3.
   *
   * @param fraction in (0, 1)
   */
  record Fraction(BigDecimal fraction) implements K {
    public Fraction {
      requireNonNull(fraction, "fraction is null");
      if (fraction.signum() <= 0 || fraction.compareTo(BigDecimal.ONE) >= 0) {
        throw refused(fraction.toPlainString());
      }
    }

    @Override
    public int keep(int candidates) {
      return fraction
          .multiply(BigDecimal.valueOf(candidates))
          .setScale(0, RoundingMode.CEILING)
          .intValueExact();
    }

    @Override
    public String text() {
      return fraction.stripTrailingZeros().toPlainString();
    }
  }

  /** The filter is off: every candidate is kept. */
  record All() implements K {
    @Override
    public int keep(int candidates) {
      return candidates;
    }

    @Override
    public String text() {
      return "all";
    }
  }
}
