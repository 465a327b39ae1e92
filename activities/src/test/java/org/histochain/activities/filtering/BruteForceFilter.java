package org.histochain.activities.filtering;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** The filter's definition, written down without any thought of size. */
record BruteForceFilter(String k, int p) {
  record Row(String id, float[] probabilities) {}

  record Answer(List<String> ids, List<Integer> perClass) {}

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
