package org.histochain.worker.cli;

import org.histochain.activities.network.DevicePlacement;
import org.histochain.activities.network.TorchRuntime;
import picocli.CommandLine.Option;

/** {@code --device}: where the networks of this process live. */
final class DeviceOption {
  @Option(
      names = "--device",
      paramLabel = "DEVICE",
      description = "auto, cpu or gpu:N (default: auto, the first GPU that works, else the CPU).",
      defaultValue = "auto")
  private String device = "auto";

  /** Places networks there; refuses what is no device, and a GPU that cannot be used. */
  void place() {
    DevicePlacement placement;
    try {
      placement = new DevicePlacement(device);
    } catch (IllegalArgumentException unknown) {
      throw CliError.wrongInput(String.valueOf(unknown.getMessage()));
    }
    try {
      TorchRuntime.place(placement);
    } catch (IllegalStateException unusable) {
      throw CliError.failed(String.valueOf(unusable.getMessage()));
    }
  }
}
