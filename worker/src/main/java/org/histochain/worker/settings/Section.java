package org.histochain.worker.settings;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * One mapping of a chain file. What is wrong with a value is reported to the {@link Findings}, and
 * the value then counts as not set, so that one reading finds every problem. Texts are taken as
 * they stand in the file: YAML's own guesses ({@code 2e-3} a string, {@code no} false) are not
 * asked.
 */
final class Section {
  private final String path;
  private final Findings findings;
  private final Variables variables;
  private final Map<String, Node> values = new LinkedHashMap<>();

  /**
   * @param path the section's dotted key; empty for the whole file
   * @param node the mapping; null: an empty one
   * @param keys the keys it may have
   */
  Section(
      String path, @Nullable MappingNode node, Keys keys, Findings findings, Variables variables) {
    this.path = path;
    this.findings = findings;
    this.variables = variables;
    if (node != null) {
      node.getValue().forEach(tuple -> take(tuple, keys));
    }
  }

  private void take(NodeTuple tuple, Keys keys) {
    List<String> allowed = keys.allowed();
    int line = line(tuple.getKeyNode());
    if (!(tuple.getKeyNode() instanceof ScalarNode keyNode)) {
      findings.report(line, "a key must be a plain word; allowed here: " + listed(allowed));
      return;
    }
    String key = Variables.show(keyNode.getValue());
    if (!allowed.contains(key)) {
      String guess =
          NearestName.of(key, allowed).map(name -> " (did you mean " + name + "?)").orElse("");
      findings.report(
          line,
          "unknown key %s%s%s; allowed: %s"
              .formatted(key, path.isEmpty() ? "" : " in " + path, guess, listed(allowed)));
    } else if (values.containsKey(key)) {
      findings.report(
          line,
          "duplicate key %s: it is set on line %d already; remove one of them"
              .formatted(dotted(key), line(values.get(key))));
    } else {
      findings.locate(dotted(key), line);
      values.put(key, tuple.getValueNode());
    }
  }

  /** Whether the key has a value. */
  boolean has(String key) {
    return value(key) != null;
  }

  /** Returns the key's dotted name. */
  String dotted(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  /** Returns a section inside this one; one without values where it is not set. */
  Section section(String key, Keys keys, String example) {
    Node node = value(key);
    if (node == null || node instanceof MappingNode) {
      return new Section(dotted(key), (MappingNode) node, keys, findings, variables);
    }
    wrong(key, "a mapping such as " + example);
    return new Section(dotted(key), null, keys, findings, variables);
  }

  /** Returns a section inside this one whose keys people choose themselves. */
  Section chosen(String key, String example) {
    return section(key, Keys.chosenIn(mapping(key)), example);
  }

  /** Returns the mapping at a key as it stands in the file; null: there is none. */
  @Nullable MappingNode mapping(String key) {
    return value(key) instanceof MappingNode mapping ? mapping : null;
  }

  /** Returns the keys that are set, in the order of the file. */
  List<String> names() {
    return List.copyOf(values.keySet());
  }

  /** Returns the line of a key's value, from 1; of a key that is set. */
  int lineOf(String key) {
    return line(Objects.requireNonNull(values.get(key)));
  }

  /**
   * Returns the value of a key that has one, as it was parsed.
   *
   * @throws IllegalArgumentException if it has none
   */
  Node node(String key) {
    Node node = value(key);
    if (node == null) {
      throw new IllegalArgumentException(dotted(key) + " has no value");
    }
    return node;
  }

  boolean isMapping(String key) {
    return value(key) instanceof MappingNode;
  }

  boolean isList(String key) {
    return value(key) instanceof SequenceNode;
  }

  /** Returns a text as it stands in the file, variables expanded. */
  Optional<String> text(String key) {
    return scalar(key, "a text");
  }

  Optional<Integer> integer(String key) {
    return number(key, "a whole number", Integer::valueOf);
  }

  Optional<Long> seed(String key) {
    return number(key, "a whole number", Long::valueOf);
  }

  Optional<Double> decimal(String key) {
    return number(key, "a finite number", Section::finite);
  }

  Optional<Boolean> flag(String key) {
    return number(
        key,
        "true or false",
        text -> {
          if (!text.equals("true") && !text.equals("false")) {
            throw new NumberFormatException(text);
          }
          return text.equals("true");
        });
  }

  Optional<List<String>> texts(String key) {
    Node node = value(key);
    if (node == null) {
      return Optional.empty();
    }
    List<String> texts = new ArrayList<>();
    if (node instanceof SequenceNode sequence) {
      for (Node item : sequence.getValue()) {
        if (!(item instanceof ScalarNode scalar)) {
          wrong(key, "a list of plain texts such as [A, B]");
          return Optional.empty();
        }
        texts.add(variables.expand(scalar.getValue(), line(item), findings));
      }
      return Optional.of(texts);
    }
    wrong(key, "a list such as [A, B]");
    return Optional.empty();
  }

  Optional<List<Double>> decimals(String key) {
    return numbers(key, "numbers", Section::finite);
  }

  Optional<List<Long>> seeds(String key) {
    return numbers(key, "whole numbers", Long::valueOf);
  }

  private <T> Optional<List<T>> numbers(String key, String needed, Parser<T> parser) {
    Optional<List<String>> texts = texts(key);
    try {
      return texts.map(list -> list.stream().map(parser::parse).toList());
    } catch (NumberFormatException notNumbers) {
      findings.report(
          dotted(key),
          "%s is %s: a list of %s is needed".formatted(dotted(key), texts.get(), needed));
      return Optional.empty();
    }
  }

  private interface Parser<T> {
    T parse(String text);
  }

  private <T> Optional<T> number(String key, String needed, Parser<T> parser) {
    Optional<String> text = scalar(key, needed);
    try {
      return text.map(parser::parse);
    } catch (NumberFormatException notANumber) {
      findings.report(
          dotted(key), "%s is %s: %s is needed".formatted(dotted(key), text.get(), needed));
      return Optional.empty();
    }
  }

  private Optional<String> scalar(String key, String needed) {
    Node node = value(key);
    if (node == null) {
      return Optional.empty();
    }
    if (node instanceof ScalarNode scalar) {
      return Optional.of(variables.expand(scalar.getValue(), line(node), findings));
    }
    wrong(key, needed);
    return Optional.empty();
  }

  private void wrong(String key, String needed) {
    String found =
        switch (value(key)) {
          case MappingNode _ -> "a mapping";
          case SequenceNode _ -> "a list";
          case ScalarNode scalar -> Variables.show(scalar.getValue());
          case null, default -> "something else";
        };
    findings.report(dotted(key), "%s is %s: %s is needed".formatted(dotted(key), found, needed));
  }

  /** A key without a value, as it stands above lines commented out, is one that is not set. */
  private @Nullable Node value(String key) {
    Node node = values.get(key);
    return node == null || Tag.NULL.equals(node.getTag()) ? null : node;
  }

  private static double finite(String text) {
    double value = new BigDecimal(text).doubleValue();
    if (!Double.isFinite(value)) {
      throw new NumberFormatException(text);
    }
    return value;
  }

  private static int line(Node node) {
    return node.getStartMark().getLine() + 1;
  }

  private static String listed(List<String> names) {
    return String.join(", ", names);
  }
}
