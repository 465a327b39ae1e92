package org.histochain.activities.network;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;

/** Arrays on their way to the Java heap. */
public final class HostArray {
  private HostArray() {}

  /**
   * Copies an array, float32, from whatever device it lives on. Of a GPU's array DJL makes a copy
   * on the CPU first, which it would leave open until the array's manager closes.
   */
  public static float[] floats(NDArray array) {
    if (!array.getDevice().isGpu()) {
      return array.toFloatArray();
    }
    try (NDArray copy = array.toDevice(Device.cpu(), false)) {
      return copy.toFloatArray();
    }
  }
}
