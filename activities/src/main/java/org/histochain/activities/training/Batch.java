package org.histochain.activities.training;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Room for one update's patches and targets, outside the Java heap so that the network reads them
 * where they are.
 */
final class Batch {
  private final int side;
  private final int classes;
  private final ByteBuffer pixels;
  private final ByteBuffer targets;
  private int size;

  Batch(int capacity, int side, int classes) {
    this.side = side;
    this.classes = classes;
    pixels = floats(Math.multiplyExact(capacity, 3 * side * side));
    targets = floats(Math.multiplyExact(capacity, classes));
  }

  /** Says how many patches the batch is to hold; each is then {@link #set}. */
  void resize(int patches) {
    size = patches;
  }

  /**
   * Sets a patch: float32 [side, side, 3] and float32 [classes]. Several threads may set different
   * ones.
   */
  void set(int place, float[] image, float[] target) {
    pixels.asFloatBuffer().put(place * image.length, image);
    targets.asFloatBuffer().put(place * target.length, target);
  }

  /** Returns the number of patches. */
  int size() {
    return size;
  }

  int side() {
    return side;
  }

  int classes() {
    return classes;
  }

  /** Returns the patches, float32 [size, side, side, 3]; valid until the batch is recycled. */
  ByteBuffer pixels() {
    return view(pixels, size * 3 * side * side);
  }

  /** Returns the targets, float32 [size, classes]; valid until the batch is recycled. */
  ByteBuffer targets() {
    return view(targets, size * classes);
  }

  private static ByteBuffer view(ByteBuffer buffer, int floats) {
    return buffer.duplicate().order(ByteOrder.nativeOrder()).limit(floats * Float.BYTES);
  }

  private static ByteBuffer floats(int count) {
    return ByteBuffer.allocateDirect(Math.multiplyExact(count, Float.BYTES))
        .order(ByteOrder.nativeOrder());
  }
}
