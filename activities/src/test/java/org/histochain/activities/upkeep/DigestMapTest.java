package org.histochain.activities.upkeep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.histochain.activities.artifact.Sha256;
import org.junit.jupiter.api.Test;

class DigestMapTest {
  private final DigestMap map = new DigestMap();

  @Test
  void manyDigestsKeepTheirNumbers() {
    Map<String, Long> expected = new HashMap<>();
    for (long number = 0; number < 5_000; number++) {
      String digest = digest(number);
      expected.put(digest, number);
      map.put(digest, number);
    }
    map.put(digest(7), 70);
    expected.put(digest(7), 70L);

    assertThat(map.size()).isEqualTo(5_000);
    expected.forEach((digest, number) -> assertThat(map.get(digest)).isEqualTo(number));
    assertThat(map.get(digest(5_001))).isEqualTo(-1);
    assertThat(map.contains(digest(5_001))).isFalse();
    Map<String, Long> shown = new HashMap<>();
    map.forEach(shown::put);
    assertThat(shown).isEqualTo(expected);
  }

  @Test
  void digestsThatDifferInTheirEndAloneAreTwo() {
    map.put("0".repeat(64), 0);
    map.put("0".repeat(63) + "1", 1);

    assertThat(map.get("0".repeat(64))).isZero();
    assertThat(map.get("0".repeat(63) + "1")).isEqualTo(1);
    assertThat(map.get("0".repeat(63) + "2")).isEqualTo(-1);
  }

  @Test
  void theLowestNumberStays() {
    map.lower("a".repeat(64), 2);
    map.lower("a".repeat(64), 1);
    map.lower("a".repeat(64), 3);

    assertThat(map.get("a".repeat(64))).isEqualTo(1);
    assertThat(map.size()).isEqualTo(1);
  }

  @Test
  void whatIsNoDigestIsRefused() {
    assertThatThrownBy(() -> map.put("abc", 1)).hasMessageContaining("abc");
    assertThatThrownBy(() -> map.put("0".repeat(64), -1)).hasMessageContaining("-1");
  }

  private static String digest(long number) {
    return Sha256.of(Long.toString(number).getBytes(StandardCharsets.UTF_8));
  }
}
