package org.histochain.activities.step;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class JsonTest {
  private record Inner(double rate, float small) {}

  private record Outer(String zebra, @Nullable String later, int apple, Inner inner) {}

  @Test
  void canonicalFormIsSortedWithoutWhiteSpaceAndNulls() {
    assertThat(canonical(new Outer("ß \"x\"", null, 3, new Inner(2e-3, 0.1f))))
        .isEqualTo(
            "{\"apple\":3,\"inner\":{\"rate\":0.002,\"small\":0.1},\"zebra\":\"ß \\\"x\\\"\"}");
  }

  @Test
  void recordAndMapOfTheSameContentHaveTheSameForm() {
    Map<String, Object> inner = new LinkedHashMap<>();
    inner.put("small", 0.1f);
    inner.put("rate", 2e-3);

    assertThat(canonical(inner)).isEqualTo(canonical(new Inner(2e-3, 0.1f)));
  }

  @Test
  void formSurvivesBeingWrittenAndRead() throws Exception {
    byte[] once = Json.canonical(new Outer("z", "l", 3, new Inner(1.0 / 3, 1e-7f)));

    assertThat(Json.canonical(Json.mapper().readTree(once))).isEqualTo(once);
  }

  @Test
  void listsKeepTheirOrderAndTheirNulls() {
    assertThat(
            canonical(Map.of("list", Arrays.asList(2, null, List.of(1), Map.of("b", 1, "a", 2)))))
        .isEqualTo("{\"list\":[2,null,[1],{\"a\":2,\"b\":1}]}");
  }

  private static String canonical(Object value) {
    return new String(Json.canonical(value), StandardCharsets.UTF_8);
  }
}
