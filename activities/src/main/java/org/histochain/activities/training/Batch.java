package org.histochain.activities.training;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Room for one update's patches and targets, outside the Java heap so that the network reads them
 * where they are. Strong views of the pool, if there are any, follow the patches; their weak views
 * stand apart.
 */
final class Batch {
  private final int side;
  private final int classes;
  private final int views;
  private final ByteBuffer pixels;
  private final ByteBuffer weak;
  private final ByteBuffer targets;
  private int size;

  /** Room for patches alone. */
  Batch(int capacity, int side, int classes) {
    this(capacity, 0, side, classes);
  }

  /**
   * @param capacity most patches
   * @param views patches of the pool
   */
  Batch(int capacity, int views, int side, int classes) {
    this.side = side;
    this.classes = classes;
    this.views = views;
    pixels = floats(Math.multiplyExact(capacity + views, 3 * side * side));
    weak = floats(Math.multiplyExact(views, 3 * side * side));
    targets = floats(Math.multiplyExact(capacity + views, classes));
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

  /** Sets the weak view of a patch of the pool, float32 [side, side, 3]. */
  void setWeak(int view, float[] image) {
    weak.asFloatBuffer().put(view * image.length, image);
  }

  /** Sets the strong view of a patch of the pool, float32 [side, side, 3]; resized before. */
  void setStrong(int view, float[] image) {
    pixels.asFloatBuffer().put((size + view) * image.length, image);
  }

  /** Returns the number of patches, without those of the pool. */
  int size() {
    return size;
  }

  /** Returns the number of patches of the pool. */
  int views() {
    return views;
  }

  /** Returns the number of rows: patches, then strong views. */
  int rows() {
    return size + views;
  }

  int side() {
    return side;
  }

  int classes() {
    return classes;
  }

  /** Returns patches and strong views, float32 [rows, side, side, 3]; valid until recycled. */
  ByteBuffer pixels() {
    return view(pixels, rows() * 3 * side * side);
  }

  /** Returns the weak views, float32 [views, side, side, 3]; valid until recycled. */
  ByteBuffer weak() {
    return view(weak, views * 3 * side * side);
  }

  /** Returns the targets, float32 [rows, classes]; valid until recycled. */
  ByteBuffer targets() {
    return view(targets, rows() * classes);
  }

  private static ByteBuffer view(ByteBuffer buffer, int floats) {
    return buffer.duplicate().order(ByteOrder.nativeOrder()).limit(floats * Float.BYTES);
  }

  private static ByteBuffer floats(int count) {
    return ByteBuffer.allocateDirect(Math.multiplyExact(count, Float.BYTES))
        .order(ByteOrder.nativeOrder());
  }
}
