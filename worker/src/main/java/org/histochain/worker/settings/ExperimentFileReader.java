package org.histochain.worker.settings;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.TreeMap;
import org.histochain.activities.experiment.Claim;
import org.histochain.workflows.contract.ChainRules;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;

/**
 * Reads experiment files: a chain file, and for each arm what it changes in that. What is wrong is
 * refused, all of it at once, each with its line.
 */
public final class ExperimentFileReader {
  private static final Keys FILE =
      Keys.of(
          "name",
          "chain",
          "fractions",
          "draws",
          "seeds",
          "arms",
          "references",
          "tune",
          "claims",
          "audit",
          "parallel");
  private static final YamlFile YAML =
      new YamlFile("experiment file", "{chain: CHAIN.yaml, arms: {chain: {}}}");
  private static final String ARMS = "{chain: {}, keep-all: {filter: {k: all}}}";

  /** An arm that sets one of these in its labels is not run at the experiment's fractions. */
  private static final List<String> HOW_MANY = List.of("perClass", "fraction", "list");

  /** Leaves room in a chain's id for what tells the chains of an experiment apart. */
  private static final int LONGEST_NAME = 48;

  private static final int MOST_PARALLEL = 64;

  private final Variables variables;
  private final ChainFileReader chains;

  /**
   * @param environment what <code>${NAME}</code> is taken from
   */
  public ExperimentFileReader(Map<String, String> environment) {
    this.variables = new Variables(requireNonNull(environment, "environment is null"));
    this.chains = new ChainFileReader(environment);
  }

  /**
   * Reads an experiment file; relative paths in it are relative to it, those in the chain file and
   * in arms to the chain file.
   *
   * @throws InvalidChainFileException with one line for each problem
   */
  public ExperimentFile read(Path file) throws IOException {
    Findings findings = new Findings(file);
    Section root = new Section("", YAML.read(file, findings), FILE, findings, variables);
    findings.locate("", 1);
    Base base = base(root, file, findings);
    Section arms = root.chosen("arms", ARMS);
    SequencedMap<String, ChainFile> read = arms(arms, base, file, findings);
    List<String> fractions = root.texts("fractions").orElse(List.of());
    List<Long> given = distinct(root, "draws", findings);
    List<Long> draws = given.isEmpty() ? List.of(1L) : given;
    TuningReader tuning = new TuningReader(root, findings, read, fractions, draws);
    SortedMap<String, List<String>> references = references(root, read, findings);
    List<String> ownLabels =
        read.keySet().stream().filter(arm -> saysHowMany(arms.mapping(arm))).toList();
    fractions.forEach(fraction -> checkFraction(fraction, read, ownLabels, findings));
    List<Claim> claims =
        new ClaimReader(root, findings, read, references, ownLabels, fractions).claims();
    ExperimentFile experiment =
        new ExperimentFile(
            file,
            Files.readString(file),
            name(root, file, findings),
            parallel(root, findings),
            read,
            fractions,
            ownLabels,
            draws,
            distinct(root, "seeds", findings),
            tuning.tune(),
            read.keySet().stream().filter(arm -> tuning.takenBy(arms.mapping(arm))).toList(),
            references,
            claims,
            audits(root, read, findings));
    findings.throwIfAny();
    return experiment;
  }

  /**
   * The chain file that arms change; it can be read.
   *
   * @param file what its paths are relative to
   * @param settings what stands in it
   */
  private record Base(Path file, MappingNode settings) {}

  private Base base(Section root, Path file, Findings findings) {
    MappingNode inline = root.mapping("chain");
    if (inline != null) {
      Findings inFile = new Findings(file, "chain", root.lineOf("chain"));
      chains.read(inline, file, inFile);
      return new Base(file, inline);
    }
    String path = root.text("chain").orElse(null);
    if (path == null) {
      findings.report("chain", "chain is not set: give a chain file, or its settings as a mapping");
      throw findings.asException();
    }
    Path chain = file.toAbsolutePath().resolveSibling(path).normalize();
    Findings inChain = new Findings(chain);
    MappingNode settings = ChainFileReader.YAML.read(chain, inChain);
    chains.read(settings, chain, inChain);
    return new Base(chain, settings);
  }

