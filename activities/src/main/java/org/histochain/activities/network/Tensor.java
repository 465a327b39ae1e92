package org.histochain.activities.network;

import static java.util.Objects.requireNonNull;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;

/**
 * An array as safetensors keep it.
 *
 * @param type {@code F32} or {@code I64}
 * @param shape extents; empty for a scalar
 * @param data little-endian values in row-major order; a part of the file that was read, and read
 *     as long as that is there
 */
public record Tensor(String type, List<Integer> shape, MemorySegment data) {
  /** Single precision. */
  public static final String F32 = "F32";

  /** Signed 64-bit integers. */
  public static final String I64 = "I64";

  private static final ValueLayout.OfFloat FLOAT =
      ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  public Tensor {
    requireNonNull(type, "type is null");
    shape = List.copyOf(shape);
  }

  /** Makes a tensor of floats. */
  public static Tensor floats(List<Integer> shape, float[] values) {
    MemorySegment data = room(Math.multiplyExact(values.length, Float.BYTES));
    MemorySegment.copy(values, 0, data, FLOAT, 0, values.length);
    return new Tensor(F32, shape, data);
  }

  /** Makes a scalar. */
  public static Tensor scalar(long value) {
    MemorySegment data = room(Long.BYTES);
    data.set(LONG, 0, value);
    return new Tensor(I64, List.of(), data);
  }

  /**
   * Returns a copy of the values of a tensor of floats.
   *
   * @throws IllegalArgumentException if it holds another type
   */
  public float[] toFloats() {
    FloatBuffer values = values();
    float[] copy = new float[values.remaining()];
    values.get(copy);
    return copy;
  }

  /**
   * Returns the values of a tensor of floats where they are.
   *
   * @throws IllegalArgumentException if it holds another type
   */
  FloatBuffer values() {
    require(F32);
    return data.asByteBuffer().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
  }

  /**
   * Returns the value of a scalar.
   *
   * @throws IllegalArgumentException if it holds another type
   */
  public long toLong() {
    require(I64);
    return data.get(LONG, 0);
  }

  private void require(String expected) {
    if (!type.equals(expected)) {
      throw new IllegalArgumentException("The tensor is of type " + type + ", not " + expected);
    }
  }

  private static MemorySegment room(int bytes) {
    return MemorySegment.ofArray(new byte[bytes]);
  }
}
