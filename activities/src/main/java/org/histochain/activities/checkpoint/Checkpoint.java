package org.histochain.activities.checkpoint;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.histochain.activities.network.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Where a training step stands between two updates.
 *
 * @param update updates made so far, at least 1
 * @param tensors everything that changes from update to update, by name
 */
public record Checkpoint(long update, SortedMap<String, Tensor> tensors) {
  public Checkpoint {
    if (update < 1) {
      throw new IllegalArgumentException("A checkpoint at update " + update + " holds nothing");
    }
    tensors = Collections.unmodifiableSortedMap(new TreeMap<>(tensors));
  }

  /**
   * Returns an array of floats.
   *
   * @throws IllegalArgumentException if there is none of that name and size
   */
  public float[] floats(String name, long size) {
    float[] values = tensor(tensors, name).toFloats();
    if (values.length != size) {
      throw new IllegalArgumentException(
          "%s of the checkpoint has %d values: it must have %d"
              .formatted(name, values.length, size));
    }
    return values;
  }

  /**
   * Returns a number.
   *
   * @throws IllegalArgumentException if there is none of that name
   */
  public long number(String name) {
    return tensor(tensors, name).toLong();
  }

  static Tensor tensor(Map<String, Tensor> tensors, String name) {
    @Nullable Tensor tensor = tensors.get(name);
    if (tensor == null) {
      throw new IllegalArgumentException("The checkpoint has no " + name);
    }
    return tensor;
  }
}
