package org.histochain.activities.network;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Map;
import org.histochain.activities.network.Architecture.Convolution;
import org.histochain.activities.network.Architecture.Norm;

/**
 * A network's weights outside the Java heap, with w gamma / sqrt(variance + epsilon) in place of
 * each convolution's w and beta - mean gamma / sqrt(variance + epsilon) in place of its
 * normalisation's beta, computed in double precision and rounded once.
 *
 * @param arena ends with this
 * @param flat float32 by the {@link FlatLayout} of {@link Architecture#parameters()}; the engine
 *     computes with these very values
 */
record FoldedWeights(Arena arena, MemorySegment flat) implements AutoCloseable {
  private static final int ALIGNMENT = 64;

  /**
   * Folds a copy of a network.
   *
   * @param tensors by torchvision's names and in its shapes
   * @throws IllegalArgumentException if a tensor is missing, has another shape, or is not the
   *     network's, naming it
   */
  static FoldedWeights of(Architecture architecture, Map<String, Tensor> tensors) {
    FlatLayout layout = new FlatLayout(architecture.parameters());
    FlatLayout statistics = new FlatLayout(architecture.buffers());
    float[] buffers = new float[statistics.size()];
    // The thread that closes a network may be another than the one that made it.
    Arena arena = Arena.ofShared();
    try {
      MemorySegment flat = arena.allocate((long) Float.BYTES * layout.size(), ALIGNMENT);
      FloatBuffer values = flat.asByteBuffer().order(ByteOrder.nativeOrder()).asFloatBuffer();
      layout.collect(tensors, values);
      statistics.collect(tensors, FloatBuffer.wrap(buffers));
      NetworkState.requireNoOthers(architecture, tensors);
      architecture
          .convolutions()
          .forEach(convolution -> fold(convolution, values, layout, buffers, statistics));
      return new FoldedWeights(arena, flat);
    } catch (RuntimeException e) {
      arena.close();
      throw e;
    }
  }

  private static void fold(
      Convolution convolution,
      FloatBuffer flat,
      FlatLayout layout,
      float[] buffers,
      FlatLayout statistics) {
    Norm norm = convolution.norm();
    int outputs = layout.specs().get(norm.bias()).size();
    int inputs = layout.specs().get(convolution.weight()).size() / outputs;
    float[] filter = new float[inputs];
    for (int out = 0; out < outputs; out++) {
      double variance = buffers[statistics.offset(norm.variance()) + out];
      double scale =
          flat.get(layout.offset(norm.weight()) + out) / Math.sqrt(variance + Network.NORM_EPSILON);
      float mean = buffers[statistics.offset(norm.mean()) + out];
      int bias = layout.offset(norm.bias()) + out;
      flat.put(bias, (float) (flat.get(bias) - mean * scale));
      int first = layout.offset(convolution.weight()) + out * inputs;
      flat.get(first, filter);
      for (int index = 0; index < inputs; index++) {
        filter[index] = (float) (filter[index] * scale);
      }
      flat.put(first, filter);
    }
  }

  @Override
  public void close() {
    arena.close();
  }
}
