package org.histochain.activities.network;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.JniUtils;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The numeric library of this process. */
public final class TorchRuntime {
  static {
    System.setProperty("ai.djl.default_engine", "PyTorch");
    System.setProperty("ai.djl.offline", "true");
    System.setProperty("OPT_OUT_TRACKING", "true");
    System.setProperty("ai.djl.pytorch.num_interop_threads", "1");
  }

  private static final Logger LOG = LoggerFactory.getLogger(TorchRuntime.class);
  private static volatile Device device = Device.cpu();

  private TorchRuntime() {}

  /** Returns the library's version: {@code 2.7.1}. */
  public static String version() {
    return Engine.getEngine("PyTorch").getVersion();
  }

  /** Returns the device that networks of this process live on: the CPU until one is placed. */
  public static Device device() {
    return device;
  }

  /**
   * Decides, before anything is computed, where networks of this process live.
   *
   * @throws IllegalStateException if a GPU is asked for that cannot be used
   */
  public static void place(DevicePlacement placement) {
    boolean cpu = placement.asked().equals("cpu");
    OptionalInt gpu = placement.choose(cpu ? List.of() : usableGpus());
    device = gpu.isPresent() ? Device.gpu(gpu.getAsInt()) : Device.cpu();
    LOG.info("Networks live on {} (--device {})", device, placement.asked());
  }

  /** Returns the numbers of the GPUs on which the engine has computed something right now. */
  static List<Integer> usableGpus() {
    return IntStream.range(0, Engine.getEngine("PyTorch").getGpuCount())
        .filter(TorchRuntime::computes)
        .boxed()
        .toList();
  }

  private static boolean computes(int gpu) {
    try (NDManager manager = NDManager.newBaseManager(Device.gpu(gpu), "PyTorch")) {
      return manager.ones(new Shape(2)).sum().getFloat() == 2;
    } catch (EngineException e) {
      LOG.warn("GPU {} is there but cannot be used: {}", gpu, e.getMessage());
      return false;
    }
  }

  /** Sets the threads that operations called from this thread use; results depend on it. */
  public static void useThreads(int threads) {
    Engine.getEngine("PyTorch");
    JniUtils.setNumThreads(threads);
  }
}
