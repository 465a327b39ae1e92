package org.histochain.activities.network;

import java.nio.FloatBuffer;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A network's weights and running statistics in the Java heap, each in one flat array.
 *
 * @param architecture what the arrays mean
 * @param parameters values of {@link Architecture#parameters()} by their {@link FlatLayout}
 * @param buffers values of {@link Architecture#buffers()} by their {@link FlatLayout}
 * @param updates optimizer updates that made them (torchvision's {@code num_batches_tracked})
 */
@SuppressWarnings("ArrayRecordComponent") // one owner at a time; never compared
public record NetworkState(
    Architecture architecture, float[] parameters, float[] buffers, long updates) {

  static final String TRACKED = ".num_batches_tracked";

  /** Returns the state under torchvision's names and shapes. */
  public SortedMap<String, Tensor> named() {
    SortedMap<String, Tensor> tensors = new TreeMap<>();
    name(new FlatLayout(architecture.parameters()), parameters, tensors);
    name(new FlatLayout(architecture.buffers()), buffers, tensors);
    counts(architecture).forEach(name -> tensors.put(name, Tensor.scalar(updates)));
    return tensors;
  }

  /**
   * Reads a state from torchvision's names and shapes.
   *
   * @throws IllegalArgumentException if a tensor is missing, has another shape, or is not the
   *     network's, naming it
   */
  public static NetworkState of(Architecture architecture, Map<String, Tensor> tensors) {
    float[] parameters = collect(new FlatLayout(architecture.parameters()), tensors);
    float[] buffers = collect(new FlatLayout(architecture.buffers()), tensors);
    NetworkState state = new NetworkState(architecture, parameters, buffers, updates(tensors));
    requireNoOthers(architecture, tensors);
    return state;
  }

  /**
   * Accepts a network's tensors.
   *
   * @throws IllegalArgumentException if there is another network's among them, naming it
   */
  static void requireNoOthers(Architecture architecture, Map<String, Tensor> tensors) {
    Set<String> expected = names(architecture);
    for (String name : tensors.keySet()) {
      if (!expected.contains(name)) {
        throw new IllegalArgumentException(
            "Tensor " + name + " does not belong to this network: were these weights another's?");
      }
    }
  }

  private static Set<String> names(Architecture architecture) {
    Stream<String> arrays = architecture.arrays().stream().map(ParameterSpec::name);
    return Stream.concat(arrays, counts(architecture)).collect(Collectors.toSet());
  }

  /** Returns the names under which torchvision counts each normalisation's updates. */
  private static Stream<String> counts(Architecture architecture) {
    return architecture.buffers().stream()
        .filter(spec -> spec.kind() == ParameterSpec.Kind.RUNNING_MEAN)
        .map(spec -> spec.name().substring(0, spec.name().lastIndexOf('.')) + TRACKED);
  }

  private static void name(FlatLayout layout, float[] flat, Map<String, Tensor> tensors) {
    for (int index = 0; index < layout.specs().size(); index++) {
      ParameterSpec spec = layout.specs().get(index);
      tensors.put(spec.name(), Tensor.floats(spec.shape(), layout.get(index, flat)));
    }
  }

  private static float[] collect(FlatLayout layout, Map<String, Tensor> tensors) {
    float[] flat = new float[layout.size()];
    layout.collect(tensors, FloatBuffer.wrap(flat));
    return flat;
  }

  private static long updates(Map<String, Tensor> tensors) {
    return tensors.entrySet().stream()
        .filter(entry -> entry.getKey().endsWith(TRACKED))
        .mapToLong(entry -> entry.getValue().toLong())
        .max()
        .orElse(0);
  }
}
