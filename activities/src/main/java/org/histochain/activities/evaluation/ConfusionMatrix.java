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
  private final ClassTallies tallies;

  private ConfusionMatrix(int[][] counts, ClassTallies tallies) {
    this.counts = counts;
    this.tallies = tallies;
  }

  static ConfusionMatrix of(int classes, int[] truth, int[] predicted) {
    int[][] counts = new int[classes][classes];
    ClassTallies tallies = new ClassTallies(classes);
    for (int i = 0; i < truth.length; i++) {
      counts[truth[i]][predicted[i]]++;
      tallies.add(truth[i], predicted[i], 1);
    }
    return new ConfusionMatrix(counts, tallies);
  }

  double accuracy() {
    return tallies.accuracy();
  }

  double balancedAccuracy() {
    return tallies.present().mapToDouble(tallies::recall).average().orElseThrow();
  }

  double macroF1() {
    return tallies.present().mapToDouble(tallies::f1).average().orElseThrow();
  }

  Map<String, Double> perClassF1(List<String> classes) {
    SequencedMap<String, Double> scores = new LinkedHashMap<>();
    tallies.present().forEach(c -> scores.put(classes.get(c), tallies.f1(c)));
    return scores;
  }

  List<String> absent(List<String> classes) {
    return IntStream.range(0, counts.length)
        .filter(c -> !tallies.holds(c))
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
}
