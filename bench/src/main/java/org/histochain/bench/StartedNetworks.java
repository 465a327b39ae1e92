package org.histochain.bench;

import static java.util.Objects.requireNonNull;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.histochain.activities.network.Architecture;
import org.histochain.activities.network.FoldedNetwork;
import org.histochain.activities.network.Initialisation;
import org.histochain.activities.network.NetworkState;
import org.histochain.activities.network.SafetensorsFile;
import org.histochain.activities.network.StartMatch;
import org.histochain.activities.network.Tensor;
import org.histochain.activities.network.TorchRuntime;
import org.histochain.workflows.contract.NetworkSpec;

/**
 * Starts networks from the weights that a peer wrote, as {@code network.init} does, and writes them
 * again as they are exported, with their logits: {@code NAME-given.safetensors} and {@code
 * images.safetensors} (images: float32 [batch, height, width, 3]) become {@code
 * NAME-export.safetensors} and {@code NAME-logits.safetensors}.
 */
public final class StartedNetworks {
  private static final int CLASSES = 1000;
  private static final int WIDTH = 64;

  private StartedNetworks() {}

  /** Arguments: the folder, then names of networks. */
  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[0]);
    TorchRuntime.useThreads(1);
    Tensor images =
        requireNonNull(
            SafetensorsFile.read(Files.readAllBytes(folder.resolve("images.safetensors")))
                .get("images"));
    for (String name : List.of(args).subList(1, args.length)) {
      NetworkState state = start(name, folder);
      write(folder.resolve(name + "-export.safetensors"), state.named());
      SortedMap<String, Tensor> logits = new TreeMap<>();
      logits.put("logits", logits(state, images));
      write(folder.resolve(name + "-logits.safetensors"), logits);
    }
  }

  private static NetworkState start(String name, Path folder) throws IOException {
    Architecture network = new Architecture(new NetworkSpec(name, WIDTH, "imagenet"), CLASSES);
    StartMatch match =
        StartMatch.of(network, Files.readAllBytes(folder.resolve(name + "-given.safetensors")));
    match.lines().forEach(line -> System.err.println(name + ": " + line));
    return match.over(Initialisation.draw(network, 1, "teacher"));
  }

  private static Tensor logits(NetworkState state, Tensor images) {
    long[] shape = images.shape().stream().mapToLong(Integer::longValue).toArray();
    try (FoldedNetwork network =
            FoldedNetwork.of(state.architecture(), state.named(), TorchRuntime.device());
        NDManager scope = network.manager().newSubManager()) {
      NDArray input = scope.create(images.toFloats(), new Shape(shape));
      NDArray logits = network.logits(input);
      return Tensor.floats(List.of((int) shape[0], CLASSES), logits.toFloatArray());
    }
  }

  private static void write(Path file, SortedMap<String, Tensor> tensors) throws IOException {
    Files.write(file, SafetensorsFile.write(tensors));
  }
}
