package org.histochain.activities.training;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.histochain.activities.draw.Draw;
import org.histochain.activities.network.Architecture;
import org.histochain.activities.network.Initialisation;
import org.histochain.activities.network.NetworkState;
import org.histochain.activities.network.PixelScale;
import org.histochain.activities.network.Tensor;
import org.histochain.activities.network.TorchRuntime;
import org.histochain.workflows.contract.AugmentSpec;
import org.histochain.workflows.contract.NetworkSpec;
import org.histochain.workflows.contract.Normalisation;
import org.histochain.workflows.contract.TrainingSpec;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds each piece of the training core against what {@code training_fixture.py} got. */
class PytorchTest {
  private static final int CLASSES = 3;

  private static JsonNode fixture = new ObjectMapper().createObjectNode();

  @BeforeAll
  static void read() throws IOException {
    try (InputStream file = requireNonNull(PytorchTest.class.getResourceAsStream("pytorch.json"))) {
      fixture = new ObjectMapper().readTree(file);
    }
    TorchRuntime.useThreads(1);
  }

  @Test
  void adamWMovesTheWeightsAsFar() {
    try (NDManager manager = manager();
        NDArray weights = manager.create(new float[] {1, -2, 0.5f, 0, 3});
        AdamW optimizer = new AdamW(weights, 0.1)) {
      JsonNode expected = fixture.at("/adamw/after");
      for (int update = 0; update < expected.size(); update++) {
        try (NDArray gradient = manager.create(floats(fixture.at("/adamw/gradients/" + update)))) {
          optimizer.update(gradient, 1e-2);
        }
        assertClose(weights, expected.get(update), 1e-6);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void theScheduleHasItsRates(int index) {
    JsonNode schedule = fixture.at("/schedules/" + index);
    int steps = schedule.path("steps").asInt();
    RateSchedule ours = new RateSchedule(2e-3, schedule.path("warmup").asInt(), steps);

    assertThat(schedule.path("rates")).hasSize(steps);
    for (int step = 0; step < steps; step++) {
      double expected = schedule.path("rates").get(step).asDouble();
      assertThat(ours.rate(step)).as("step %d", step).isCloseTo(expected, within(1e-12));
    }
  }

  @Test
  void theLossOfSharpenedAndSmoothedTargetsHasItsValueAndGradient() {
    JsonNode expected = fixture.path("loss");
    TrainingSpec shaping =
        TrainingSpecs.shaping(
            expected.path("smoothing").asDouble(), expected.path("temperature").asDouble());
    float[][] rows = new float[CLASSES][];
    for (int row = 0; row < rows.length; row++) {
      rows[row] = floats(expected.path("targets").get(row));
    }
    try (NDManager manager = manager();
        NDArray targets = manager.create(TargetShaping.of(rows, shaping));
        NDArray logits =
            manager.create(floats(expected.path("logits")), new Shape(CLASSES, CLASSES))) {
      try (GradientCollector collector = Engine.getEngine("PyTorch").newGradientCollector()) {
        logits.setRequiresGradient(true);
        NDArray loss = SoftCrossEntropy.loss(logits, targets);
        collector.backward(loss);
        double value = expected.path("loss").asDouble();
        assertThat((double) loss.getFloat()).isCloseTo(value, within(1e-6 * value));
      }
      assertClose(logits.getGradient(), expected.path("gradient"), 1e-6);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void gradientsAreClippedOnBothSides(int index) {
    JsonNode expected = fixture.at("/clip/" + index);
    try (NDManager manager = manager();
        NDArray gradient = manager.create(floats(expected.path("gradient")))) {
      GradientClip.apply(gradient, 1);
      assertClose(gradient, expected.path("clipped"), 1e-6);
    }
  }

  @Test
  void theMovingAverageIsTheSame() {
    JsonNode expected = fixture.path("average");
    try (NDManager manager = manager();
        NDArray value = manager.create(new float[3]);
        MovingAverage average = new MovingAverage(value, expected.path("decay").asDouble())) {
      for (JsonNode step : expected.path("values")) {
        try (NDArray next = manager.create(floats(step))) {
          next.copyTo(value);
        }
        average.update();
      }
      average.apply();
      assertClose(value, expected.path("average"), 1e-6);
    }
  }

  /** Streams of random numbers differ, so spreads are compared: within 4 standard errors. */
  @Test
  void freshWeightsSpreadAsFar() {
    Architecture network = new Architecture(new NetworkSpec("resnet10", 16, "small"), 1000);
    Map<String, Tensor> fresh = Initialisation.draw(network, 1, "teacher").named();

    fixture
        .at("/initialisation/deviations")
        .properties()
        .forEach(
            layer -> {
              float[] values = requireNonNull(fresh.get(layer.getKey())).toFloats();
              double squares = 0;
              for (float value : values) {
                squares += (double) value * value;
              }
              double expected = layer.getValue().asDouble();
              assertThat(Math.sqrt(squares / values.length))
                  .as(layer.getKey())
                  .isCloseTo(expected, within(4 * expected / Math.sqrt(2.0 * values.length)));
            });
    assertThat(largest(requireNonNull(fresh.get("fc.weight"))))
        .isCloseTo(fixture.at("/initialisation/bound").asDouble(), within(1e-5));
    assertThat(largest(requireNonNull(fresh.get("fc.bias"))))
        .isCloseTo(fixture.at("/initialisation/biasBound").asDouble(), within(1e-3));
  }

  /**
   * Stain jitter is held against scikit-image elsewhere. Torchvision's weight of red in grey is
   * 0.2989, ours 0.299.
   */
  @Test
  void everyAugmentationGivesTheSamePatch() {
    int side = fixture.at("/augmentation/side").asInt();
    Recurrence numbers = new Recurrence(2);
    byte[] pixels = new byte[3 * side * side];
    for (int place = 0; place < pixels.length; place++) {
      pixels[place] = (byte) (256 * numbers.next());
    }
    PixelScale plain =
        new PixelScale(new Normalisation(List.of(0.0, 0.0, 0.0), List.of(1.0, 1.0, 1.0)));
    JsonNode cases = fixture.at("/augmentation/cases");
    assertThat(cases).hasSize(18);
    for (JsonNode expected : cases) {
      AugmentSpec spec =
          new AugmentSpec(
              expected.path("flip").asBoolean(),
              expected.path("rotate90").asBoolean(),
              expected.path("crop").asDouble(),
              expected.path("colour").asDouble(),
              expected.path("cutout").asDouble());
      Draw draw = Draw.of(1, "augment", expected.path("index").asLong());
      float[] image = new float[pixels.length];

      new Augmentation(spec, side, plain)
          .apply(MemorySegment.ofArray(pixels), 0, image, draw, draw);

      assertClose(image, expected.path("image"), spec.colour() > 0 ? 2e-4 : 1e-7);
    }
  }

  @Test
  void fiftyStepsFollowItsLossItsStatisticsAndItsAverages() throws IOException {
    FiftySteps steps = FiftySteps.read();
    FiftySteps.Run run = steps.run();

    for (int update = 0; update < FiftySteps.STEPS; update++) {
      double theirs = steps.losses()[update];
      assertThat(run.losses()[update])
          .as("loss of step %d", update)
          .isCloseTo(theirs, within(1e-4 * theirs));
    }
    JsonNode expected = fixture.path("fiftySteps");
    assertHolds(run.afterOne(), expected.path("statisticsAfterOne"), 1e-5);
    assertHolds(run.averaged(), expected.path("averaged"), 1e-3);
  }

  private static void assertHolds(NetworkState state, JsonNode expected, double tolerance) {
    Map<String, Tensor> named = state.named();
    assertThat(expected).isNotEmpty();
    expected
        .properties()
        .forEach(
            entry ->
                assertClose(
                    requireNonNull(named.get(entry.getKey())).toFloats(),
                    entry.getValue(),
                    tolerance));
  }

  private static void assertClose(NDArray actual, JsonNode expected, double tolerance) {
    assertClose(actual.toFloatArray(), expected, tolerance);
  }

  /** Within {@code tolerance} of the larger of 1 and the value. */
  private static void assertClose(float[] actual, JsonNode expected, double tolerance) {
    assertThat(actual).hasSize(expected.size());
    for (int index = 0; index < actual.length; index++) {
      double value = expected.get(index).asDouble();
      Offset<Double> offset = within(tolerance * Math.max(1, Math.abs(value)));
      assertThat((double) actual[index]).as("value %d", index).isCloseTo(value, offset);
    }
  }

  private static double largest(Tensor tensor) {
    double largest = 0;
    for (float value : tensor.toFloats()) {
      largest = Math.max(largest, Math.abs(value));
    }
    return largest;
  }

  private static float[] floats(JsonNode node) {
    float[] values = new float[node.size()];
    for (int index = 0; index < values.length; index++) {
      values[index] = (float) node.get(index).asDouble();
    }
    return values;
  }

  private static NDManager manager() {
    return NDManager.newBaseManager(Device.cpu(), "PyTorch");
  }
}
