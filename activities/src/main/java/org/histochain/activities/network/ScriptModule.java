package org.histochain.activities.network;

import static java.util.Objects.requireNonNull;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.stream.Stream;

/**
 * A TorchScript module without weights, one of those that {@code bench/peers/torch_operations.py}
 * writes. It computes what is written: the optimizer of graphs, which after a few calls would
 * compute something else, is off.
 */
record ScriptModule(PtSymbolBlock block) {
  /**
   * Loads a module, for the life of the process.
   *
   * @param resource its file, beside this class
   * @throws ai.djl.engine.EngineException if the engine lacks one of its operations
   */
  static ScriptModule load(String resource) {
    PtNDManager manager = (PtNDManager) NDManager.newBaseManager(Device.cpu(), "PyTorch");
    try (InputStream file = requireNonNull(ScriptModule.class.getResourceAsStream(resource))) {
      return new ScriptModule(JniUtils.loadModule(manager, file, false, false));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs {@code forward}; gradients flow through. */
  NDArray forward(NDArray input) {
    JniUtils.setGraphExecutorOptimize(false);
    return IValueUtils.forward(block, new NDList(input), true).singletonOrThrow();
  }

  /** Runs a method that returns an array, without gradients; closes {@code inputs}. */
  NDArray compute(String method, NDManager manager, IValue... inputs) {
    try (IValue result = call(method, inputs)) {
      return result.toTensor((PtNDManager) manager);
    }
  }

  /** Runs a method that returns nothing, without gradients; closes {@code inputs}. */
  void run(String method, IValue... inputs) {
    call(method, inputs).close();
  }

  /** Returns an array as an input. */
  static IValue value(NDArray array) {
    return IValue.from((PtNDArray) array);
  }

  /** Returns a list that has this array alone, as an input. */
  static IValue list(NDArray array) {
    return IValue.listFrom((PtNDArray) array);
  }

  private IValue call(String method, IValue... inputs) {
    JniUtils.setGraphExecutorOptimize(false);
    try {
      return IValueUtils.runMethod(block, method, inputs);
    } finally {
      Stream.of(inputs).forEach(IValue::close);
    }
  }
}
