package org.histochain.activities.evaluation;

import java.util.stream.IntStream;

/** Of each class, how many patches a set holds, how many are predicted, and how many rightly so. */
final class ClassTallies {
  private final long[] held;
  private final long[] predicted;
  private final long[] right;

  ClassTallies(int classes) {
    this.held = new long[classes];
    this.predicted = new long[classes];
    this.right = new long[classes];
  }

  /** Adds {@code patches} of one true and one predicted class. */
  void add(int trueClass, int predictedClass, long patches) {
    held[trueClass] += patches;
    predicted[predictedClass] += patches;
    if (trueClass == predictedClass) {
      right[trueClass] += patches;
    }
  }

  boolean holds(int c) {
    return held[c] > 0;
  }

  /** Returns the classes that the set holds, ascending. */
  IntStream present() {
    return IntStream.range(0, held.length).filter(this::holds);
  }

  int classes() {
    return held.length;
  }

  double accuracy() {
    long all = 0;
    long hits = 0;
    for (int c = 0; c < held.length; c++) {
      all += held[c];
      hits += right[c];
    }
    return (double) hits / all;
  }

  /** Returns the recall of a class that the set holds. */
  double recall(int c) {
    return (double) right[c] / held[c];
  }

  /** Returns F1 = 2 TP / (2 TP + FP + FN) of a class that the set holds. */
  double f1(int c) {
    return 2.0 * right[c] / (predicted[c] + held[c]);
  }
}
