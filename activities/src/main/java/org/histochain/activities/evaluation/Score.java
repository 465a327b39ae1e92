package org.histochain.activities.evaluation;

import java.util.function.IntToDoubleFunction;

/** A score of predictions against truth, in [0, 1]; macro averages are over the classes held. */
public enum Score {
  /** Fraction of patches that are predicted rightly. */
  accuracy {
    @Override
    double of(ClassTallies tallies) {
      return tallies.accuracy();
    }
  },
  /** Mean recall. */
  balancedAccuracy {
    @Override
    double of(ClassTallies tallies) {
      return mean(tallies, tallies::recall);
    }
  },
  /** Mean F1. */
  macroF1 {
    @Override
    double of(ClassTallies tallies) {
      return mean(tallies, tallies::f1);
    }
  };

  abstract double of(ClassTallies tallies);

  /** A plain sum, on which the digests of stored intervals rest; a stream's average compensates. */
  private static double mean(ClassTallies tallies, IntToDoubleFunction perClass) {
    double sum = 0;
    int present = 0;
    for (int c = 0; c < tallies.classes(); c++) {
      if (tallies.holds(c)) {
        sum += perClass.applyAsDouble(c);
        present++;
      }
    }
    return sum / present;
  }
}
