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

  /** Empties the batch. */
  void clear() {
    size = 0;
    pixels.clear();
    targets.clear();
  }

  /** Appends a patch: float32 [side, side, 3] and float32 [classes]. */
  void add(float[] image, float[] target) {
    pixels.asFloatBuffer().put(image);
    pixels.position(pixels.position() + image.length * Float.BYTES);
    targets.asFloatBuffer().put(target);
    targets.position(targets.position() + target.length * Float.BYTES);
    size++;
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
    return pixels.duplicate().order(ByteOrder.nativeOrder()).flip();
  }

  /** Returns the targets, float32 [size, classes]; valid until the batch is recycled. */
  ByteBuffer targets() {
    return targets.duplicate().order(ByteOrder.nativeOrder()).flip();
  }

  private static ByteBuffer floats(int count) {
    return ByteBuffer.allocateDirect(Math.multiplyExact(count, Float.BYTES))
        .order(ByteOrder.nativeOrder());
  }
}
