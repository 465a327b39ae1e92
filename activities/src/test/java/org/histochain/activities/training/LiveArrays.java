package org.histochain.activities.training;

import ai.djl.Device;
import ai.djl.ndarray.BaseNDManager;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.lang.reflect.Field;
import java.util.Map;

/** Counts the engine's arrays that nobody has closed, whichever manager holds them. */
final class LiveArrays {
  private LiveArrays() {}

  static int count() {
    try (NDManager base = NDManager.newBaseManager(Device.cpu(), "PyTorch")) {
      return count(base.getParentManager());
    }
  }

  private static int count(NDManager manager) {
    int live = 0;
    for (Object resource : resources(manager).values()) {
      if (resource instanceof NDArray) {
        live++;
      } else if (resource instanceof NDManager below) {
        live += count(below);
      }
    }
    return live;
  }

  /** The engine shows the arrays of one manager alone, and no manager below it. */
  private static Map<?, ?> resources(NDManager manager) {
    try {
      Field field = BaseNDManager.class.getDeclaredField("resources");
      field.setAccessible(true);
      return (Map<?, ?>) field.get(manager);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError("the engine keeps its arrays elsewhere now", e);
    }
  }
}
