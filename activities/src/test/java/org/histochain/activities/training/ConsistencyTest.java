package org.histochain.activities.training;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.Arrays;
import org.assertj.core.data.Offset;
import org.histochain.activities.draw.Draw;
import org.histochain.activities.network.Architecture;
import org.histochain.activities.network.Initialisation;
import org.histochain.activities.network.Network;
import org.histochain.activities.network.TorchRuntime;
import org.histochain.workflows.contract.ConsistencySpec;
import org.histochain.workflows.contract.NetworkSpec;
import org.histochain.workflows.contract.TrainingSpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Weak-strong consistency against its formula, worked out in double precision. */
final class ConsistencyTest {
  private static final int PATCHES = 3;
  private static final int VIEWS = 6;
  private static final int SIDE = 8;
  private static final int CLASSES = 3;
  private static final double WEIGHT = 0.7;

  private Network network = network();
  private final Batch batch = new Batch(PATCHES + 2, VIEWS, SIDE, CLASSES);

  @BeforeEach
  void fill() {
    TorchRuntime.useThreads(1);
    batch.resize(PATCHES);
    for (int place = 0; place < PATCHES; place++) {
      float[] target = {0.2f, 0.2f, 0.2f};
      target[place % CLASSES] = 0.6f;
      batch.set(place, image("patch", place), target);
    }
    for (int view = 0; view < VIEWS; view++) {
      batch.setWeak(view, image("weak", view));
      batch.setStrong(view, image("strong", view));
    }
  }

  @AfterEach
  void close() {
    network.close();
  }

  @Test
  void theMeanOverTheRowsIsTheLossOfTheFormula() {
    double[][] weak = softmax(logits(batch.weak(), VIEWS), VIEWS);
    // Between the third and the fourth most confident view.
    double threshold = thresholdThatPasses(weak, 3);
    restart();
    double[][] rows = softmax(logits(batch.pixels(), PATCHES + VIEWS), PATCHES + VIEWS);
    restart();
    double expected = 0;
    for (int place = 0; place < PATCHES; place++) {
      for (int c = 0; c < CLASSES; c++) {
        expected -= (place % CLASSES == c ? 0.6 : 0.2) * Math.log(rows[place][c]) / PATCHES;
      }
    }
    for (int view = 0; view < VIEWS; view++) {
      int label = mostProbable(weak[view]);
      if (weak[view][label] >= threshold) {
        expected -= WEIGHT * Math.log(rows[PATCHES + view][label]) / VIEWS;
      }
    }
    TrainingSpec training = new TrainingSpec(1, null, PATCHES, 1e-3, 0, "uniform");

    int confident = consistency(threshold).label(batch);
    float loss;
    try (AdamW optimizer = new AdamW(network.parameters(), 0)) {
      loss = new UpdateStep(network, optimizer, training).update(batch, 0);
    }

    assertThat(confident).isEqualTo(3);
    assertThat((double) loss).isCloseTo(expected, Offset.offset(2e-5));
  }

  @Test
  void labellingLeavesWeightsAndRunningStatisticsAsTheyWere() {
    float[] parameters = network.state(0).parameters();
    float[] buffers = network.state(0).buffers();
    consistency(0).label(batch);

    assertThat(network.state(0).parameters()).isEqualTo(parameters);
    assertThat(network.state(0).buffers()).isEqualTo(buffers);
    // The layers see the same statistics still: another pass moves them as if there had been none.
    logits(batch.pixels(), PATCHES + VIEWS);
    float[] after = network.state(0).buffers();
    restart();
    logits(batch.pixels(), PATCHES + VIEWS);
    assertThat(after).isEqualTo(network.state(0).buffers()).isNotEqualTo(buffers);
  }

  @Test
  void aViewBelowTheThresholdHasNoTargetAndAllHaveOneAtZero() {
    assertThat(consistency(Math.nextDown(1.0)).label(batch)).isZero();
    FloatBuffer targets = batch.targets().asFloatBuffer();
    for (int index = PATCHES * CLASSES; index < (PATCHES + VIEWS) * CLASSES; index++) {
      assertThat(targets.get(index)).isZero();
    }
    // Nine rows, three of them patches.
    assertThat(targets.get(0)).isCloseTo(3 * 0.6f, Offset.offset(1e-6f));
    fill();
    assertThat(consistency(0).label(batch)).isEqualTo(VIEWS);
    float sum = 0;
    for (int index = PATCHES * CLASSES; index < (PATCHES + VIEWS) * CLASSES; index++) {
      sum += targets.get(index);
    }
    assertThat(sum).isCloseTo((float) (WEIGHT * 9), Offset.offset(1e-5f));
  }

  private Consistency consistency(double threshold) {
    return new Consistency(network, new ConsistencySpec(WEIGHT, threshold, 2));
  }

  /** Puts the running statistics back that a pass has moved. */
  private void restart() {
    network.close();
    network = network();
  }

  private static Network network() {
    Architecture architecture = new Architecture(new NetworkSpec("resnet10", 4, "small"), CLASSES);
    return new Network(Initialisation.draw(architecture, 1, "consistency"), TorchRuntime.device());
  }

  private double[][] logits(ByteBuffer images, int rows) {
    try (NDManager scope = network.manager().newSubManager()) {
      NDArray input = scope.create(images, new Shape(rows, SIDE, SIDE, 3), DataType.FLOAT32);
      try (NDArray logits = network.logits(input, network.parameters(), true)) {
        float[] flat = logits.toFloatArray();
        double[][] values = new double[rows][CLASSES];
        for (int index = 0; index < flat.length; index++) {
          values[index / CLASSES][index % CLASSES] = flat[index];
        }
        return values;
      }
    }
  }

  private static double[][] softmax(double[][] logits, int rows) {
    double[][] softmax = new double[rows][CLASSES];
    for (int row = 0; row < rows; row++) {
      double sum = 0;
      for (int c = 0; c < CLASSES; c++) {
        sum += Math.exp(logits[row][c]);
      }
      for (int c = 0; c < CLASSES; c++) {
        softmax[row][c] = Math.exp(logits[row][c]) / sum;
      }
    }
    return softmax;
  }

  private static double thresholdThatPasses(double[][] rows, int views) {
    double[] confidences = new double[rows.length];
    for (int row = 0; row < rows.length; row++) {
      confidences[row] = rows[row][mostProbable(rows[row])];
    }
    Arrays.sort(confidences);
    return (confidences[rows.length - views] + confidences[rows.length - views - 1]) / 2;
  }

  private static int mostProbable(double[] row) {
    int best = 0;
    for (int c = 1; c < row.length; c++) {
      best = row[c] > row[best] ? c : best;
    }
    return best;
  }

  private static float[] image(String what, int place) {
    Draw draw = Draw.of(1, what, place);
    float[] image = new float[3 * SIDE * SIDE];
    for (int index = 0; index < image.length; index++) {
      image[index] = (float) draw.uniform(-2, 2);
    }
    return image;
  }
}
