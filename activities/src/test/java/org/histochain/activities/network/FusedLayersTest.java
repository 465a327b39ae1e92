package org.histochain.activities.network;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import org.histochain.activities.draw.Draw;
import org.histochain.workflows.contract.NetworkSpec;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Holds fused convolutions against the same operations one by one. */
class FusedLayersTest {
  private static final int SIDE = 17;
  private static final int BATCH = 33;

  @ParameterizedTest
  @CsvSource({
    "resnet18, 8, small, 1",
    "resnet18, 16, medium, 2",
    "resnet10, 12, imagenet, 2",
    "resnet50, 4, small, 2"
  })
  void giveTheSameBits(String name, int width, String stem, int threads) {
    TorchRuntime.useThreads(threads);
    Architecture architecture = new Architecture(new NetworkSpec(name, width, stem), 5);
    NetworkState state = Initialisation.draw(architecture, 7, "test");
    FlatLayout layout = new FlatLayout(architecture.parameters());
    try (NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch")) {
      List<NDArray> weights = WeightViews.of(layout, manager.create(state.parameters()));
      NDArray images = manager.create(images(), new Shape(BATCH, SIDE, SIDE, 3));
      ForwardPass.Layers fused = FusedLayers.of(weights, Device.cpu());

      assertThat(fused).isInstanceOf(FusedLayers.class);
      assertThat(logits(architecture, weights, fused, images))
          .containsExactly(logits(architecture, weights, new FoldedLayers(weights), images));
    }
  }

  private static float[] logits(
      Architecture architecture, List<NDArray> weights, ForwardPass.Layers layers, NDArray images) {
    return new ForwardPass(architecture, weights, layers).logits(images).toFloatArray();
  }

  private static float[] images() {
    Draw draw = Draw.of(3, "images");
    float[] images = new float[BATCH * 3 * SIDE * SIDE];
    for (int index = 0; index < images.length; index++) {
      images[index] = (float) draw.normal();
    }
    return images;
  }
}
