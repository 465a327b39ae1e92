package org.histochain.activities.network;

import static java.util.Objects.requireNonNull;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * An array as safetensors keep it.
 *
 * @param type {@code F32} or {@code I64}
 * @param shape extents; empty for a scalar
 * @param data little-endian values in row-major order
 */
@SuppressWarnings("ArrayRecordComponent") // one owner at a time; never compared
public record Tensor(String type, List<Integer> shape, byte[] data) {
  /** Single precision. */
  public static final String F32 = "F32";

  /** Signed 64-bit integers. */
  public static final String I64 = "I64";

  public Tensor {
    requireNonNull(type, "type is null");
    shape = List.copyOf(shape);
  }

  /** Makes a tensor of floats. */
  public static Tensor floats(List<Integer> shape, float[] values) {
    ByteBuffer buffer = littleEndian(new byte[Math.multiplyExact(values.length, Float.BYTES)]);
    buffer.asFloatBuffer().put(values);
    return new Tensor(F32, shape, buffer.array());
  }

  /** Makes a scalar. */
  public static Tensor scalar(long value) {
    return new Tensor(I64, List.of(), littleEndian(new byte[Long.BYTES]).putLong(value).array());
  }

  /**
   * Returns the values of a tensor of floats.
   *
   * @throws IllegalArgumentException if it holds another type
   */
  public float[] toFloats() {
    require(F32);
    float[] values = new float[data.length / Float.BYTES];
    littleEndian(data).asFloatBuffer().get(values);
    return values;
  }

  /**
   * Returns the value of a scalar.
   *
   * @throws IllegalArgumentException if it holds another type
   */
  public long toLong() {
    require(I64);
    return littleEndian(data).getLong(0);
  }

  private void require(String expected) {
    if (!type.equals(expected)) {
      throw new IllegalArgumentException("The tensor is of type " + type + ", not " + expected);
    }
  }

  private static ByteBuffer littleEndian(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
