package org.histochain.activities.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.parquet.hadoop.ParquetWriter;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ScoreTableWriterTest {
  @TempDir Path folder;

  /** Ends of pages and row groups fall everywhere: at 20,000 rows, at 1 MiB of ids, at 32 MiB. */
  @ParameterizedTest
  @CsvSource({
    "0, 2, 8",
    "1, 2, 8",
    "99, 3, 8",
    "101, 3, 300",
    "19999, 1, 8",
    "20001, 2, 8",
    "60000, 2, 90",
    "25000, 2, 700",
    "40, 2, 100000",
    "300000, 40, 12",
    "24000, 1, 1500"
  })
  void writesTheBytesOfParquetsOwnWriter(int rows, int classes, int idLength) throws Exception {
    List<String> names = IntStream.range(0, classes).mapToObj(c -> "C" + c).toList();
    Path ours = folder.resolve("ours");
    Path theirs = folder.resolve("theirs");
    Random random = new Random(rows);
    try (ScoreTableFile.Writer writer = ScoreTableFile.writer(ours, names);
        ParquetWriter<ScoreRow> plain = ScoreRow.writer(theirs, ScoreTableFile.schema(names))) {
      float[] probabilities = new float[classes];
      for (int row = 0; row < rows; row++) {
        String id = id(random, row, idLength);
        for (int c = 0; c < classes; c++) {
          probabilities[c] = random.nextInt(9) == 0 ? odd(random) : random.nextFloat();
        }
        writer.write(id, probabilities);
        plain.write(new ScoreRow(id, probabilities));
      }
    }
    assertThat(ours).hasSameBinaryContentAs(theirs);
  }

  private static String id(Random random, int row, int length) {
    StringBuilder id = new StringBuilder("é" + row);
    int end = random.nextInt(2 * length);
    while (id.length() < end) {
      id.append((char) ('a' + random.nextInt(26)));
    }
    return id.toString();
  }

  private static float odd(Random random) {
    float[] odd = {0f, -0f, 1f, Float.NaN, Float.MIN_VALUE, Float.POSITIVE_INFINITY};
    return odd[random.nextInt(odd.length)];
  }
}
