package org.histochain.activities.stain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/** Numbers that bench/peers/stain_fixture.py computed with NumPy and scikit-image. */
final class StainFixture {
  private StainFixture() {}

  static JsonNode read(String name) throws IOException {
    try (InputStream file = StainFixture.class.getResourceAsStream("/stain/" + name)) {
      return new ObjectMapper().readTree(Objects.requireNonNull(file, name));
    }
  }

  static byte[] bytes(JsonNode values) {
    byte[] bytes = new byte[values.size()];
    for (int index = 0; index < bytes.length; index++) {
      bytes[index] = (byte) values.get(index).asInt();
    }
    return bytes;
  }

  static double[] doubles(JsonNode values) {
    double[] doubles = new double[values.size()];
    for (int index = 0; index < doubles.length; index++) {
      doubles[index] = values.get(index).asDouble();
    }
    return doubles;
  }
}
