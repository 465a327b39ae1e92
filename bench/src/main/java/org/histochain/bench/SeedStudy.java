package org.histochain.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Runs a chain file once for each seed, and beside it other arms: by default the supervised
 * reference with every label. The seed is that of the labelled draw and of the weights; the split
 * stays. Runs that are finished in the output folder are reused by their step keys.
 *
 * <p>Usage: {@code bench/seeds [--arms supervised,supervised-balanced,teacher-doubled] [--threads
 * N] CHAIN.yaml OUT SEED...}; writes {@code OUT/results.json} and a Markdown table to stdout.
 */
public final class SeedStudy {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final YAMLMapper YAML = new YAMLMapper();
  private static final String USAGE =
      "usage: bench/seeds [--arms supervised,supervised-balanced,teacher-doubled] [--threads N]"
          + " CHAIN.yaml OUT SEED...";

  private final ObjectNode chain;
  private final List<Arm> arms;
  private final Path out;

  private SeedStudy(ObjectNode chain, List<Arm> arms, Path out) {
    this.chain = chain;
    this.arms = arms;
    this.out = out;
  }

  /** Runs the study; exits with 1 at the first run that fails. */
  public static void main(String[] arguments) throws IOException {
    List<String> rest = new ArrayList<>(List.of(arguments));
    List<Arm> arms = arms(option(rest, "--arms", Arm.SUPERVISED.label()));
    String threads = option(rest, "--threads", "");
    if (rest.size() < 3) {
      throw wrongUsage(USAGE);
    }
    ObjectNode chain = (ObjectNode) YAML.readTree(Path.of(rest.get(0)).toFile());
    if (!threads.isEmpty()) {
      chain.put("threads", Integer.parseInt(threads));
    }
    Path out = Path.of(rest.get(1));
    SeedStudy study = new SeedStudy(chain, arms, out);
    List<SeedResult> results = new ArrayList<>();
    for (String seed : rest.subList(2, rest.size())) {
      results.add(study.run(Long.parseLong(seed)));
    }
    JSON.writerWithDefaultPrettyPrinter()
        .writeValue(
            out.resolve("results.json").toFile(), StudyRecord.of(command(arguments), results));
    System.out.println(SeedTable.markdown(results, arms));
  }

  /** What was run, without the places of this machine. */
  private static String command(String[] arguments) {
    Path here = Path.of(System.getProperty("histochain.home"));
    List<String> words = new ArrayList<>(List.of("bench/seeds"));
    for (String argument : arguments) {
      Path path = Path.of(argument);
      boolean ours = path.startsWith(here);
      words.add(ours ? here.relativize(path).toString() : path.isAbsolute() ? "OUT" : argument);
    }
    return String.join(" ", words);
  }

  /** Takes an option and its value out of the arguments. */
  private static String option(List<String> arguments, String name, String otherwise) {
    int place = arguments.indexOf(name);
    if (place < 0 || place + 1 == arguments.size()) {
      return otherwise;
    }
    arguments.remove(place);
    return arguments.remove(place);
  }

  private static List<Arm> arms(String labels) {
    List<Arm> arms = new ArrayList<>(List.of(Arm.CHAIN));
    for (String label : labels.split(",")) {
      arms.add(
          Arrays.stream(Arm.values())
              .filter(arm -> arm.label().equals(label))
              .findFirst()
              .orElseThrow(() -> wrongUsage("there is no arm " + label + "; " + USAGE)));
    }
    return arms;
  }

  private static RuntimeException wrongUsage(String message) {
    System.err.println(message);
    System.exit(2);
    return new IllegalArgumentException(message);
  }

  private SeedResult run(long seed) throws IOException {
    SortedMap<Arm, JsonNode> summaries = new TreeMap<>();
    for (Arm arm : arms) {
      ObjectNode settings = chain.deepCopy();
      settings.withObject("/labels").put("seed", seed);
      settings.put("seed", seed);
      arm.change(settings);
      summaries.put(arm, summary(arm.label() + "-" + seed, settings));
    }
    return new SeedResult(seed, summaries);
  }

  private JsonNode summary(String name, ObjectNode settings) throws IOException {
    Path folder = out.resolve(name);
    Files.createDirectories(folder);
    Path file = folder.resolve("chain.yaml");
    YAML.writeValue(file.toFile(), settings);
    int code = histochain("run", "-f", file.toString(), "--out", folder.toString());
    if (code != 0) {
      System.err.println(name + " ended with exit code " + code + ": see above");
      System.exit(1);
    }
    return JSON.readTree(folder.resolve("summary.json").toFile());
  }

  private static int histochain(String... arguments) throws IOException {
    ProcessBuilder builder = new ProcessBuilder("./histochain");
    builder.command().addAll(List.of(arguments));
    try {
      return builder.inheritIO().start().waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("The study was interrupted");
    }
  }
}
