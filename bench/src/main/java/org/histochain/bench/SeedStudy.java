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
import java.util.List;

/**
 * Runs a chain file once for each seed, and beside it the supervised reference: the same settings
 * with every label and no iterations. The seed is that of the labelled draw and of the weights; the
 * split stays. Runs that are finished in the output folder are reused by their step keys.
 *
 * <p>Usage: {@code bench/seeds CHAIN.yaml OUT SEED...}; writes {@code OUT/results.json} and a
 * Markdown table to stdout.
 */
public final class SeedStudy {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final YAMLMapper YAML = new YAMLMapper();

  private final ObjectNode chain;
  private final Path out;

  private SeedStudy(ObjectNode chain, Path out) {
    this.chain = chain;
    this.out = out;
  }

  /** Runs the study; exits with 1 at the first run that fails. */
  public static void main(String[] arguments) throws IOException {
    if (arguments.length < 3) {
      System.err.println("usage: bench/seeds CHAIN.yaml OUT SEED...");
      System.exit(2);
    }
    ObjectNode chain = (ObjectNode) YAML.readTree(Path.of(arguments[0]).toFile());
    Path out = Path.of(arguments[1]);
    SeedStudy study = new SeedStudy(chain, out);
    List<SeedResult> results = new ArrayList<>();
    for (int index = 2; index < arguments.length; index++) {
      results.add(study.run(Long.parseLong(arguments[index])));
    }
    JSON.writerWithDefaultPrettyPrinter()
        .writeValue(
            out.resolve("results.json").toFile(),
            StudyRecord.of("bench/seeds " + String.join(" ", arguments), results));
    System.out.println(SeedTable.markdown(results));
  }

  private SeedResult run(long seed) throws IOException {
    ObjectNode seeded = chain.deepCopy();
    ((ObjectNode) seeded.get("labels")).put("seed", seed);
    seeded.put("seed", seed);
    ObjectNode supervised = seeded.deepCopy();
    supervised.putObject("labels").put("fraction", "all").put("seed", seed);
    ((ObjectNode) supervised.get("chain")).put("iterations", 0);
    return SeedResult.of(
        seed, summary("chain-" + seed, seeded), summary("supervised-" + seed, supervised));
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
