package org.histochain.worker.settings;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.Tag;

/** Settings of a chain with others over them: a preset's with a file's, a file's with an arm's. */
final class Overlay {
  /** Of these, a section has one: whoever sets another one means to replace it. */
  private static final List<Set<String>> ONE_OF =
      List.of(Set.of("perClass", "fraction", "list"), Set.of("epochs", "steps"));

  private Overlay() {}

  /**
   * Returns {@code base} with the values of {@code overlay} in place of its own; sections are
   * merged, texts and lists replaced. A key without a value changes nothing.
   */
  static MappingNode over(MappingNode base, MappingNode overlay) {
    Map<String, NodeTuple> merged = new LinkedHashMap<>();
    base.getValue().forEach(tuple -> merged.put(key(tuple), tuple));
    Set<String> seen = new HashSet<>();
    for (NodeTuple tuple : overlay.getValue()) {
      String key = key(tuple);
      if (!seen.add(key)) {
        merged.put(key + " on line " + tuple.getKeyNode().getStartMark().getLine(), tuple);
        continue; // for whoever reads the settings to refuse
      }
      if (Tag.NULL.equals(tuple.getValueNode().getTag())) {
        merged.putIfAbsent(key, tuple);
        continue;
      }
      ONE_OF.stream()
          .filter(one -> one.contains(key))
          .forEach(one -> merged.keySet().removeAll(without(one, key)));
      Node before = valueOf(merged.get(key));
      Node after = tuple.getValueNode();
      if (before instanceof MappingNode section && after instanceof MappingNode changes) {
        merged.put(key, new NodeTuple(tuple.getKeyNode(), over(section, changes)));
      } else {
        merged.put(key, tuple);
      }
    }
    return new MappingNode(
        base.getTag(),
        true,
        new ArrayList<>(merged.values()),
        overlay.getStartMark(),
        overlay.getEndMark(),
        base.getFlowStyle());
  }

  private static Set<String> without(Set<String> all, String one) {
    Set<String> others = new HashSet<>(all);
    others.remove(one);
    return others;
  }

  private static @Nullable Node valueOf(@Nullable NodeTuple tuple) {
    return tuple == null ? null : tuple.getValueNode();
  }

  /** What is no plain key is refused when the settings are read. */
  private static String key(NodeTuple tuple) {
    return tuple.getKeyNode() instanceof ScalarNode scalar
        ? scalar.getValue()
        : "line " + tuple.getKeyNode().getStartMark().getLine();
  }
}
