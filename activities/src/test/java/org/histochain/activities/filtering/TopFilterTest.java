package org.histochain.activities.filtering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.IntUnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.histochain.activities.step.StepFailure;
import org.histochain.activities.table.ScoreBlock;
import org.histochain.activities.table.ScoreTableFile.BlockConsumer;
import org.histochain.workflows.contract.FailureTypes;
import org.histochain.workflows.contract.K;
import org.junit.jupiter.api.Test;

final class TopFilterTest {
  private record Selected(List<String> ids, List<float[]> probabilities, TopFilter.Kept kept) {}

  @Test
  void keepsWhatTheDefinitionKeepsOn1000RandomInputsWithTies() throws IOException {
    Random random = new Random(20261123);
    for (int trial = 0; trial < 1000; trial++) {
      int classes = 1 + random.nextInt(6);
      int p = 1 + random.nextInt(classes);
      String k = randomK(random);
      // Few different values make ties between classes, between patches and at the cut.
      List<BruteForceFilter.Row> rows = randomRows(random, classes, 1 + random.nextInt(12));

      Selected selected = select(rows, classes, k, p);

      BruteForceFilter.Answer answer = new BruteForceFilter(k, p).select(rows, classes);
      assertThat(selected.ids()).as("trial %d: k %s, p %d", trial, k, p).isEqualTo(answer.ids());
      assertThat(selected.kept().selectedPerClass()).isEqualTo(answer.perClass());
      assertThat(selected.kept().selected()).isEqualTo(answer.ids().size());
    }
  }

  @Test
  void breaksTiesAtTheCutByPatchId() throws IOException {
    List<BruteForceFilter.Row> rows =
        List.of(row("d", 1f, 0f), row("b", 1f, 0f), row("c", 1f, 0f), row("a", 1f, 0f));
    assertThat(select(rows, 2, "2", 1).ids()).containsExactly("b", "a");
  }

  @Test
  void makesAPatchACandidateOfTheLowerClassWhereItsProbabilitiesTie() throws IOException {
    TopFilter.Kept kept = select(List.of(row("a", 0.4f, 0.4f, 0.2f)), 3, "all", 1).kept();
    assertThat(kept.candidatesPerClass()).containsExactly(1, 0, 0);
  }

  @Test
  void takesFractionsInExactDecimalArithmetic() throws IOException {
    // In doubles 0.07 x 100 is 7.000000000000001, whose ceiling is 8.
    List<BruteForceFilter.Row> rows =
        IntStream.range(0, 100).mapToObj(i -> row("p%03d".formatted(i), i / 100f)).toList();
    assertThat(select(rows, 1, "0.07", 1).kept().selectedPerClass()).containsExactly(7);
  }

  @Test
  void keepsAPatchOfSeveralClassesOnceWithItsWholeSoftmax() throws IOException {
    Selected selected = select(List.of(row("a", 0.5f, 0.3f, 0.2f)), 3, "all", 3);
    assertThat(selected.ids()).containsExactly("a");
    assertThat(selected.probabilities().getFirst()).containsExactly(0.5f, 0.3f, 0.2f);
    assertThat(selected.kept().selectedPerClass()).containsExactly(1, 1, 1);
  }

  @Test
  void keepsAllWhereTheCountIsAboveWhatThereIs() throws IOException {
    assertThat(select(List.of(row("b", 1f), row("a", 0f)), 1, "1000", 1).ids())
        .containsExactly("b", "a");
  }

  @Test
  void treatsBothZerosAsOneProbability() throws IOException {
    List<BruteForceFilter.Row> rows = List.of(row("c", 0f), row("b", -0f), row("a", 0f));
    assertThat(select(rows, 1, "2", 1).ids()).containsExactly("b", "a");
  }

  @Test
  void keepsNothingOfAnEmptyPool() throws IOException {
    assertThat(select(List.of(), 3, "0.8", 1).kept())
        .isEqualTo(new TopFilter.Kept(0, List.of(0, 0, 0), List.of(0, 0, 0)));
  }

