package org.histochain.worker.settings;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.histochain.worker.settings.DatasetSource.NamedDataset;
import org.histochain.workflows.contract.ArtifactRef;
import org.histochain.workflows.contract.AugmentSpec;
import org.histochain.workflows.contract.ChainRules;
import org.histochain.workflows.contract.ChainSpec;
import org.histochain.workflows.contract.DatasetRef;
import org.histochain.workflows.contract.FilterSpec;
import org.histochain.workflows.contract.IterationSpec;
import org.histochain.workflows.contract.NetworkSpec;
import org.histochain.workflows.contract.Normalisation;
import org.histochain.workflows.contract.NormaliseSpec;
import org.histochain.workflows.contract.SplitSpec;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;

/**
 * Reads chain files: YAML, every key with a default but {@code dataset}. Nothing is guessed: what
 * is unknown, of the wrong kind, out of range or not available yet is refused, all of it at once,
 * each with its line.
 */
public final class ChainFileReader {
  private static final Keys FILE =
      Keys.of(
          "dataset",
          "preset",
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
  private static final Keys SPLIT =
      Keys.of("validation", "test", "folds", "seed", "validationLabels");
  private static final Keys LABELS =
      Keys.of("perClass", "fraction", "list", "seed", "short", "draw");
  private static final Keys NORMALISE = Keys.of("mean", "std");
  private static final Keys NETWORK = Keys.of("name", "width", "stem", "init");
  private static final Keys CHAIN =
      Keys.of("iterations", "patience", "select", "warmStart", "teacher");
  private static final Keys FILTER = Keys.of("k", "p", "align");
  private static final Keys AUGMENT =
      Keys.of("flip", "rotate90", "crop", "colour", "cutout", "hed");

  static final YamlFile YAML = new YamlFile("chain file", "dataset: NAME");

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
    return read(YAML.read(file, findings), file, findings);
  }

  /**
   * Reads a chain file's settings.
   *
   * @param settings the mapping that the file holds, or would
   * @param file what relative paths are relative to
   * @throws InvalidChainFileException with one line for each problem
   */
  ChainFile read(MappingNode settings, Path file, Findings findings) {
    Section own = new Section("", settings, FILE, findings, variables);
    Preset preset = preset(own, findings);
    Section root =
        preset == null
            ? own
            : new Section(
                "", preset.under(settings, own.node("preset")), FILE, findings, variables);
    findings.locate("", 1);
    @Nullable DatasetSource dataset = dataset(root, file, findings);
    LabelDraw labels = labels(root, file, findings);
    TrainingReader training = new TrainingReader(root, findings);
    ChainFile chain =
        new ChainFile(
            file,
            dataset == null ? new NamedDataset("unknown") : dataset,
            split(root, findings),
            labels,
            normalise(root, findings),
            network(root),
            iterations(root),
            filter(root),
            training.teacher(),
            training.pretrain(root),
            training.finetune(root),
            augment(root),
            root.integer("threads").orElse(2),
            root.seed("seed").orElse(1L),
            stain(root, findings),
            init(root, file));
    findings.throwIfAny();
    checkRanges(chain, findings);
    return chain;
  }

  private static @Nullable Preset preset(Section file, Findings findings) {
    String name = file.text("preset").orElse(null);
    if (name == null) {
      return null;
    }
    if (!Preset.NAMES.contains(name)) {
      findings.report(
          "preset", "preset is %s: there is %s".formatted(name, String.join(", ", Preset.NAMES)));
      return null;
    }
    return Preset.of(name);
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
      return new SplitSpec(
          0,
          section.decimal("test").orElse(0.3),
          section.seed("seed").orElse(1234L),
          section.integer("folds").orElse(3),
          section.integer("validationLabels").orElse(null));
    }
    if (section.has("folds")) {
      findings.report(
          "split.folds",
          "split.folds is set, but split.validation is not labels: write validation: labels, or"
              + " remove it");
    }
    return new SplitSpec(
        section.decimal("validation").orElse(0.1),
        section.decimal("test").orElse(0.3),
        section.seed("seed").orElse(1234L),
        null,
        section.integer("validationLabels").orElse(null));
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
        section.text("short").orElse("refuse"),
        section.text("draw").filter(way -> !way.equals("random")).orElse(null));
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

  private static @Nullable String stain(Section root, Findings findings) {
    String stain = root.text("stain").orElse("none");
    if (stain.equals("none")) {
      return null;
    }
    if (!stain.equals("macenko")) {
      findings.report("stain", "stain is " + stain + ": allowed are none, macenko");
      return null;
    }
    return stain;
  }

  private static NetworkSpec network(Section root) {
    Section section = root.section("network", NETWORK, "{name: resnet10, width: 16}");
    return new NetworkSpec(
        section.text("name").orElse("resnet10"),
        section.integer("width").orElse(16),
        section.text("stem").orElse("auto"));
  }

  /** A file that is really called none can be written ./none. */
  private static @Nullable Path init(Section root, Path file) {
    return root.section("network", NETWORK, "{name: resnet10, width: 16}")
        .text("init")
        .filter(path -> !path.equals("none"))
        .map(path -> beside(file, path))
        .orElse(null);
  }

  private static IterationSpec iterations(Section root) {
    Section section = root.section("chain", CHAIN, "{iterations: 4}");
    return new IterationSpec(
        section.integer("iterations").orElse(4),
        section.integer("patience").orElse(null),
        section.text("select").orElse("balancedAccuracy"),
        section.flag("warmStart").filter(Boolean::booleanValue).orElse(null),
        section.text("teacher").filter(who -> !who.equals("last")).orElse(null));
  }

  private static FilterSpec filter(Section root) {
    Section section = root.section("filter", FILTER, "{k: 0.8, p: 1}");
    return new FilterSpec(
        section.text("k").orElse("0.8"),
        section.integer("p").orElse(1),
        section.text("align").filter(target -> !target.equals("none")).orElse(null));
  }

  private static AugmentSpec augment(Section root) {
    Section section = root.section("augment", AUGMENT, "{flip: true, crop: 0.14}");
    Double hed = section.decimal("hed").filter(strength -> strength != 0).orElse(null);
    return new AugmentSpec(
        section.flag("flip").orElse(true),
        section.flag("rotate90").orElse(true),
        section.decimal("crop").orElse(0.14),
        section.decimal("colour").orElse(0.3),
        section.decimal("cutout").orElse(0.33),
        hed);
  }

  private static void checkRanges(ChainFile chain, Findings findings) {
    for (ChainRules.Violation violation : violations(chain)) {
      String key = origin(violation.key(), findings);
      String message = violation.message().replace(violation.key(), key);
      findings.report(key, message.startsWith(key) ? message : key + ": " + message);
    }
    findings.throwIfAny();
  }

  /** Returns what is out of range in settings whose data set is not looked at. */
  static List<ChainRules.Violation> violations(ChainFile chain) {
    return ChainRules.check(provisional(chain));
  }

  /** Returns settings for rules to look at: what only a data set tells is made up. */
  static ChainSpec provisional(ChainFile chain) {
    ArtifactRef unknown = new ArtifactRef(UNKNOWN_DIGEST, 0);
    return chain.toSpec(
        new DatasetRef(chain.dataset().name(), UNKNOWN_DIGEST),
        chain.labels().list() == null ? null : unknown,
        chain.init() == null ? null : unknown);
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
