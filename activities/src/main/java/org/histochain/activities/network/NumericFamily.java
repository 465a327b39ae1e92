package org.histochain.activities.network;

import ai.djl.Device;
import ai.djl.util.cuda.CudaUtils;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * Names the machines that compute the same bits: device kind, instruction set and libtorch version.
 * Bit-exactness is promised within one family.
 */
public final class NumericFamily {
  private static final Path CPU = Path.of("/proc/cpuinfo");
  private static final List<String> INSTRUCTION_SETS = List.of("amx_tile", "avx512f", "avx2");

  private NumericFamily() {}

  /**
   * Returns this process's family: {@code cpu-amd64-avx512f-libtorch-2.7.1}, or with the GPU's
   * compute capability {@code gpu-sm90-libtorch-2.7.1}.
   */
  public static String current() {
    Device device = TorchRuntime.device();
    return String.join(
        "-",
        device.getDeviceType(),
        device.isGpu()
            ? "sm" + CudaUtils.getComputeCapability(device.getDeviceId())
            : System.getProperty("os.arch").toLowerCase(Locale.ROOT)
                + "-"
                + instructionSet(flags()),
        "libtorch",
        TorchRuntime.version());
  }

  static String instructionSet(Set<String> flags) {
    return INSTRUCTION_SETS.stream().filter(flags::contains).findFirst().orElse("baseline");
  }

  private static Set<String> flags() {
    Set<String> flags = new TreeSet<>();
    try {
      for (String line : Files.readAllLines(CPU)) {
        if (line.startsWith("flags") || line.startsWith("Features")) {
          flags.addAll(List.of(line.substring(line.indexOf(':') + 1).trim().split(" +")));
          break;
        }
      }
    } catch (IOException e) {
      flags.clear(); // no such file outside Linux
    }
    return flags;
  }
}
