package org.histochain.activities.evaluation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.IntStream;

/** Patches by true class (rows) and predicted class (columns), and the scores that follow. */
final class ConfusionMatrix {
  private final int[][] counts;

  private ConfusionMatrix(int[][] counts) {
    this.counts = counts;
  }

  static ConfusionMatrix of(int classes, int[] truth, int[] predicted) {
    int[][] counts = new int[classes][classes];
    for (int i = 0; i < truth.length; i++) {
      counts[truth[i]][predicted[i]]++;
    }
    return new ConfusionMatrix(counts);
  }

  double accuracy() {
    long right = 0;
    long all = 0;
    for (int c = 0; c < counts.length; c++) {
      right += counts[c][c];
      all += held(c);
    }
    return (double) right / all;
  }

  double balancedAccuracy() {
    return present().mapToDouble(c -> (double) counts[c][c] / held(c)).average().orElseThrow();
  }

  double macroF1() {
    return present().mapToDouble(this::f1).average().orElseThrow();
  }

  Map<String, Double> perClassF1(List<String> classes) {
    SequencedMap<String, Double> scores = new LinkedHashMap<>();
    present().forEach(c -> scores.put(classes.get(c), f1(c)));
    return scores;
  }

  List<String> absent(List<String> classes) {
    return IntStream.range(0, counts.length)
        .filter(c -> held(c) == 0)
        .mapToObj(classes::get)
        .toList();
  }

  List<List<Integer>> rows() {
    List<List<Integer>> rows = new ArrayList<>();
    for (int[] row : counts) {
      rows.add(IntStream.of(row).boxed().toList());
    }
    return rows;
  }

  private IntStream present() {
    return IntStream.range(0, counts.length).filter(c -> held(c) > 0);
  }

  /** F1 = 2 TP / (2 TP + FP + FN); the denominator is above 0 for a class that the set holds. */
  private double f1(int c) {
    long predicted = 0;
    for (int[] row : counts) {
      predicted += row[c];
    }
    return 2.0 * counts[c][c] / (predicted + held(c));
  }

  private long held(int c) {
    return IntStream.of(counts[c]).asLongStream().sum();
  }
}
