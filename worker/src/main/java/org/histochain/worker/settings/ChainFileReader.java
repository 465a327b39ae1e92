package org.histochain.worker.settings;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.histochain.worker.settings.DatasetSource.NamedDataset;
import org.histochain.workflows.contract.ArtifactRef;
import org.histochain.workflows.contract.AugmentSpec;
import org.histochain.workflows.contract.ChainRules;
import org.histochain.workflows.contract.DatasetRef;
import org.histochain.workflows.contract.FilterSpec;
import org.histochain.workflows.contract.IterationSpec;
import org.histochain.workflows.contract.NetworkSpec;
import org.histochain.workflows.contract.Normalisation;
import org.histochain.workflows.contract.NormaliseSpec;
import org.histochain.workflows.contract.SplitSpec;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;

/**
 * Reads chain files: YAML, every key with a default but {@code dataset}. Nothing is guessed: what
 * is unknown, of the wrong kind, out of range or not available yet is refused, all of it at once,
 * each with its line.
 */
public final class ChainFileReader {
  private static final Keys FILE =
      Keys.of(
          "dataset",
          "split",
          "labels",
          "normalise",
          "stain",
          "network",
          "sampling",
          "chain",
          "filter",
          "teacher",
          "pretrain",
          "finetune",
          "augment",
          "threads",
          "seed");
  private static final Keys SPLIT = Keys.of("validation", "test", "seed");
  private static final Keys LABELS = Keys.of("perClass", "fraction", "list", "seed", "short");
  private static final Keys NORMALISE = Keys.of("mean", "std");
  private static final Keys NETWORK = Keys.of("name", "width", "stem", "init");
  private static final Keys CHAIN = Keys.of("iterations", "patience", "select");
  private static final Keys FILTER = Keys.of("k", "p");
  private static final Keys AUGMENT =
      Keys.of("flip", "rotate90", "crop", "colour", "cutout", "hed");

  /** Stands for what is known only once a data set is imported; no rule looks at it. */
  private static final String UNKNOWN_DIGEST = "0".repeat(64);

  private final Variables variables;

  /**
   * @param environment what <code>${NAME}</code> is taken from
   */
  public ChainFileReader(Map<String, String> environment) {
    this.variables = new Variables(requireNonNull(environment, "environment is null"));
  }

  /**
   * Reads a chain file; relative paths in it are relative to it.
   *
   * @throws InvalidChainFileException with one line for each problem
   */
  public ChainFile read(Path file) {
    Findings findings = new Findings(file);
    Section root = new Section("", parse(file, findings), FILE, findings, variables);
    findings.locate("", 1);
    @Nullable DatasetSource dataset = dataset(root, file, findings);
    LabelDraw labels = labels(root, file, findings);
    TrainingReader training = new TrainingReader(root, findings);
    notYet(root, "stain", "none", findings);
    ChainFile chain =
        new ChainFile(
            file,
            dataset == null ? new NamedDataset("unknown") : dataset,
            split(root, findings),
            labels,
            normalise(root, findings),
            network(root, findings),
            iterations(root),
            filter(root),
            training.teacher(),
            training.pretrain(root),
            training.finetune(root),
            augment(root, findings),
            root.integer("threads").orElse(2),
            root.seed("seed").orElse(1L));
    findings.throwIfAny();
    checkRanges(chain, findings);
    return chain;
  }

