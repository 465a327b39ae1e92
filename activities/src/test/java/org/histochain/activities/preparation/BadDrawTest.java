package org.histochain.activities.preparation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.histochain.activities.step.StepFailure;
import org.histochain.activities.table.ChannelSums;
import org.histochain.activities.table.IndexRow;
import org.histochain.activities.table.PatchRow;
import org.histochain.workflows.contract.LabelSpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Labelled sets that are unrepresentative on purpose, against brute force. */
class BadDrawTest {
  private static final List<String> CLASSES = List.of("A", "B");
  private static final int PIXELS = 50;

  private final Random random = new Random(7);
  private final List<IndexRow> train = new ArrayList<>();
  private final Map<String, byte[]> pixels = new HashMap<>();

  private void patch(int classIndex, @Nullable String group) {
    byte[] values = new byte[3 * PIXELS];
    int darkest = random.nextInt(200);
    for (int place = 0; place < values.length; place++) {
      values[place] = (byte) (darkest + random.nextInt(20 + 10 * classIndex));
    }
    String id = "patch" + train.size();
    pixels.put(id, values);
    train.add(
        new IndexRow(id, classIndex, null, group, 0, train.size(), id, ChannelSums.of(values)));
  }

  private void patches(int ofA, int ofB) {
    IntStream.range(0, ofA).forEach(_ -> patch(0, null));
    IntStream.range(0, ofB).forEach(_ -> patch(1, null));
  }

  private LabelDraw draw(@Nullable String way, long seed) {
    List<PatchRow> rows =
        train.stream()
            .map(row -> new PatchRow(row.id(), row.classIndex(), row.group(), row.pixelDigest()))
            .toList();
    LabelSpec spec = new LabelSpec(6, null, null, seed, "refuse", way);
    return new LabelDraw(rows, CLASSES, spec, () -> new ColourMoments(train, PIXELS));
  }

  private List<String> ofClass(int classIndex) {
    return train.stream().filter(row -> row.classIndex() == classIndex).map(IndexRow::id).toList();
  }

  /** Mean and deviation of each channel from the pixels themselves, standardised over train. */
  private Map<String, double[]> points() {
    Map<String, double[]> points = new HashMap<>();
    pixels.forEach(
        (id, values) -> {
          double[] point = new double[6];
          for (int channel = 0; channel < 3; channel++) {
            double[] shades = new double[PIXELS];
            for (int pixel = 0; pixel < PIXELS; pixel++) {
              shades[pixel] = (values[3 * pixel + channel] & 0xff) / 255.0;
            }
            point[channel] = mean(shades);
            point[3 + channel] = deviation(shades);
          }
          points.put(id, point);
        });
    for (int moment = 0; moment < 6; moment++) {
      int of = moment;
      double[] all = points.values().stream().mapToDouble(point -> point[of]).toArray();
      double middle = mean(all);
      double spread = deviation(all);
      points.values().forEach(point -> point[of] = (point[of] - middle) / spread);
    }
    return points;
  }

  private static double[] at(Map<String, double[]> points, String id) {
    return Objects.requireNonNull(points.get(id));
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElseThrow();
  }

  private static double deviation(double[] values) {
    double middle = mean(values);
    return Math.sqrt(
        Arrays.stream(values).map(v -> (v - middle) * (v - middle)).average().orElse(0));
  }

  private static double distance(double[] one, double[] other) {
    return Math.sqrt(IntStream.range(0, 6).mapToDouble(m -> Math.pow(one[m] - other[m], 2)).sum());
  }

  @Test
  void nearestIsAPatchOfTheRandomDrawAndThoseMostLikeIt() {
    patches(40, 30);
    Map<String, double[]> points = points();
    for (long seed = 1; seed <= 5; seed++) {
      Set<String> first = draw(null, seed).perClass(1);
      Set<String> drawn = draw("nearest", seed).perClass(6);
      assertThat(drawn).hasSize(12).containsAll(first);
      for (int index = 0; index < 2; index++) {
        double[] from =
            at(points, ofClass(index).stream().filter(first::contains).findFirst().orElseThrow());
        double furthest = 0;
        double nearestLeft = Double.POSITIVE_INFINITY;
        for (String id : ofClass(index)) {
          double distance = distance(at(points, id), from);
          furthest = drawn.contains(id) ? Math.max(furthest, distance) : furthest;
          nearestLeft = drawn.contains(id) ? nearestLeft : Math.min(nearestLeft, distance);
        }
        assertThat(furthest).isPositive().isLessThan(nearestLeft);
      }
    }
    assertThat(draw("nearest", 1).perClass(6)).isNotEqualTo(draw("nearest", 2).perClass(6));
  }