  private SequencedMap<String, ChainFile> arms(
      Section arms, Base base, Path file, Findings findings) {
    SequencedMap<String, ChainFile> read = new LinkedHashMap<>();
    if (arms.names().isEmpty()) {
      findings.report("arms", "arms is not set: give at least one, such as " + ARMS);
      throw findings.asException();
    }
    List<String> problems = new ArrayList<>();
    for (String arm : arms.names()) {
      checkName(arm, "arms." + arm, findings);
      MappingNode changes = arms.mapping(arm);
      if (changes == null && arms.has(arm)) {
        findings.report(
            "arms." + arm,
            "arms.%s is no mapping: write what it changes in the chain file, or {}".formatted(arm));
        continue;
      }
      try {
        read.put(
            arm,
            chains.read(
                changes == null ? base.settings() : Overlay.over(base.settings(), changes),
                base.file(),
                new Findings(file, "arm " + arm, arms.lineOf(arm))));
      } catch (InvalidChainFileException invalid) {
        problems.add(String.valueOf(invalid.getMessage()));
      }
      if (changes != null && sets(arms, arm, "dataset")) {
        findings.report(
            "arms." + arm,
            "arms.%s.dataset is set: all arms use the chain file's; make another experiment"
                .formatted(arm));
      }
    }
    if (!problems.isEmpty()) {
      throw new InvalidChainFileException(problems);
    }
    findings.throwIfAny();
    return read;
  }

  private static boolean sets(Section arms, String arm, String key) {
    return Keys.chosenIn(arms.mapping(arm)).allowed().contains(key);
  }

  /** An arm's name stands in tables and claims, a fraction behind it. */
  private static void checkName(String name, String key, Findings findings) {
    if (!name.matches("[a-z0-9][a-z0-9-]{0,30}")) {
      findings.report(
          key,
          "%s is no name: write lower-case letters, digits and hyphens, 31 at most"
              .formatted(name));
    }
  }

  /** Whether an arm decides itself how many patches it labels. */
  private static boolean saysHowMany(@Nullable MappingNode arm) {
    if (arm == null) {
      return false;
    }
    for (NodeTuple change : arm.getValue()) {
      if (change.getKeyNode() instanceof ScalarNode key
          && key.getValue().equals("labels")
          && change.getValueNode() instanceof MappingNode labels) {
        return Keys.chosenIn(labels).allowed().stream().anyMatch(HOW_MANY::contains);
      }
    }
    return false;
  }

  private static void checkFraction(
      String fraction,
      SequencedMap<String, ChainFile> arms,
      List<String> ownLabels,
      Findings findings) {
    arms.forEach(
        (arm, chain) -> {
          LabelDraw labels = chain.labels().withFraction(fraction);
          for (ChainRules.Violation violation : ChainFileReader.violations(chain.with(labels, 1))) {
            if (!ownLabels.contains(arm)) {
              findings.report(
                  "fractions", violation.message().replace("labels.fraction", "fractions"));
            }
          }
        });
  }

  private static String name(Section root, Path file, Findings findings) {
    String own = String.valueOf(file.getFileName()).replaceFirst("\\.ya?ml$", "");
    String name = root.text("name").orElse(own);
    if (!name.matches("[a-z0-9][a-z0-9._-]{0,%d}".formatted(LONGEST_NAME - 1))) {
      findings.report(
          "name",
          "name is %s: write lower-case letters, digits, dots, hyphens and underscores, %d at most"
              .formatted(name, LONGEST_NAME));
    }
    return name;
  }

  private static int parallel(Section root, Findings findings) {
    int parallel = root.integer("parallel").orElse(1);
    if (parallel < 1 || parallel > MOST_PARALLEL) {
      findings.report(
          "parallel", "parallel is %d: write 1 to %d".formatted(parallel, MOST_PARALLEL));
    }
    return parallel;
  }

  private static List<Long> distinct(Section root, String key, Findings findings) {
    List<Long> seeds = root.seeds(key).orElse(List.of());
    if (seeds.stream().distinct().count() < seeds.size()) {
      findings.report(key, "%s is %s: one of them is there twice".formatted(key, seeds));
    }
    return seeds;
  }

  private static SortedMap<String, List<String>> references(
      Section root, Map<String, ChainFile> arms, Findings findings) {
    Section section = root.chosen("references", "{reference: [supervised, supervised-balanced]}");
    SortedMap<String, List<String>> references = new TreeMap<>();
    for (String name : section.names()) {
      List<String> of = section.texts(name).orElse(List.of());
      checkName(name, "references." + name, findings);
      if (arms.containsKey(name)) {
        findings.report("references." + name, name + " is an arm already: choose another name");
      }
      for (String arm : of) {
        if (!arms.containsKey(arm)) {
          findings.report("references." + name, unknownArm(arm, arms));
        }
      }
      references.put(name, of);
    }
    return references;
  }

  /** {@code true} stands for all arms. */
  private static List<String> audits(
      Section root, SequencedMap<String, ChainFile> arms, Findings findings) {
    if (!root.isList("audit")) {
      return root.flag("audit").orElse(false) ? List.copyOf(arms.keySet()) : List.of();
    }
    List<String> audits = root.texts("audit").orElse(List.of());
    audits.stream()
        .filter(arm -> !arms.containsKey(arm))
        .forEach(arm -> findings.report("audit", unknownArm(arm, arms)));
    return audits;
  }

  static String unknownArm(String arm, Map<String, ChainFile> arms) {
    return "there is no arm %s; there are %s".formatted(arm, String.join(", ", arms.keySet()));
  }
}
