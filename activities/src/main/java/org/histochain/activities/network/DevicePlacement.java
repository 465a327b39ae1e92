package org.histochain.activities.network;

import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where the networks of a process are asked to live.
 *
 * @param asked {@code auto}, {@code cpu} or {@code gpu:N}
 */
public record DevicePlacement(String asked) {
  private static final Pattern GPU = Pattern.compile("gpu:([0-9]{1,3})");

  /**
   * @throws IllegalArgumentException if {@code asked} is none of the three
   */
  public DevicePlacement {
    if (!asked.equals("auto") && !asked.equals("cpu") && !GPU.matcher(asked).matches()) {
      throw new IllegalArgumentException(
          "--device is %s: allowed are auto, cpu and gpu:N, such as gpu:0".formatted(asked));
    }
  }

  /**
   * Chooses the device.
   *
   * @param usable numbers of the GPUs on which the engine can compute
   * @return the GPU's number; empty: the CPU
   * @throws IllegalStateException if a GPU is asked for that cannot be used
   */
  public OptionalInt choose(List<Integer> usable) {
    Matcher gpu = GPU.matcher(asked);
    if (gpu.matches()) {
      int number = Integer.parseInt(gpu.group(1));
      if (!usable.contains(number)) {
        throw new IllegalStateException(
            "--device is %s, which cannot be used here (usable GPUs: %s): take cpu or auto"
                .formatted(asked, usable.isEmpty() ? "none" : usable));
      }
      return OptionalInt.of(number);
    }
    return asked.equals("cpu")
        ? OptionalInt.empty()
        : usable.stream().mapToInt(Integer::intValue).min();
  }
}
