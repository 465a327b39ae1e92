package org.histochain.activities.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.histochain.activities.draw.Draw;
import org.histochain.workflows.contract.NetworkSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Holds the network against plain loops in double precision. */
class NetworkTest {
  private static final int SIDE = 17;

  @ParameterizedTest
  @CsvSource({
    "resnet10, small",
    "resnet10, medium",
    "resnet10, imagenet",
    "resnet18, small",
    "resnet34, medium",
    "resnet50, small",
    "resnet50, imagenet"
  })
  void inferenceAgreesWithPlainLoops(String name, String stem) {
    Architecture architecture = new Architecture(new NetworkSpec(name, 4, stem), 3);
    NetworkState state = unusual(Initialisation.draw(architecture, 5, "test"));
    float[] image = image();

    float[] logits;
    float[] folded;
    try (Network network = new Network(state, Device.cpu());
        FoldedNetwork inference =
            FoldedNetwork.of(state.architecture(), state.named(), Device.cpu());
        NDManager scope = network.manager().newSubManager()) {
      NDArray images = scope.create(image, new Shape(1, SIDE, SIDE, 3));
      logits = network.logits(images, network.parameters(), false).toFloatArray();
      folded = inference.logits(images).toFloatArray();
    }

    double[] expected = new PlainResNet(state.named(), stem).logits(image, SIDE);
    for (int index = 0; index < 3; index++) {
      assertThat((double) logits[index])
          .isCloseTo(expected[index], within(1e-4 * Math.max(1, Math.abs(expected[index]))));
      assertThat((double) folded[index])
          .isCloseTo(expected[index], within(1e-4 * Math.max(1, Math.abs(expected[index]))));
    }
  }

  /** Few channels in an odd batch once made oneDNN write outside its memory. */
  @Test
  void gradientsOfFewChannelsDoNotDependOnTheThreads() {
    float[] one = gradient(1);
    float[] two = gradient(2);

    for (int index = 0; index < one.length; index++) {
      assertThat(two[index]).isCloseTo(one[index], within(1e-4f + 1e-3f * Math.abs(one[index])));
    }
  }

  private static float[] gradient(int threads) {
    int batch = 33;
    TorchRuntime.useThreads(threads);
    Architecture architecture = new Architecture(new NetworkSpec("resnet10", 8, "small"), 3);
    NetworkState state = Initialisation.draw(architecture, 5, "test");
    Draw draw = Draw.of(2, "images");
    float[] images = new float[batch * 3 * SIDE * SIDE];
    for (int index = 0; index < images.length; index++) {
      images[index] = (float) draw.normal();
    }
    try (Network network = new Network(state, Device.cpu());
        NDManager scope = network.manager().newSubManager()) {
      NDArray leaf = network.parameters().stopGradient();
      leaf.attach(scope);
      try (GradientCollector collector = Engine.getEngine("PyTorch").newGradientCollector()) {
        leaf.setRequiresGradient(true);
        NDArray input = scope.create(images, new Shape(batch, SIDE, SIDE, 3));
        NDArray logits = network.logits(input, leaf, true);
        collector.backward(logits.mul(logits).mean());
      }
      return leaf.getGradient().toFloatArray();
    }
  }

  /** Statistics and biases away from zero and one, so that none of them can be forgotten. */
  private static NetworkState unusual(NetworkState state) {
    Draw draw = Draw.of(1, "unusual");
    SortedMap<String, Tensor> tensors = state.named();
    for (Map.Entry<String, Tensor> entry : tensors.entrySet()) {
      List<Integer> shape = entry.getValue().shape();
      if (shape.size() == 1) {
        float[] values = new float[shape.getFirst()];
        for (int index = 0; index < values.length; index++) {
          values[index] = (float) draw.uniform(0.5, 1.5);
        }
        entry.setValue(Tensor.floats(shape, values));
      }
    }
    return NetworkState.of(state.architecture(), tensors);
  }

  private static float[] image() {
    Draw draw = Draw.of(2, "image");
    float[] image = new float[3 * SIDE * SIDE];
    for (int index = 0; index < image.length; index++) {
      image[index] = (float) draw.normal();
    }
    return image;
  }
}
