package org.histochain.worker.settings;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;

/**
 * Settings under a name, for chain files to begin from: a resource of this package, which holds
 * options of the method alone. It counts as written in the file, on the line that names it, save
 * for keys that the file sets itself.
 */
final class Preset {
  /** The presets that there are. */
  static final List<String> NAMES = List.of("chain-plus");

  private final MappingNode settings;

  private Preset(MappingNode settings) {
    this.settings = settings;
  }

  /** Reads one of {@link #NAMES}. */
  static Preset of(String name) {
    try (InputStream file = Preset.class.getResourceAsStream(name + ".yaml")) {
      if (file == null) {
        throw new IllegalArgumentException("There is no preset " + name);
      }
      Node root =
          new Yaml(new LoaderOptions())
              .compose(new InputStreamReader(file, StandardCharsets.UTF_8));
      return new Preset((MappingNode) root);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Returns a file's mapping with what this adds.
   *
   * @param place the node whose line the additions are to have
   */
  MappingNode under(MappingNode file, Node place) {
    return Overlay.over((MappingNode) moved(settings, place), file);
  }

  private static Node moved(Node node, Node place) {
    return switch (node) {
      case ScalarNode scalar ->
          new ScalarNode(
              scalar.getTag(),
              scalar.getValue(),
              place.getStartMark(),
              place.getEndMark(),
              scalar.getScalarStyle());
      case MappingNode inner ->
          new MappingNode(
              inner.getTag(),
              true,
              inner.getValue().stream()
                  .map(
                      tuple ->
                          new NodeTuple(
                              moved(tuple.getKeyNode(), place), moved(tuple.getValueNode(), place)))
                  .toList(),
              place.getStartMark(),
              place.getEndMark(),
              inner.getFlowStyle());
      default -> throw new IllegalArgumentException("A preset has scalars and mappings alone");
    };
  }
}