  @Test
  void atypicalIsFurthestFromTheClassesMeanWhateverTheSeed() {
    patches(40, 30);
    Map<String, double[]> points = points();
    Set<String> drawn = draw("atypical", 1).perClass(6);
    assertThat(drawn).hasSize(12).isEqualTo(draw("atypical", 2).perClass(6));
    for (int index = 0; index < 2; index++) {
      double[] centre = new double[6];
      for (String id : ofClass(index)) {
        for (int moment = 0; moment < 6; moment++) {
          centre[moment] += at(points, id)[moment] / ofClass(index).size();
        }
      }
      double least = Double.POSITIVE_INFINITY;
      double mostLeft = 0;
      for (String id : ofClass(index)) {
        double distance = distance(at(points, id), centre);
        least = drawn.contains(id) ? Math.min(least, distance) : least;
        mostLeft = drawn.contains(id) ? mostLeft : Math.max(mostLeft, distance);
      }
      assertThat(least).isFinite().isGreaterThan(mostLeft);
    }
  }

  @Test
  void patchesThatLookAlikeAreAllAtTheCentre() {
    for (int patch = 0; patch < 8; patch++) {
      byte[] grey = new byte[3 * PIXELS];
      String id = "grey" + patch;
      train.add(new IndexRow(id, patch % 2, null, null, 0, patch, id, ChannelSums.of(grey)));
    }
    assertThat(draw("atypical", 1).perClass(2)).isEqualTo(draw(null, 1).perClass(2));
    assertThat(draw("nearest", 1).perClass(2)).isEqualTo(draw(null, 1).perClass(2));
  }

  @Test
  void howManyOfEachClassDoesNotDependOnTheDrawAndSmallerOnesLieWithin() {
    patches(300, 77);
    for (String way : List.of("nearest", "atypical")) {
      Set<String> before = Set.of();
      for (String fraction : List.of("0.01", "0.05", "0.3", "0.9")) {
        Set<String> drawn = draw(way, 3).fraction(fraction);
        assertThat(drawn).containsAll(before);
        assertThat(drawn.stream().filter(ofClass(1)::contains).count())
            .isEqualTo(
                draw(null, 3).fraction(fraction).stream().filter(ofClass(1)::contains).count());
        before = drawn;
      }
    }
  }

  @Test
  void oneGroupTakesTheFewestGroupsThatAnySubsetCanDoWith() {
    int[] sizes = {1, 2, 3, 5, 8, 8};
    for (int group = 0; group < sizes.length; group++) {
      for (int patch = 0; patch < sizes[group]; patch++) {
        patch(0, "p" + group);
      }
    }
    IntStream.range(0, 30).forEach(_ -> patch(1, "other"));
    for (int count = 1; count <= 27; count++) {
      int wanted = count;
      Set<Integer> sufficient = new HashSet<>();
      int fewest = sizes.length;
      for (int subset = 1; subset < 1 << sizes.length; subset++) {
        int of = subset;
        int sum = IntStream.range(0, 6).filter(g -> (of >> g & 1) == 1).map(g -> sizes[g]).sum();
        fewest = sum >= wanted ? Math.min(fewest, Integer.bitCount(subset)) : fewest;
      }
      for (int subset = 1; subset < 1 << sizes.length; subset++) {
        int of = subset;
        int sum = IntStream.range(0, 6).filter(g -> (of >> g & 1) == 1).map(g -> sizes[g]).sum();
        if (sum >= wanted && Integer.bitCount(subset) == fewest) {
          sufficient.add(subset);
        }
      }
      Set<Integer> seen = new HashSet<>();
      for (long seed = 1; seed <= 200; seed++) {
        Set<String> drawn = draw("oneGroup", seed).perClass(wanted);
        assertThat(drawn).hasSize(2 * wanted);
        seen.add(groupsOfA(drawn));
      }
      assertThat(seen).as("groups of %d patches", wanted).isEqualTo(sufficient);
    }
  }

  private int groupsOfA(Set<String> drawn) {
    int groups = 0;
    for (IndexRow row : train) {
      if (row.classIndex() == 0 && drawn.contains(row.id())) {
        groups |= 1 << Integer.parseInt(String.valueOf(row.group()).substring(1));
      }
    }
    return groups;
  }

  @Test
  void oneGroupNeedsGroups() {
    patches(10, 10);
    assertThatThrownBy(() -> draw("oneGroup", 1))
        .isInstanceOf(StepFailure.class)
        .hasMessageContaining("labels.draw is oneGroup, but no patch to label has a group")
        .hasMessageContaining("draw nearest or atypical");
  }
}
