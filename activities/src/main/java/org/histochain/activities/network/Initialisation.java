package org.histochain.activities.network;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import org.histochain.activities.draw.Draw;

/**
 * Fresh weights, as torchvision starts a ResNet: convolutions normal with variance 2 / fan-out (He
 * et al., ICCV 2015), normalisations the identity, the classifier uniform within 1 / sqrt(fan-in).
 */
public final class Initialisation {
  private Initialisation() {}

  /**
   * Draws a network's weights; every array depends on {@code seed}, {@code purpose} and its own
   * name alone.
   */
  public static NetworkState draw(Architecture architecture, long seed, String purpose) {
    FlatLayout parameters = new FlatLayout(architecture.parameters());
    FlatLayout buffers = new FlatLayout(architecture.buffers());
    int features = features(architecture.parameters());
    return new NetworkState(
        architecture,
        fill(parameters, seed, purpose, features),
        fill(buffers, seed, purpose, features),
        0);
  }

  private static int features(List<ParameterSpec> parameters) {
    return parameters.get(parameters.size() - 2).shape().get(1);
  }

  private static float[] fill(FlatLayout layout, long seed, String purpose, int features) {
    float[] flat = new float[layout.size()];
    for (int index = 0; index < layout.specs().size(); index++) {
      ParameterSpec spec = layout.specs().get(index);
      Draw draw = Draw.of(seed, purpose + "/init", Draw.hash(spec.name()));
      layout.put(index, FloatBuffer.wrap(values(spec, draw, features)), FloatBuffer.wrap(flat));
    }
    return flat;
  }

  private static float[] values(ParameterSpec spec, Draw draw, int features) {
    float[] values = new float[spec.size()];
    switch (spec.kind()) {
      case CONVOLUTION -> {
        int fanOut = spec.shape().get(0) * spec.shape().get(2) * spec.shape().get(3);
        double deviation = StrictMath.sqrt(2.0 / fanOut);
        for (int index = 0; index < values.length; index++) {
          values[index] = (float) (deviation * draw.normal());
        }
      }
      case LINEAR_WEIGHT, LINEAR_BIAS -> {
        double bound = 1 / StrictMath.sqrt(features);
        for (int index = 0; index < values.length; index++) {
          values[index] = (float) draw.uniform(-bound, bound);
        }
      }
      case NORM_WEIGHT, RUNNING_VARIANCE -> Arrays.fill(values, 1);
      case NORM_BIAS, RUNNING_MEAN -> Arrays.fill(values, 0);
    }
    return values;
  }
}