  @Test
  void ranksMillionsOfRowsWithoutAnObjectForEach() throws IOException {
    int rows = 2_000_000;
    float[][] lent = new float[4][2];
    ScorePool pool =
        pool(
            4,
            part -> rows / 4,
            (part, visitor) -> {
              Random random = new Random(part);
              ScoreBlock block = new ScoreBlock(2);
              for (int i = 0; i < rows / 4; i++) {
                lent[part][0] = random.nextFloat();
                lent[part][1] = 1 - lent[part][0];
                block.add("p", lent[part]);
                if (block.rows() == 100) {
                  visitor.accept(block);
                  block.clear();
                }
              }
            });
    int[] written = {0};
    TopFilter.Kept kept =
        new TopFilter(List.of("A", "B"), K.parse("0.25"), 1)
            .select(pool, (block, chosen, count) -> written[0] += count);
    assertThat(kept.candidatesPerClass().stream().mapToInt(Integer::intValue).sum())
        .isEqualTo(rows);
    assertThat(written[0]).isEqualTo(kept.selected()).isBetween(499_000, 501_000);
  }

  @Test
  void refusesAProbabilityThatIsNone() {
    assertThatThrownBy(() -> select(List.of(row("a", Float.NaN)), 1, "all", 1))
        .isInstanceOfSatisfying(
            StepFailure.class,
            failure -> assertThat(failure.type()).isEqualTo(FailureTypes.DIVERGED))
        .hasMessageContaining("patch a has probability NaN of class C0");
  }

  @Test
  void refusesPOutOfRange() {
    assertThatThrownBy(() -> select(List.of(), 2, "all", 3))
        .hasMessage("filter.p is 3; it must be from 1 to the number of classes, 2");
    assertThatThrownBy(() -> select(List.of(), 2, "all", 0))
        .hasMessage("filter.p is 0; it must be from 1 to the number of classes, 2");
  }

  private interface Part {
    void forEach(int part, BlockConsumer visitor) throws IOException;
  }

  private static ScorePool pool(int parts, IntUnaryOperator rowsOfPart, Part rows) {
    return new ScorePool() {
      @Override
      public int parts() {
        return parts;
      }

      @Override
      public int rows(int part) {
        return rowsOfPart.applyAsInt(part);
      }

      @Override
      public void forEach(int part, BlockConsumer visitor) throws IOException {
        rows.forEach(part, visitor);
      }
    };
  }

  @Test
  void keepsOfAlignedSoftLabelsWhatTheDefinitionKeepsOn500RandomInputs() throws IOException {
    Random random = new Random(20261201);
    int moved = 0;
    for (int trial = 0; trial < 500; trial++) {
      int classes = 1 + random.nextInt(6);
      int p = 1 + random.nextInt(classes);
      String k = randomK(random);
      // Sixteenths, so that the mean is the same in any order; target shares may be zero.
      List<BruteForceFilter.Row> rows = randomRows(random, classes, 16);
      double[] target = new double[classes];
      for (int c = 0; c < classes; c++) {
        target[c] = random.nextInt(4);
      }
      target[random.nextInt(classes)]++;
      double sum = DoubleStream.of(target).sum();
      Arrays.setAll(target, c -> target[c] / sum);

      Selected selected = select(rows, classes, k, p, target);

      List<BruteForceFilter.Row> aligned = BruteForceFilter.aligned(rows, target);
      BruteForceFilter.Answer answer = new BruteForceFilter(k, p).select(aligned, classes);
      assertThat(selected.ids()).as("trial %d: k %s, p %d", trial, k, p).isEqualTo(answer.ids());
      assertThat(selected.kept().selectedPerClass()).isEqualTo(answer.perClass());
      for (int i = 0; i < selected.ids().size(); i++) {
        String id = selected.ids().get(i);
        assertThat(selected.probabilities().get(i))
            .isEqualTo(
                aligned.stream()
                    .filter(row -> row.id().equals(id))
                    .findAny()
                    .orElseThrow()
                    .probabilities());
      }
      moved += select(rows, classes, k, p).ids().equals(selected.ids()) ? 0 : 1;
    }
    assertThat(moved).as("selections that alignment changed").isGreaterThan(100);
  }

