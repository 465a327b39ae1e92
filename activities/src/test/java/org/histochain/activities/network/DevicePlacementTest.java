package org.histochain.activities.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DevicePlacementTest {
  @Test
  void autoTakesTheFirstUsableGpuAndElseTheCpu() {
    assertThat(new DevicePlacement("auto").choose(List.of(3, 1))).hasValue(1);
    assertThat(new DevicePlacement("auto").choose(List.of())).isEmpty();
  }

  @Test
  void theCpuIsTakenWhereItIsAskedForWhateverThereIs() {
    assertThat(new DevicePlacement("cpu").choose(List.of(0, 1))).isEmpty();
  }

  @Test
  void aGpuThatIsAskedForIsTakenOrRefusedByName() {
    assertThat(new DevicePlacement("gpu:1").choose(List.of(0, 1))).hasValue(1);
    assertThatThrownBy(() -> new DevicePlacement("gpu:2").choose(List.of(0, 1)))
        .hasMessage(
            "--device is gpu:2, which cannot be used here (usable GPUs: [0, 1]): take cpu or auto");
    assertThatThrownBy(() -> new DevicePlacement("gpu:0").choose(List.of()))
        .hasMessageContaining("(usable GPUs: none)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "gpu", "gpu:", "gpu:-1", "gpu:x", "cuda:0", "CPU", "gpu:99999"})
  void whatIsNoDeviceIsRefused(String asked) {
    assertThatThrownBy(() -> new DevicePlacement(asked))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("allowed are auto, cpu and gpu:N");
  }

  @Test
  void thisMachineHasTheGpusThatTheEngineCanComputeOn() {
    assertThat(TorchRuntime.usableGpus()).doesNotHaveDuplicates().allMatch(number -> number >= 0);
  }
}
