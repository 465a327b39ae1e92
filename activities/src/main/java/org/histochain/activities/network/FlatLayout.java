package org.histochain.activities.network;

import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

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

  /**
   * Copies all arrays into their places.
   *
   * @param tensors F32, by torchvision's names and in its shapes; there may be others among them
   * @param flat float32 [{@link #size}]
   * @throws IllegalArgumentException if one is missing or has another shape, naming it
   */
  void collect(Map<String, Tensor> tensors, FloatBuffer flat) {
    for (int index = 0; index < specs.size(); index++) {
      ParameterSpec spec = specs.get(index);
      @Nullable Tensor tensor = tensors.get(spec.name());
      if (tensor == null) {
        throw new IllegalArgumentException(
            "Tensor " + spec.name() + " is missing: were these weights another network's?");
      }
      if (!tensor.shape().equals(spec.shape())) {
        throw new IllegalArgumentException(
            "Tensor %s has the shape %s: this network's is %s"
                .formatted(spec.name(), tensor.shape(), spec.shape()));
      }
      put(index, tensor.values(), flat);
    }
  }

  /** Copies an array in torchvision's order into its place. */
  void put(int index, FloatBuffer values, FloatBuffer flat) {
    ParameterSpec spec = specs.get(index);
    if (values.limit() != spec.size()) {
      throw new IllegalArgumentException(
          spec.name() + " has " + values.limit() + " values: it must have " + spec.size());
    }
    if (spec.kind() == ParameterSpec.Kind.CONVOLUTION) {
      transpose(values, 0, flat, offsets[index], spec, inputs(spec), area(spec));
    } else {
      flat.put(offsets[index], values, 0, spec.size());
    }
  }

  /** Copies an array out of its place, into torchvision's order. */
  public float[] get(int index, float[] flat) {
    ParameterSpec spec = specs.get(index);
    float[] values = new float[spec.size()];
    if (spec.kind() == ParameterSpec.Kind.CONVOLUTION) {
      FloatBuffer target = FloatBuffer.wrap(values);
      transpose(FloatBuffer.wrap(flat), offsets[index], target, 0, spec, area(spec), inputs(spec));
    } else {
      System.arraycopy(flat, offsets[index], values, 0, values.length);
    }
    return values;
  }

  private static int inputs(ParameterSpec convolution) {
    return convolution.shape().get(1);
  }

  private static int area(ParameterSpec convolution) {
    return convolution.shape().get(2) * convolution.shape().get(3);
  }

  /** Copies a convolution, [out, rows, columns] in {@code from}, as [out, columns, rows]. */
  private static void transpose(
      FloatBuffer from,
      int start,
      FloatBuffer to,
      int target,
      ParameterSpec convolution,
      int rows,
      int columns) {
    float[] filter = new float[rows * columns];
    float[] transposed = new float[rows * columns];
    for (int done = 0; done < convolution.size(); done += filter.length) {
      from.get(start + done, filter);
      for (int row = 0; row < rows; row++) {
        for (int column = 0; column < columns; column++) {
          transposed[column * rows + row] = filter[row * columns + column];
        }
      }
      to.put(target + done, transposed);
    }
  }
}
