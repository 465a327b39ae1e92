package org.histochain.activities.network;

import static java.util.Objects.requireNonNull;

import java.util.SortedMap;

/**
 * A ResNet as the textbook has it, in plain loops: the reference that the fast one is held against.
 */
final class PlainResNet {
  private final SortedMap<String, Tensor> tensors;
  private final String stem;

  PlainResNet(SortedMap<String, Tensor> tensors, String stem) {
    this.tensors = tensors;
    this.stem = stem;
  }

  private Tensor tensor(String name) {
    return requireNonNull(tensors.get(name), name);
  }

  double[] logits(float[] image, int side) {
    double[][][] features = new double[3][side][side];
    for (int index = 0; index < image.length; index++) {
      int pixel = index / 3;
      features[index % 3][pixel / side][pixel % side] = image[index];
    }
    int stride = stem.equals("small") ? 1 : 2;
    features = relu(normalised(features, "conv1", "bn1", stride));
    if (stem.equals("imagenet")) {
      features = pooled(features);
    }
    for (int stage = 1; stage <= 4; stage++) {
      for (int index = 0; tensors.containsKey(block(stage, index) + ".conv1.weight"); index++) {
        features = residual(features, block(stage, index), stage > 1 && index == 0 ? 2 : 1);
      }
    }
    return classified(features);
  }

  private static String block(int stage, int index) {
    return "layer" + stage + "." + index;
  }

  private double[][][] path(double[][][] input, String name, int stride) {
    boolean bottleneck = tensors.containsKey(name + ".conv3.weight");
    double[][][] first =
        relu(normalised(input, name + ".conv1", name + ".bn1", bottleneck ? 1 : stride));
    double[][][] second =
        normalised(first, name + ".conv2", name + ".bn2", bottleneck ? stride : 1);
    return bottleneck ? normalised(relu(second), name + ".conv3", name + ".bn3", 1) : second;
  }

  private double[][][] residual(double[][][] input, String name, int stride) {
    double[][][] second = path(input, name, stride);
    double[][][] shortcut =
        tensors.containsKey(name + ".downsample.0.weight")
            ? normalised(input, name + ".downsample.0", name + ".downsample.1", stride)
            : input;
    for (int channel = 0; channel < second.length; channel++) {
      for (int row = 0; row < second[channel].length; row++) {
        for (int column = 0; column < second[channel][row].length; column++) {
          second[channel][row][column] += shortcut[channel][row][column];
        }
      }
    }
    return relu(second);
  }

  private double[][][] normalised(double[][][] input, String name, String norm, int stride) {
    Tensor tensor = tensor(name + ".weight");
    float[] weights = tensor.toFloats();
    int kernel = tensor.shape().get(2);
    int padding = kernel / 2;
    int size = (input[0].length + 2 * padding - kernel) / stride + 1;
    double[][][] output = new double[tensor.shape().get(0)][size][size];
    float[] gamma = tensor(norm + ".weight").toFloats();
    float[] beta = tensor(norm + ".bias").toFloats();
    float[] mean = tensor(norm + ".running_mean").toFloats();
    float[] variance = tensor(norm + ".running_var").toFloats();
    for (int out = 0; out < output.length; out++) {
      for (int row = 0; row < size; row++) {
        for (int column = 0; column < size; column++) {
          double sum = 0;
          for (int in = 0; in < input.length; in++) {
            for (int down = 0; down < kernel; down++) {
              for (int right = 0; right < kernel; right++) {
                int y = row * stride + down - padding;
                int x = column * stride + right - padding;
                if (y >= 0 && x >= 0 && y < input[in].length && x < input[in].length) {
                  sum +=
                      input[in][y][x]
                          * weights[((out * input.length + in) * kernel + down) * kernel + right];
                }
              }
            }
          }
          output[out][row][column] =
              (sum - mean[out]) / Math.sqrt(variance[out] + 1e-5) * gamma[out] + beta[out];
        }
      }
    }
    return output;
  }

  private static double[][][] pooled(double[][][] input) {
    int size = (input[0].length + 2 - 3) / 2 + 1;
    double[][][] output = new double[input.length][size][size];
    for (int channel = 0; channel < input.length; channel++) {
      for (int row = 0; row < size; row++) {
        for (int column = 0; column < size; column++) {
          double largest = Double.NEGATIVE_INFINITY;
          for (int y = Math.max(0, 2 * row - 1);
              y <= Math.min(input[0].length - 1, 2 * row + 1);
              y++) {
            for (int x = Math.max(0, 2 * column - 1);
                x <= Math.min(input[0].length - 1, 2 * column + 1);
                x++) {
              largest = Math.max(largest, input[channel][y][x]);
            }
          }
          output[channel][row][column] = largest;
        }
      }
    }
    return output;
  }

  private double[] classified(double[][][] features) {
    float[] weights = tensor("fc.weight").toFloats();
    float[] bias = tensor("fc.bias").toFloats();
    double[] logits = new double[bias.length];
    for (int out = 0; out < logits.length; out++) {
      logits[out] = bias[out];
      for (int channel = 0; channel < features.length; channel++) {
        double sum = 0;
        for (double[] row : features[channel]) {
          for (double value : row) {
            sum += value;
          }
        }
        int area = features[channel].length * features[channel].length;
        logits[out] += weights[out * features.length + channel] * sum / area;
      }
    }
    return logits;
  }

  private static double[][][] relu(double[][][] features) {
    for (double[][] channel : features) {
      for (double[] row : channel) {
        for (int column = 0; column < row.length; column++) {
          row[column] = Math.max(0, row[column]);
        }
      }
    }
    return features;
  }
}
