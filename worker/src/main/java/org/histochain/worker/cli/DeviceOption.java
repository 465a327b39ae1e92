package org.histochain.worker.cli;

import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/** {@code --device}: where networks live. */
final class DeviceOption {
  private static final Pattern GPU = Pattern.compile("gpu:[0-9]+");

  @Option(
      names = "--device",
      paramLabel = "DEVICE",
      description = "auto or cpu (default: auto).",
      defaultValue = "auto")
  private String device = "auto";

  /** Refuses what is no device, and what this version cannot use. */
  void check() {
    if (GPU.matcher(device).matches()) {
      throw CliError.failed(
          "--device is %s: no GPU can be used by this version yet; take cpu or auto"
              .formatted(device));
    }
    if (!device.equals("auto") && !device.equals("cpu")) {
      throw CliError.wrongInput("--device is %s: allowed are auto, cpu".formatted(device));
    }
  }
}
