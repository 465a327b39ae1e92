package org.histochain.activities.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.histochain.activities.step.Json;
import org.histochain.workflows.contract.ChainSpec;
import org.histochain.workflows.contract.SettingsChange;

/** A chain's settings as facts, by part; walks the JSON, so that no setting can be forgotten. */
final class SettingsFacts {
  private SettingsFacts() {}

  static List<PageModel.Facts> of(ChainSpec spec) {
    List<PageModel.Facts> parts = new ArrayList<>();
    List<PageModel.Fact> single = new ArrayList<>();
    for (Map.Entry<String, JsonNode> part :
        Json.mapper().<JsonNode>valueToTree(spec).properties()) {
      if (part.getKey().equals("dataset") || part.getKey().equals("changes")) {
        continue; // named in full among the versions; shown last
      }
      if (part.getValue().isObject()) {
        List<PageModel.Fact> facts = new ArrayList<>();
        part.getValue().properties().forEach(f -> add(facts, name(f.getKey()), f.getValue()));
        parts.add(new PageModel.Facts(part.getKey(), facts));
      } else {
        add(single, part.getKey(), part.getValue());
      }
    }
    parts.add(new PageModel.Facts("whole chain", single));
    for (SettingsChange change : spec.changesOrNone()) {
      parts.add(
          new PageModel.Facts(
              "from iteration " + change.from(),
              change.settings().entrySet().stream()
                  .map(setting -> new PageModel.Fact(setting.getKey(), setting.getValue()))
                  .toList()));
    }
    return parts;
  }

  /** A chain file calls it {@code short}, which Java does not allow. */
  private static String name(String component) {
    return component.equals("shortOf") ? "short" : component;
  }

  private static void add(List<PageModel.Fact> facts, String name, JsonNode value) {
    if (value.isNull()) {
      return;
    }
    if (value.isObject()) {
      value.properties().forEach(f -> add(facts, name + "." + f.getKey(), f.getValue()));
    } else {
      facts.add(new PageModel.Fact(name, text(value)));
    }
  }

  /** Fractions without an exponent, and as fractions: a K of 1.0 is not a K of 1. */
  private static String text(JsonNode value) {
    if (value.isFloatingPointNumber()) {
      BigDecimal number = value.decimalValue().stripTrailingZeros();
      return number.setScale(Math.max(number.scale(), 1)).toPlainString();
    }
    return value.isArray() ? value.toString() : value.asText();
  }
}
