package org.histochain.worker.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Holds {@code docs/chain-file.md} to what the reader knows and says. */
final class ChainFileReferenceTest {
  private static final Path REFERENCE = Path.of("../docs/chain-file.md");
  private static final Pattern QUOTED = Pattern.compile("`([^`]+)`");
  private static final Pattern ALLOWED =
      Pattern.compile("unknown key unheard-of(?: in (\\S+))?; allowed: (.*)");
  private static final Pattern EXAMPLE =
      Pattern.compile("```yaml\\n((?:(?!```).)*)```\\s+```text\\n(.*?)```", Pattern.DOTALL);

  @TempDir private Path folder;

  @Test
  void everyKeyOfTheReaderIsInTheReferenceAndNoOther() throws IOException {
    assertThat(documented().keySet()).isEqualTo(known());
  }

  @Test
  void everyDefaultThatIsOneValueIsTheReaders() throws IOException {
    SortedMap<String, String> literal = new TreeMap<>();
    documented().forEach((key, cell) -> literal(cell).ifPresent(value -> literal.put(key, value)));
    assertThat(literal).hasSizeGreaterThan(50);
    literal.forEach(
        (key, value) -> {
          String base = base(key);
          String step = key.replaceFirst("\\..*", "");
          assertThat(part(read(nested(base, key, value)), step))
              .as("%s: %s", key, value)
              .isEqualTo(part(read(base), step));
        });
  }

  @Test
  void refusalsLookAsTheyAreShown() throws IOException {
    Matcher example = EXAMPLE.matcher(Files.readString(REFERENCE));
    List<List<String>> shown = new ArrayList<>();
    List<List<String>> said = new ArrayList<>();
    while (example.find()) {
      shown.add(example.group(2).lines().toList());
      said.add(problems(example.group(1)).stream().map(line -> "histochain: " + line).toList());
    }
    assertThat(shown).hasSize(2);
    assertThat(said).isEqualTo(shown);
  }

  /** A key that the reader does not know makes it list those that it does. */
  private SortedSet<String> known() throws IOException {
    SortedSet<String> known = new TreeSet<>();
    Deque<String> sections = new ArrayDeque<>(List.of(""));
    while (!sections.isEmpty()) {
      String section = sections.removeFirst();
      for (String key : allowedIn(section)) {
        known.add(dotted(section, key));
        sections.add(dotted(section, key));
      }
    }
    return known;
  }

  private List<String> allowedIn(String section) throws IOException {
    for (String problem : problems(nested("", dotted(section, "unheard-of"), "1"))) {
      Matcher allowed = ALLOWED.matcher(problem);
      if (allowed.find() && section.equals(allowed.group(1) == null ? "" : allowed.group(1))) {
        return Arrays.asList(allowed.group(2).split(", "));
      }
    }
    return List.of();
  }

  /** Returns the cell of each key's default in the tables of the reference, by dotted key. */
  private static SortedMap<String, String> documented() throws IOException {
    SortedMap<String, String> documented = new TreeMap<>();
    List<String> sections = List.of();
    List<String> head = List.of();
    for (String line : Files.readAllLines(REFERENCE)) {
      if (line.startsWith("#")) {
        sections = QUOTED.matcher(line).results().map(name -> name.group(1)).toList();
      } else if (line.startsWith("| key |")) {
        head = cells(line);
      } else if (line.startsWith("| `")) {
        List<String> cells = cells(line);
        assertThat(cells).as(line).hasSameSizeAs(head);
        for (String section : sections.isEmpty() ? List.of("") : sections) {
          int own = head.indexOf("default of `%s`".formatted(section));
          String cell = cells.get(own < 0 ? head.indexOf("default") : own);
          String key = dotted(section, literal(cells.getFirst()).orElseThrow());
          assertThat(documented.put(key, cell)).as(key + " stands twice").isNull();
        }
      }
    }
    return documented;
  }

  private static List<String> cells(String line) {
    return Arrays.stream(line.substring(1, line.lastIndexOf('|')).split("\\|", -1))
        .map(String::strip)
        .toList();
  }

  private static Optional<String> literal(String cell) {
    Matcher quoted = QUOTED.matcher(cell);
    return quoted.matches() ? Optional.of(quoted.group(1)) : Optional.empty();
  }

  private static String dotted(String section, String key) {
    return section.isEmpty() ? key : section + "." + key;
  }

  /** The least file in which a key has a meaning. */
  private static String base(String key) {
    if (key.startsWith("dataset.synthetic.")) {
      return "dataset: {name: n, synthetic: {}}";
    }
    if (key.startsWith("dataset.")) {
      return "dataset: {name: n, path: p}";
    }
    if (key.startsWith("pretrain.consistency.")) {
      return "dataset: n\npretrain: {consistency: {}}";
    }
    return key.equals("split.folds") ? "dataset: n\nsplit: {validation: labels}" : "dataset: n";
  }

  /** Returns the file with one key more, in the section where there is one. */
  private static String nested(String file, String key, String value) {
    List<String> names = List.of(key.split("\\."));
    String setting = names.getLast() + ": " + value;
    for (int depth = names.size() - 2; depth >= 0; depth--) {
      String open = names.get(depth) + ": {";
      int place = file.indexOf(open);
      if (place >= 0) {
        int inside = place + open.length();
        boolean empty = file.charAt(inside) == '}';
        return file.substring(0, inside) + setting + (empty ? "" : ", ") + file.substring(inside);
      }
      setting = open + setting + "}";
    }
    return file + "\n" + setting;
  }

  /** What the teacher sets, its students take: of the steps each is looked at by itself. */
  private static Object part(ChainFile chain, String step) {
    return step.equals("teacher") ? chain.teacher() : chain;
  }

  private ChainFile read(String yaml) {
    try {
      return new ChainFileReader(Map.of()).read(file(yaml));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path file(String yaml) throws IOException {
    return Files.writeString(folder.resolve("bad.yaml"), yaml);
  }

  private List<String> problems(String yaml) throws IOException {
    Path file = file(yaml);
    InvalidChainFileException refused =
        catchThrowableOfType(
            InvalidChainFileException.class, () -> new ChainFileReader(Map.of()).read(file));
    return refused == null
        ? List.of()
        : String.valueOf(refused.getMessage()).replace(folder + "/", "").lines().toList();
  }
}
