package org.histochain.activities.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a file of weights has for a network. Every tensor must be there under torchvision's name and
 * in its shape, but for the classifier, which stays fresh where it has another size.
 *
 * @param taken the file's tensors that the network takes, by its names
 * @param fresh the network's tensors that stay as they were drawn, each with the reason
 * @param unused the file's names for which the network has no use
 */
public record StartMatch(SortedMap<String, Tensor> taken, List<String> fresh, List<String> unused) {
  private static final List<String> PREFIXES = List.of("model.", "module.");
  private static final String CLASSIFIER = "fc.";
  private static final Pattern TRUNK = Pattern.compile("(conv1|bn1|layer[0-9]+)[.].*");
  private static final int NAMED = 5;

  public StartMatch {
    fresh = List.copyOf(fresh);
    unused = List.copyOf(unused);
  }

  /**
   * Matches a file with a network.
   *
   * @param file safetensors; F32; names as torchvision's, or all of them after {@code model.} or
   *     {@code module.}; counters of batches are passed over
   * @throws IllegalArgumentException if it is no whole safetensors file, is another network's, or
   *     holds values that are not finite; names the tensor
   */
  public static StartMatch of(Architecture network, byte[] file) {
    SortedMap<String, Tensor> given = withoutPrefix(SafetensorsFile.read(file));
    given.keySet().removeIf(name -> name.endsWith(NetworkState.TRACKED));
    SortedMap<String, Tensor> taken = new TreeMap<>();
    List<String> fresh = new ArrayList<>();
    for (ParameterSpec own : network.arrays()) {
      @Nullable Tensor tensor = given.remove(own.name());
      @Nullable String fault = fault(own, tensor);
      if (tensor != null && fault == null) {
        requireFinite(own.name(), tensor);
        taken.put(own.name(), tensor);
      } else if (own.name().startsWith(CLASSIFIER)) {
        fresh.add(own.name() + " " + fault);
      } else {
        throw new IllegalArgumentException(
            "%s %s: were these weights another network's?".formatted(own.name(), fault));
      }
    }
    for (String name : given.keySet()) {
      if (TRUNK.matcher(name).matches()) {
        throw new IllegalArgumentException(
            "it has %s, which this network has not: were these weights another network's?"
                .formatted(name));
      }
    }
    return new StartMatch(taken, fresh, List.copyOf(given.keySet()));
  }

  /** Returns {@code fresh}, of the network that was matched, with what is taken in its place. */
  public NetworkState over(NetworkState fresh) {
    SortedMap<String, Tensor> tensors = fresh.named();
    tensors.putAll(taken);
    return NetworkState.of(fresh.architecture(), tensors);
  }

  /** Says for people what matched and what did not, in a line each. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(
        "network.init gives %d of %d tensors".formatted(taken.size(), taken.size() + fresh.size()));
    fresh.forEach(tensor -> lines.add("network.init: stays fresh: " + tensor));
    if (!unused.isEmpty()) {
      String more = unused.size() > NAMED ? ", and %d more".formatted(unused.size() - NAMED) : "";
      List<String> named = unused.subList(0, Math.min(NAMED, unused.size()));
      lines.add("network.init: not used: " + String.join(", ", named) + more);
    }
    return lines;
  }

  private static SortedMap<String, Tensor> withoutPrefix(SortedMap<String, Tensor> given) {
    for (String prefix : PREFIXES) {
      if (!given.isEmpty() && given.keySet().stream().allMatch(name -> name.startsWith(prefix))) {
        SortedMap<String, Tensor> bare = new TreeMap<>();
        for (Map.Entry<String, Tensor> entry : given.entrySet()) {
          bare.put(entry.getKey().substring(prefix.length()), entry.getValue());
        }
        return bare;
      }
    }
    return given;
  }

  private static @Nullable String fault(ParameterSpec own, @Nullable Tensor tensor) {
    if (tensor == null) {
      return "%s is not in the file".formatted(own.shape());
    }
    if (!tensor.type().equals(Tensor.F32)) {
      return "is of type %s in the file: only F32 is taken".formatted(tensor.type());
    }
    if (!tensor.shape().equals(own.shape())) {
      return "has the shape %s in the file and %s in this network"
          .formatted(tensor.shape(), own.shape());
    }
    return null;
  }

  private static void requireFinite(String name, Tensor tensor) {
    for (float value : tensor.toFloats()) {
      if (!Float.isFinite(value)) {
        throw new IllegalArgumentException(name + " holds " + value);
      }
    }
  }
}