  private static @Nullable MappingNode parse(Path file, Findings findings) {
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
              ? "the file is empty; the least is: dataset: NAME"
              : "this is no mapping of keys to values; the least is: dataset: NAME");
    } catch (CharacterCodingException notText) {
      findings.report(1, "this is no UTF-8 text; a chain file is YAML");
    } catch (IOException unreadable) {
      throw new InvalidChainFileException(
          List.of(
              file
                  + (Files.exists(file)
                      ? (Files.isDirectory(file)
                          ? " is a folder; give a chain file"
                          : " cannot be read (" + unreadable.getMessage() + "); check its rights")
                      : " does not exist; check the path, or begin from a file in examples/")));
    } catch (MarkedYAMLException notYaml) {
      int line = notYaml.getProblemMark() == null ? 1 : notYaml.getProblemMark().getLine() + 1;
      findings.report(line, "this is no YAML: " + Variables.show(oneLine(notYaml.getProblem())));
    } catch (YAMLException notYaml) {
      findings.report(1, "this is no YAML: " + oneLine(String.valueOf(notYaml.getMessage())));
    }
    findings.throwIfAny();
    return null;
  }

  private static String oneLine(@Nullable String text) {
    return text == null ? "it cannot be parsed" : text.replaceAll("\\s+", " ").strip();
  }

  private static @Nullable DatasetSource dataset(Section root, Path file, Findings findings) {
    if (!root.has("dataset")) {
      findings.report(
          "dataset", "dataset is not set: give a NAME in the store, or {path: P, name: N}");
      return null;
    }
    if (!root.isMapping("dataset")) {
      return root.text("dataset").map(NamedDataset::new).orElse(null);
    }
    return new DatasetReader(root, path -> beside(file, path), findings).read();
  }

  private static Path beside(Path file, String path) {
    return file.toAbsolutePath().resolveSibling(path).normalize();
  }

  private static SplitSpec split(Section root, Findings findings) {
    Section section = root.section("split", SPLIT, "{validation: 0.1, test: 0.3}");
    if (section.text("validation").filter("labels"::equals).isPresent()) {
      findings.report(
          "split.validation",
          "split.validation is labels: cross-validation within the labels is not available in this"
              + " version yet; give a fraction such as 0.1");
      return new SplitSpec(0.1, 0.3, 1234);
    }
    return new SplitSpec(
        section.decimal("validation").orElse(0.1),
        section.decimal("test").orElse(0.3),
        section.seed("seed").orElse(1234L));
  }

  private static LabelDraw labels(Section root, Path file, Findings findings) {
    Section section = root.section("labels", LABELS, "{perClass: 6, seed: 1}");
    List<String> ways =
        List.of("perClass", "fraction", "list").stream().filter(section::has).toList();
    if (ways.size() > 1) {
      findings.report(
          "labels." + ways.getLast(),
          "labels has %s: keep one of them".formatted(String.join(" and ", ways)));
    }
    String fraction = section.text("fraction").orElse(null);
    Path list = section.text("list").map(path -> beside(file, path)).orElse(null);
    Integer perClass = section.integer("perClass").orElse(null);
    return new LabelDraw(
        ways.isEmpty() ? Integer.valueOf(6) : perClass,
        fraction,
        list,
        section.seed("seed").orElse(1L),
        section.text("short").orElse("refuse"));
  }

  private static NormaliseSpec normalise(Section root, Findings findings) {
    if (!root.isMapping("normalise")) {
      String mode = root.text("normalise").orElse("pool");
      if (!List.of("pool", "imagenet").contains(mode)) {
        findings.report(
            "normalise",
            "normalise is %s: allowed are pool, imagenet, {mean: [R, G, B], std: [R, G, B]}"
                .formatted(mode));
      }
      return new NormaliseSpec(mode, null);
    }
    Section section = root.section("normalise", NORMALISE, "{mean: [...], std: [...]}");
    List<Double> mean = section.decimals("mean").orElse(List.of());
    List<Double> std = section.decimals("std").orElse(List.of());
    if (mean.size() != 3 || std.size() != 3) {
      findings.report(
          "normalise",
          "normalise has %d means and %d deviations: give three of each, for red, green and blue"
              .formatted(mean.size(), std.size()));
      return new NormaliseSpec("pool", null);
    }
    return new NormaliseSpec("given", new Normalisation(mean, std));
  }

  private static NetworkSpec network(Section root, Findings findings) {
    Section section = root.section("network", NETWORK, "{name: resnet10, width: 16}");
    notYet(section, "init", "none", findings);
    return new NetworkSpec(
        section.text("name").orElse("resnet10"),
        section.integer("width").orElse(16),
        section.text("stem").orElse("auto"));
  }

  private static IterationSpec iterations(Section root) {
    Section section = root.section("chain", CHAIN, "{iterations: 4}");
    return new IterationSpec(
        section.integer("iterations").orElse(4),
        section.integer("patience").orElse(null),
        section.text("select").orElse("balancedAccuracy"));
  }

  private static FilterSpec filter(Section root) {
    Section section = root.section("filter", FILTER, "{k: 0.8, p: 1}");
    return new FilterSpec(section.text("k").orElse("0.8"), section.integer("p").orElse(1));
  }

  private static AugmentSpec augment(Section root, Findings findings) {
    Section section = root.section("augment", AUGMENT, "{flip: true, crop: 0.14}");
    if (section.decimal("hed").orElse(0.0) != 0) {
      findings.report(
          "augment.hed", "augment.hed is not available in this version yet: leave it out, or 0");
    }
    return new AugmentSpec(
        section.flag("flip").orElse(true),
        section.flag("rotate90").orElse(true),
        section.decimal("crop").orElse(0.14),
        section.decimal("colour").orElse(0.3),
        section.decimal("cutout").orElse(0.33));
  }

  private static void notYet(Section section, String key, String neutral, Findings findings) {
    section
        .text(key)
        .filter(value -> !value.equals(neutral))
        .ifPresent(
            value ->
                findings.report(
                    section.dotted(key),
                    "%s is %s: only %s is available in this version yet"
                        .formatted(section.dotted(key), value, neutral)));
  }

  private static void checkRanges(ChainFile chain, Findings findings) {
    ArtifactRef list = chain.labels().list() == null ? null : new ArtifactRef(UNKNOWN_DIGEST, 0);
    DatasetRef dataset = new DatasetRef(chain.dataset().name(), UNKNOWN_DIGEST);
    for (ChainRules.Violation violation : ChainRules.check(chain.toSpec(dataset, list))) {
      String key = origin(violation.key(), findings);
      String message = violation.message().replace(violation.key(), key);
      findings.report(key, message.startsWith(key) ? message : key + ": " + message);
    }
    findings.throwIfAny();
  }

  /** Where a value that a step took from the teacher, or from the whole file, was written. */
  private static String origin(String key, Findings findings) {
    String setting = key.substring(key.lastIndexOf('.') + 1);
    boolean inherits = key.startsWith("pretrain.") || key.startsWith("finetune.");
    if (inherits && !findings.located(key) && findings.located("teacher." + setting)) {
      return "teacher." + setting;
    }
    boolean step = inherits || key.startsWith("teacher.");
    return step && !findings.located(key) && findings.located(setting) ? setting : key;
  }
}
