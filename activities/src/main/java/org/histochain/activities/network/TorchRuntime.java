package org.histochain.activities.network;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.pytorch.jni.JniUtils;

/** The numeric library of this process. */
public final class TorchRuntime {
  static {
    System.setProperty("ai.djl.default_engine", "PyTorch");
    System.setProperty("ai.djl.offline", "true");
    System.setProperty("OPT_OUT_TRACKING", "true");
    System.setProperty("ai.djl.pytorch.num_interop_threads", "1");
  }

  private TorchRuntime() {}

  /** Returns the library's version: {@code 2.7.1}. */
  public static String version() {
    return Engine.getEngine("PyTorch").getVersion();
  }

  /** Returns the device that networks of this process live on. */
  public static Device device() {
    return Device.cpu();
  }

  /** Sets the threads that operations called from this thread use; results depend on it. */
  public static void useThreads(int threads) {
    Engine.getEngine("PyTorch");
    JniUtils.setNumThreads(threads);
  }
}
