package org.histochain.activities.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class NumericFamilyTest {
  @Test
  void tellsProcessorsApartThatHaveTheSameInstructions() {
    Map<String, String> intel =
        Map.of(
            "vendor_id",
            "GenuineIntel",
            "cpu family",
            "6",
            "model",
            "106",
            "flags",
            "avx2 avx512f");
    Map<String, String> amd =
        Map.of(
            "vendor_id", "AuthenticAMD", "cpu family", "26", "model", "2", "flags", "avx512f avx2");

    assertThat(NumericFamily.processor(intel)).isEqualTo("avx512f-intel6.106");
    assertThat(NumericFamily.processor(amd)).isEqualTo("avx512f-amd26.2");
  }

  @Test
  void namesTheBestInstructionsThatOneDnnUses() {
    assertThat(NumericFamily.processor(Map.of("flags", "sse4_2 avx2"))).isEqualTo("avx2");
    assertThat(NumericFamily.processor(Map.of("flags", "avx2 avx512f amx_tile")))
        .isEqualTo("amx_tile");
    assertThat(NumericFamily.processor(Map.of("Features", "fp asimd"))).isEqualTo("baseline");
    assertThat(NumericFamily.processor(Map.of())).isEqualTo("baseline");
  }
}
