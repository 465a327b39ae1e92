package org.histochain.activities.statistics;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How data decide a claim; written down, with its margin, before they are seen. What has no
 * interval is undecided.
 */
public sealed interface Rule {
  /**
   * The effect is above the margin: supported where its 95 % interval lies above it, contradicted
   * where it lies below.
   *
   * @param margin in the effect's unit; 0.02 is two points
   */
  record Greater(double margin) implements Rule {
    public Greater {
      finite(margin);
    }

    /** Decides by a difference. */
    public Verdict decide(Effect effect) {
      Interval interval = effect.interval();
      if (interval == null) {
        return Verdict.undecided;
      }
      return interval.above(margin)
          ? Verdict.supported
          : interval.below(margin) ? Verdict.contradicted : Verdict.undecided;
    }
  }

  /**
   * The effect is no further from 0 than the margin, either way: supported where its 95 % interval
   * lies in [-margin, margin], contradicted where it lies wholly outside. (Two one-sided tests of 5
   * % would do with the 90 % interval, Schuirmann 1987; this asks for more.)
   *
   * @param margin in the effect's unit, above 0
   */
  record Within(double margin) implements Rule {
    public Within {
      finite(margin);
      if (margin <= 0) {
        throw new IllegalArgumentException(
            "a margin of %s for within; it must be above 0".formatted(margin));
      }
    }

    /** Decides by a difference. */
    public Verdict decide(Effect effect) {
      Interval interval = effect.interval();
      if (interval == null) {
        return Verdict.undecided;
      }
      if (interval.above(margin) || interval.below(-margin)) {
        return Verdict.contradicted;
      }
      return interval.low() >= -margin && interval.high() <= margin
          ? Verdict.supported
          : Verdict.undecided;
    }
  }

  /**
   * Every one of several effects, the differences between one iteration and the next, is above the
   * margin. Supported where each 95 % interval lies above it: to claim all at once needs no
   * adjustment (Berger: "Multiparameter hypothesis testing and acceptance sampling", Technometrics
   * 1982). Contradicted where, with Holm's adjustment, any lies below: one of m does so by its
   * interval of level 1 - 0.05 / m.
   *
   * @param margin in the effects' unit; 0 for any rise
   */
  record Increasing(double margin) implements Rule {
    public Increasing {
      finite(margin);
    }

    /**
     * Decides by the differences.
     *
     * @param steps at least one
     * @throws IllegalArgumentException if there is none
     */
    public Verdict decide(List<Effect> steps) {
      if (steps.isEmpty()) {
        throw new IllegalArgumentException(
            "there is no difference between iterations to decide by");
      }
      double adjusted = 1 - (1 - Effect.LEVEL) / steps.size();
      if (steps.stream().anyMatch(step -> below(step.interval(adjusted)))) {
        return Verdict.contradicted;
      }
      return steps.stream().allMatch(step -> above(step.interval()))
          ? Verdict.supported
          : Verdict.undecided;
    }

    private boolean above(@Nullable Interval interval) {
      return interval != null && interval.above(margin);
    }

    private boolean below(@Nullable Interval interval) {
      return interval != null && interval.below(margin);
    }
  }

  /**
   * The variance between runs falls by more than the margin: supported where the 95 % interval of
   * the ratio, end over beginning, lies below 1 - margin, contradicted where it lies above.
   *
   * @param margin smallest fall as a fraction of the variance, in [0, 1); 0 for any fall
   */
  record VarianceFalls(double margin) implements Rule {
    public VarianceFalls {
      if (!(margin >= 0 && margin < 1)) {
        throw new IllegalArgumentException(
            "a margin of %s for a fall of variance; it must be in [0, 1)".formatted(margin));
      }
    }

    /** Decides by the ratio. */
    public Verdict decide(VarianceRatio ratio) {
      Interval interval = ratio.interval();
      if (interval == null) {
        return Verdict.undecided;
      }
      return interval.below(1 - margin)
          ? Verdict.supported
          : interval.above(1 - margin) ? Verdict.contradicted : Verdict.undecided;
    }
  }

  /** Returns the margin, as written beforehand. */
  double margin();

  private static void finite(double margin) {
    if (!Double.isFinite(margin)) {
      throw new IllegalArgumentException("a margin of %s".formatted(margin));
    }
  }
}
