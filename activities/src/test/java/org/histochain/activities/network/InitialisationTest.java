package org.histochain.activities.network;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SortedMap;
import java.util.stream.IntStream;
import org.histochain.workflows.contract.NetworkSpec;
import org.junit.jupiter.api.Test;

class InitialisationTest {
  private static final Architecture NETWORK =
      new Architecture(new NetworkSpec("resnet10", 16, "small"), 9);

  @Test
  void theSameSeedAndPurposeGiveTheSameWeights() {
    byte[] first = SafetensorsFile.write(Initialisation.draw(NETWORK, 1, "teacher").named());

    assertThat(SafetensorsFile.write(Initialisation.draw(NETWORK, 1, "teacher").named()))
        .isEqualTo(first);
    assertThat(SafetensorsFile.write(Initialisation.draw(NETWORK, 2, "teacher").named()))
        .isNotEqualTo(first);
    assertThat(SafetensorsFile.write(Initialisation.draw(NETWORK, 1, "pretrain-1").named()))
        .isNotEqualTo(first);
  }

  @Test
  void convolutionsHaveVarianceTwoOverFanOut() {
    SortedMap<String, Tensor> tensors = Initialisation.draw(NETWORK, 1, "teacher").named();
    float[] weights = floats(tensors, "layer4.0.conv2.weight");

    double mean =
        IntStream.range(0, weights.length).mapToDouble(i -> weights[i]).average().orElseThrow();
    double variance =
        IntStream.range(0, weights.length)
            .mapToDouble(i -> weights[i] * weights[i])
            .average()
            .orElseThrow();

    assertThat(mean).isCloseTo(0, within(0.001));
    assertThat(variance).isCloseTo(2.0 / (128 * 9), within(0.00003));
  }

  @Test
  void normalisationsStartAsTheIdentityAndTheClassifierWithinItsBound() {
    SortedMap<String, Tensor> tensors = Initialisation.draw(NETWORK, 1, "teacher").named();

    assertThat(floats(tensors, "layer1.0.bn1.weight")).containsOnly(1);
    assertThat(floats(tensors, "layer1.0.bn1.running_var")).containsOnly(1);
    assertThat(floats(tensors, "layer1.0.bn1.bias")).containsOnly(0);
    float bound = (float) (1 / Math.sqrt(128));
    for (float weight : floats(tensors, "fc.weight")) {
      assertThat(weight).isBetween(-bound, bound);
    }
  }

  private static float[] floats(SortedMap<String, Tensor> tensors, String name) {
    return requireNonNull(tensors.get(name), name).toFloats();
  }
}
