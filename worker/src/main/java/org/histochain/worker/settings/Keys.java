package org.histochain.worker.settings;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** The keys that one section of a file may have. */
record Keys(List<String> allowed) {
  Keys {
    allowed = List.copyOf(allowed);
  }

  /** Returns these keys and one more. */
  Keys with(String key) {
    return new Keys(Stream.concat(allowed.stream(), Stream.of(key)).toList());
  }

  static Keys of(String... allowed) {
    return new Keys(List.of(allowed));
  }

  /** Keys that people choose themselves: those of the mapping, if it is there. */
  static Keys chosenIn(@Nullable MappingNode mapping) {
    return new Keys(
        mapping == null
            ? List.of()
            : mapping.getValue().stream()
                .map(NodeTuple::getKeyNode)
                .filter(ScalarNode.class::isInstance)
                .map(key -> Variables.show(((ScalarNode) key).getValue()))
                .distinct()
                .toList());
  }
}
