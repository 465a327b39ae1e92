package org.histochain.activities.filtering;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** The filter's definition, written down without any thought of size. */
record BruteForceFilter(String k, int p) {
  record Row(String id, float[] probabilities) {}

  record Answer(List<String> ids, List<Integer> perClass) {}

  /** Distribution alignment as its formula says. */
  static List<Row> aligned(List<Row> rows, double... target) {
    double[] mean = new double[target.length];
    for (Row row : rows) {
      for (int c = 0; c < mean.length; c++) {
        mean[c] += row.probabilities()[c];
      }
    }
    return rows.stream()
        .map(
            row -> {
              double[] weighted = new double[mean.length];
              for (int c = 0; c < mean.length; c++) {
                double share = mean[c] / rows.size();
                weighted[c] = share == 0 ? 0 : row.probabilities()[c] * (target[c] / share);
              }
              double sum = DoubleStream.of(weighted).reduce(0, Double::sum);
              float[] aligned = row.probabilities().clone();
              for (int c = 0; c < mean.length && sum > 0; c++) {
                aligned[c] = (float) (weighted[c] / sum);
              }
              return new Row(row.id(), aligned);
            })
        .toList();
  }

  Answer select(List<Row> rows, int classes) {
    Set<String> chosen = new TreeSet<>();
    List<Integer> perClass = new ArrayList<>();
    for (int c = 0; c < classes; c++) {
      int wanted = c;
      List<Row> ranking =
          rows.stream()
              .filter(row -> mostProbable(row).contains(wanted))
              .sorted(
                  Comparator.comparing((Row row) -> -row.probabilities()[wanted])
                      .thenComparing(Row::id))
              .toList();
      List<Row> kept = ranking.subList(0, keep(ranking.size()));
      kept.forEach(row -> chosen.add(row.id()));
      perClass.add(kept.size());
    }
    return new Answer(rows.stream().map(Row::id).filter(chosen::contains).toList(), perClass);
  }

  private List<Integer> mostProbable(Row row) {
    return IntStream.range(0, row.probabilities().length)
        .boxed()
        .sorted(
            Comparator.comparing((Integer c) -> -row.probabilities()[c])
                .thenComparing(Comparator.naturalOrder()))
        .limit(p)
        .toList();
  }

  private int keep(int candidates) {
    if (k.equals("all")) {
      return candidates;
    }
    if (!k.startsWith("0.")) {
      return Math.min(Integer.parseInt(k), candidates);
    }
    String digits = k.substring(2);
    BigInteger scale = BigInteger.TEN.pow(digits.length());
    BigInteger product = new BigInteger(digits).multiply(BigInteger.valueOf(candidates));
    return product.add(scale).subtract(BigInteger.ONE).divide(scale).intValueExact();
  }
}
