package org.histochain.activities.network;

import java.util.List;

/**
 * How named arrays lie one after another in one flat float array. Convolution weights are stored
 * [out, height, width, in], the order in which PyTorch's channels-last kernels read them;
 * everything else as torchvision shapes it.
 */
public final class FlatLayout {
  private final List<ParameterSpec> specs;
  private final int[] offsets;

  /** Lays {@code specs} out in their order. */
  public FlatLayout(List<ParameterSpec> specs) {
    this.specs = List.copyOf(specs);
    offsets = new int[specs.size() + 1];
    for (int index = 0; index < specs.size(); index++) {
      offsets[index + 1] = Math.addExact(offsets[index], specs.get(index).size());
    }
  }

  /** Returns the arrays, in the order in which they lie. */
  public List<ParameterSpec> specs() {
    return specs;
  }

  /** Returns the number of elements in all. */
  public int size() {
    return offsets[specs.size()];
  }

  /** Returns where an array begins. */
  int offset(int index) {
    return offsets[index];
  }

  /**
   * Returns where each array but the first begins: the cuts that split the flat array into its
   * parts.
   */
  public long[] cuts() {
    long[] cuts = new long[specs.size() - 1];
    for (int index = 0; index < cuts.length; index++) {
      cuts[index] = offsets[index + 1];
    }
    return cuts;
  }

  /** Copies an array in torchvision's order into its place. */
  public void put(int index, float[] values, float[] flat) {
    copy(index, values, flat, true);
  }

  /** Copies an array out of its place, into torchvision's order. */
  public float[] get(int index, float[] flat) {
    float[] values = new float[specs.get(index).size()];
    copy(index, values, flat, false);
    return values;
  }

  private void copy(int index, float[] values, float[] flat, boolean into) {
    ParameterSpec spec = specs.get(index);
    if (values.length != spec.size()) {
      throw new IllegalArgumentException(
          spec.name() + " has " + values.length + " values: it must have " + spec.size());
    }
    int offset = offsets[index];
    if (spec.kind() != ParameterSpec.Kind.CONVOLUTION) {
      if (into) {
        System.arraycopy(values, 0, flat, offset, values.length);
      } else {
        System.arraycopy(flat, offset, values, 0, values.length);
      }
      return;
    }
    int in = spec.shape().get(1);
    int area = spec.shape().get(2) * spec.shape().get(3);
    for (int out = 0; out < spec.shape().get(0); out++) {
      for (int channel = 0; channel < in; channel++) {
        for (int pixel = 0; pixel < area; pixel++) {
          int torch = (out * in + channel) * area + pixel;
          int place = offset + (out * area + pixel) * in + channel;
          if (into) {
            flat[place] = values[torch];
          } else {
            values[torch] = flat[place];
          }
        }
      }
    }
  }
}
