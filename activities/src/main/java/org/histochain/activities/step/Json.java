package org.histochain.activities.step;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.TreeMap;

/** JSON as it stands in the store. */
public final class Json {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private Json() {}

  /** The mapper for what Histochain writes itself: unknown keys are passed over. */
  public static ObjectMapper mapper() {
    return MAPPER;
  }

  /**
   * Returns the one form of a value as UTF-8 JSON: keys sorted by UTF-16 code units, no white
   * space. Keys whose value is null are left out, so that a field added later, null by default,
   * leaves the digests of what was written before as they were.
   */
  public static byte[] canonical(Object value) {
    try {
      return MAPPER.writeValueAsBytes(sorted(MAPPER.valueToTree(value)));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("Not to be written as JSON: " + value, e);
    }
  }

  private static JsonNode sorted(JsonNode node) {
    return switch (node) {
      case ObjectNode object -> {
        Map<String, JsonNode> fields = new TreeMap<>();
        object.properties().stream()
            .filter(field -> !field.getValue().isNull())
            .forEach(field -> fields.put(field.getKey(), sorted(field.getValue())));
        yield MAPPER.createObjectNode().setAll(fields);
      }
      case ArrayNode array -> {
        ArrayNode items = MAPPER.createArrayNode();
        array.forEach(item -> items.add(sorted(item)));
        yield items;
      }
      default -> node;
    };
  }
}
