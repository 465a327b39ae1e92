package org.histochain.activities.network;

import ai.djl.Device;
import ai.djl.util.cuda.CudaUtils;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Names the machines that compute the same bits: device kind, instruction set, processor and
 * libtorch version. Bit-exactness is promised within one family. The processor's model is in it
 * because oneDNN blocks its loops by the sizes of the caches, and MKL asks who made it: two that
 * both have AVX-512 gave other bits.
 */
public final class NumericFamily {
  private static final Path CPU = Path.of("/proc/cpuinfo");
  private static final List<String> INSTRUCTION_SETS = List.of("amx_tile", "avx512f", "avx2");
  private static final Map<String, String> MAKERS =
      Map.of("GenuineIntel", "intel", "AuthenticAMD", "amd");

  private NumericFamily() {}

  /**
   * Returns this process's family: {@code cpu-amd64-avx512f-amd26.2-libtorch-2.7.1}, with the
   * processor's family and model by {@code /proc/cpuinfo}, or with the GPU's compute capability
   * {@code gpu-sm90-libtorch-2.7.1}.
   */
  public static String current() {
    Device device = TorchRuntime.device();
    return String.join(
        "-",
        device.getDeviceType(),
        device.isGpu()
            ? "sm" + CudaUtils.getComputeCapability(device.getDeviceId())
            : System.getProperty("os.arch").toLowerCase(Locale.ROOT) + "-" + processor(facts()),
        "libtorch",
        TorchRuntime.version());
  }

  /**
   * Returns instruction set and model.
   *
   * @param facts the first processor's lines of {@code /proc/cpuinfo}; empty outside Linux
   */
  static String processor(Map<String, String> facts) {
    String flags = facts.getOrDefault("flags", facts.getOrDefault("Features", ""));
    Set<String> has = Set.copyOf(Arrays.asList(flags.split(" +")));
    String instructions =
        INSTRUCTION_SETS.stream().filter(has::contains).findFirst().orElse("baseline");
    String maker = facts.get("vendor_id");
    return maker == null
        ? instructions
        : "%s-%s%s.%s"
            .formatted(
                instructions,
                MAKERS.getOrDefault(maker, maker.toLowerCase(Locale.ROOT)),
                facts.getOrDefault("cpu family", "?"),
                facts.getOrDefault("model", "?"));
  }

  private static Map<String, String> facts() {
    Map<String, String> facts = new HashMap<>();
    try {
      for (String line : Files.readAllLines(CPU)) {
        if (line.isBlank()) {
          break; // the next processor's
        }
        String[] fact = line.split(":", 2);
        facts.put(fact[0].strip(), fact.length < 2 ? "" : fact[1].strip());
      }
    } catch (IOException e) {
      facts.clear(); // no such file outside Linux
    }
    return facts;
  }
}
