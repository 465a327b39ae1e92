package org.histochain.worker.settings;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;

/**
 * A kind of file that people write as YAML, one mapping of keys to values.
 *
 * @param kind what it is called: {@code chain file}
 * @param least the shortest one there is
 */
record YamlFile(String kind, String least) {
  YamlFile {
    requireNonNull(kind, "kind is null");
    requireNonNull(least, "least is null");
  }

  /**
   * Returns a file's mapping, variables hidden as {@link Variables#hide} does.
   *
   * @throws InvalidChainFileException if there is none
   */
  MappingNode read(Path file, Findings findings) {
    try {
      Node root =
          new Yaml(new LoaderOptions())
              .compose(new StringReader(Variables.hide(Files.readString(file))));
      if (root instanceof MappingNode mapping) {
        return mapping;
      }
      findings.report(
          1,
          root == null
              ? "the file is empty; the least is: " + least
              : "this is no mapping of keys to values; the least is: " + least);
    } catch (CharacterCodingException notText) {
      findings.report(1, "this is no UTF-8 text; %s is YAML".formatted(withArticle()));
    } catch (IOException unreadable) {
      throw new InvalidChainFileException(List.of(file + missing(file, unreadable)));
    } catch (MarkedYAMLException notYaml) {
      int line = notYaml.getProblemMark() == null ? 1 : notYaml.getProblemMark().getLine() + 1;
      findings.report(line, "this is no YAML: " + Variables.show(oneLine(notYaml.getProblem())));
    } catch (YAMLException notYaml) {
      findings.report(1, "this is no YAML: " + oneLine(String.valueOf(notYaml.getMessage())));
    }
    throw findings.asException();
  }

  private String missing(Path file, IOException unreadable) {
    if (!Files.exists(file)) {
      return " does not exist; check the path, or begin from a file in examples/";
    }
    return Files.isDirectory(file)
        ? " is a folder; give " + withArticle()
        : " cannot be read (" + unreadable.getMessage() + "); check its rights";
  }

  private String withArticle() {
    return ("aeiou".indexOf(kind.charAt(0)) < 0 ? "a " : "an ") + kind;
  }

  private static String oneLine(@Nullable String text) {
    return text == null ? "it cannot be parsed" : text.replaceAll("\\s+", " ").strip();
  }
}
