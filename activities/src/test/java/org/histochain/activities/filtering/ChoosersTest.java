package org.histochain.activities.filtering;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.histochain.activities.table.ScoreRows;
import org.histochain.activities.table.ScoreTableFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ChoosersTest {
  private static final List<String> CLASSES = List.of("A", "B", "C", "D");

  @TempDir private Path folder;

  /** Probabilities are eighths, so that most of them tie. */
  @Test
  void chosenByIsWhatTheRankingOfThePoolSays() throws IOException {
    Random random = new Random(5);
    for (int round = 0; round < 60; round++) {
      int p = 1 + round % CLASSES.size();
      int keep = 1 + random.nextInt(12);
      SortedMap<String, float[]> pool = new TreeMap<>();
      int patches = 1 + random.nextInt(60);
      for (int n = 0; n < patches; n++) {
        pool.put("%03d".formatted(n), eighths(random));
      }
      Map<String, List<Integer>> expected = bruteForce(pool, p, keep);
      List<String> ids = List.copyOf(expected.keySet());
      Path selection = folder.resolve("selection.parquet");
      ScoreTableFile.write(
          selection,
          new ScoreRows(CLASSES, ids, ids.stream().map(pool::get).toArray(float[][]::new)));
      List<Integer> perClass =
          IntStream.range(0, CLASSES.size())
              .mapToObj(c -> (int) expected.values().stream().filter(by -> by.contains(c)).count())
              .toList();

      Choosers choosers = Choosers.of(selection, p, perClass);

      for (String id : ids) {
        assertThat(choosers.of(id, requireNonNull(pool.get(id))))
            .describedAs("round %d, patch %s", round, id)
            .isEqualTo(expected.get(id));
      }
    }
  }

  private static SortedMap<String, List<Integer>> bruteForce(
      SortedMap<String, float[]> pool, int p, int keep) {
    SortedMap<String, List<Integer>> chosenBy = new TreeMap<>();
    for (int c = 0; c < CLASSES.size(); c++) {
      int of = c;
      pool.entrySet().stream()
          .filter(patch -> ranked(patch.getValue()).subList(0, p).contains(of))
          .sorted(
              Comparator.comparing((Map.Entry<String, float[]> patch) -> -patch.getValue()[of])
                  .thenComparing(Map.Entry::getKey))
          .limit(keep)
          .forEach(
              patch -> chosenBy.computeIfAbsent(patch.getKey(), _ -> new ArrayList<>()).add(of));
    }
    return chosenBy;
  }

  private static List<Integer> ranked(float[] probabilities) {
    return IntStream.range(0, probabilities.length)
        .boxed()
        .sorted(Comparator.comparing(c -> -probabilities[c]))
        .toList();
  }

  private static float[] eighths(Random random) {
    float[] probabilities = new float[CLASSES.size()];
    for (int n = 0; n < 8; n++) {
      probabilities[random.nextInt(CLASSES.size())] += 0.125f;
    }
    return probabilities;
  }
}