  @Test
  void alignsByHand() throws IOException {
    // The pool's mean is (0.75, 0.25); the weights towards (0.5, 0.5) are 2/3 and 2.
    Selected selected =
        select(
            List.of(row("a", 0.75f, 0.25f), row("b", 1f, 0f), row("c", 0.5f, 0.5f)),
            2,
            "all",
            1,
            0.5,
            0.5);
    assertThat(selected.ids()).containsExactly("a", "b", "c");
    assertThat(selected.probabilities().get(0)).containsExactly(0.5f, 0.5f);
    assertThat(selected.probabilities().get(1)).containsExactly(1f, 0f);
    assertThat(selected.probabilities().get(2)).containsExactly(0.25f, 0.75f);
    assertThat(selected.kept().candidatesPerClass()).containsExactly(2, 1);
  }

  @Test
  void aRowOfWhichAlignmentWouldLeaveNothingStaysAsItIs() throws IOException {
    Selected selected = select(List.of(row("a", 1f, 0f), row("b", 0.5f, 0.5f)), 2, "all", 1, 0, 1);
    assertThat(selected.probabilities().get(0)).containsExactly(1f, 0f);
    assertThat(selected.probabilities().get(1)).containsExactly(0f, 1f);
  }

  @Test
  void refusesAProbabilityThatIsNoneBeforeItAligns() {
    assertThatThrownBy(() -> select(List.of(row("a", Float.NaN)), 1, "all", 1, 1))
        .hasMessageContaining("patch a has probability NaN of class C0");
  }

  private static Selected select(
      List<BruteForceFilter.Row> rows, int classes, String k, int p, double... target)
      throws IOException {
    List<String> names = IntStream.range(0, classes).mapToObj(c -> "C" + c).toList();
    // Three parts, in blocks of up to seven rows.
    ScorePool pool =
        pool(
            3,
            part -> rows.size() * (part + 1) / 3 - rows.size() * part / 3,
            (part, visitor) -> {
              ScoreBlock block = new ScoreBlock(classes);
              int to = rows.size() * (part + 1) / 3;
              for (int i = rows.size() * part / 3; i < to; i++) {
                block.add(rows.get(i).id(), rows.get(i).probabilities());
                if (block.rows() == 7 || i == to - 1) {
                  visitor.accept(block);
                  block.clear();
                }
              }
            });
    ScorePool seen = target.length == 0 ? pool : AlignedPool.of(pool, target, names);
    List<String> ids = new ArrayList<>();
    List<float[]> probabilities = new ArrayList<>();
    TopFilter.Kept kept =
        new TopFilter(names, K.parse(k), p)
            .select(
                seen,
                (block, chosen, count) -> {
                  for (int i = 0; i < count; i++) {
                    float[] row = new float[classes];
                    block.copyRow(chosen[i], row);
                    ids.add(block.id(chosen[i]));
                    probabilities.add(row);
                  }
                });
    return new Selected(ids, probabilities, kept);
  }

  private static List<BruteForceFilter.Row> randomRows(Random random, int classes, int values) {
    List<BruteForceFilter.Row> rows = new ArrayList<>();
    int count = random.nextInt(80);
    for (int i = 0; i < count; i++) {
      float[] probabilities = new float[classes];
      for (int c = 0; c < classes; c++) {
        probabilities[c] = random.nextInt(values) / (float) values;
      }
      rows.add(new BruteForceFilter.Row("patch-" + i, probabilities));
    }
    Collections.shuffle(rows, random);
    return rows;
  }

  private static String randomK(Random random) {
    return switch (random.nextInt(5)) {
      case 0 -> "all";
      case 1, 2 -> Integer.toString(2 + random.nextInt(40));
      case 3 -> "0." + (1 + random.nextInt(9));
      default -> "0.%03d".formatted(1 + random.nextInt(999));
    };
  }

  private static BruteForceFilter.Row row(String id, float... probabilities) {
    return new BruteForceFilter.Row(id, probabilities);
  }
}
