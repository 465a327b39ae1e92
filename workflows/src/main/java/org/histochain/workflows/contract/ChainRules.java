package org.histochain.workflows.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The range rules of a chain's settings, checked by whoever reads a chain file and again when a
 * chain is prepared.
 */
public final class ChainRules {
  /** Ids of chains and names of data sets. */
  public static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,62}");

  /** Networks that {@link NetworkSpec#name} may name. */
  public static final Set<String> NETWORKS = Set.of("resnet10", "resnet18", "resnet34", "resnet50");

  /**
   * A setting out of range.
   *
   * @param key the setting's key in a chain file, dotted: {@code filter.k}
   * @param message one line: what it is, what is allowed and what to do
   */
  public record Violation(String key, String message) {}

  private final List<Violation> violations = new ArrayList<>();

  private ChainRules() {}

  /**
   * Returns every rule that {@code spec} breaks, in the order of the chain file; empty when it is
   * sound. What depends on the data set is left to {@link #checkAgainst} and to the prepare step.
   */
  public static List<Violation> check(ChainSpec spec) {
    ChainRules rules = new ChainRules();
    rules.name("dataset", spec.dataset().name());
    rules.split(spec.split());
    rules.labels(spec.labels());
    rules.normalise(spec.normalise());
    rules.network(spec.network());
    rules.chain(spec.chain());
    rules.filter(spec.filter());
    rules.training("teacher", spec.teacher());
    rules.training("pretrain", spec.pretrain());
    rules.training("finetune", spec.finetune());
    rules.augment(spec.augment());
    rules.atLeast("threads", spec.threads(), 1);
    if (spec.stain() != null) {
      rules.oneOf("stain", spec.stain(), Set.of("macenko"), "leave it out, or write macenko");
    }
    rules.changes(spec);
    return List.copyOf(rules.violations);
  }

  /**
   * Returns the rules that {@code spec} breaks on a data set of {@code classes} classes, beyond
   * those of {@link #check}.
   */
  public static List<Violation> checkAgainst(ChainSpec spec, int classes) {
    ChainRules rules = new ChainRules();
    rules.candidates(spec.filter().p(), classes);
    for (SettingsChange change : spec.changesOrNone()) {
      rules.candidates(spec.at(change.from()).filter().p(), classes);
    }
    return List.copyOf(rules.violations);
  }

  /** Returns the rule that a chain's id breaks; empty when it is sound. */
  public static List<Violation> checkId(String id) {
    ChainRules rules = new ChainRules();
    rules.name("id", id);
    return List.copyOf(rules.violations);
  }

  private void candidates(int p, int classes) {
    if (p > classes) {
      refuse(
          "filter.p",
          p,
          "the data set has " + classes + " classes: write an integer from 1 to " + classes);
    }
  }

  private void changes(ChainSpec spec) {
    int before = 0;
    for (SettingsChange change : spec.changesOrNone()) {
      if (change.from() <= before) {
        refuse("changes.from", change.from(), "write iterations from 1 on, each above the last");
      }
      before = change.from();
      try {
        violations.addAll(check(spec.at(change.from())));
      } catch (IllegalArgumentException e) {
        violations.add(new Violation("changes", String.valueOf(e.getMessage())));
        return;
      }
    }
  }

  private void split(SplitSpec split) {
    if (split.validationLabels() != null) {
      atLeast("split.validationLabels", split.validationLabels(), 1);
      if (split.folds() != null) {
        refuse(
            "split.validationLabels",
            split.validationLabels(),
            "leave it out, as with split.folds there is no validation set");
      }
    }
    if (split.folds() != null) {
      folds(split.folds(), split.validation());
      openUnit("split.test", split.test());
      return;
    }
    boolean validation = openUnit("split.validation", split.validation());
    boolean test = openUnit("split.test", split.test());
    if (validation && test && split.validation() + split.test() >= 1) {
      violations.add(
          new Violation(
              "split",
              "split.validation + split.test is "
                  + (split.validation() + split.test())
                  + ": their sum must stay below 1, so that patches are left to train on"));
    }
  }

  private void folds(int folds, double validation) {
    if (folds < 2 || folds > 10) {
      refuse("split.folds", folds, "write an integer from 2 to 10");
    }
    if (validation != 0) {
      refuse(
          "split.validation",
          validation,
          "with split.folds there is no validation set: write validation: labels, or no folds");
    }
  }

  private void labels(LabelSpec labels) {
    int given =
        (labels.perClass() == null ? 0 : 1)
            + (labels.fraction() == null ? 0 : 1)
            + (labels.list() == null ? 0 : 1);
    if (given != 1) {
      violations.add(
          new Violation(
              "labels",
              "labels has "
                  + given
                  + " of perClass, fraction and list: write exactly one of the three"));
    }
    if (labels.perClass() != null) {
      atLeast("labels.perClass", labels.perClass(), 1);
    }
    if (labels.fraction() != null) {
      fraction("labels.fraction", labels.fraction());
    }
    oneOf("labels.short", labels.shortOf(), Set.of("refuse", "take"));
    if (labels.draw() != null) {
      draw(labels, labels.draw());
    }
  }

  private void draw(LabelSpec labels, String draw) {
    oneOf(
        "labels.draw",
        draw,
        Set.of("oneGroup", "nearest", "atypical"),
        "write random, oneGroup, nearest or atypical");
    if (labels.list() != null) {
      refuse("labels.draw", draw, "leave it out, as labels.list names the patches");
    } else if ("all".equals(labels.fraction())) {
      refuse("labels.draw", draw, "leave it out, as labels.fraction: all labels every patch");
    }
  }

  private void fraction(String key, String text) {
    if (text.equals("all")) {
      return;
    }
    try {
      if (K.parse(text) instanceof K.Fraction) {
        return;
      }
    } catch (IllegalArgumentException e) {
      // Said below, in the words of this key.
    }
    refuse(key, text, "write a decimal above 0 and below 1, or `all` to label every patch");
  }

  private void normalise(NormaliseSpec normalise) {
    oneOf("normalise", normalise.mode(), Set.of("pool", "imagenet", "given"));
    Normalisation given = normalise.given();
    if (normalise.mode().equals("given") != (given != null)) {
      violations.add(
          new Violation(
              "normalise",
              given == null
                  ? "normalise gives no statistics: write {mean: [r, g, b], std: [r, g, b]}"
                  : "normalise gives mean and std beside the mode "
                      + normalise.mode()
                      + ": write one or the other"));
    }
    if (given != null) {
      for (double mean : given.mean()) {
        if (!Double.isFinite(mean)) {
          refuse("normalise.mean", mean, "write three finite numbers");
        }
      }
      for (double std : given.std()) {
        positive("normalise.std", std);
      }
    }
  }

  private void network(NetworkSpec network) {
    oneOf("network.name", network.name(), NETWORKS);
    if (network.width() < 4 || network.width() > 512 || network.width() % 4 != 0) {
      refuse("network.width", network.width(), "write a multiple of 4 from 4 to 512");
    }
    oneOf("network.stem", network.stem(), Set.of("auto", "small", "medium", "imagenet"));
  }

  private void chain(IterationSpec chain) {
    atLeast("chain.iterations", chain.iterations(), 0);
    if (chain.patience() != null && chain.patience() < 1) {
      refuse(
          "chain.patience",
          chain.patience(),
          "write an integer of at least 1, or leave it out to run every iteration");
    }
    oneOf("chain.select", chain.select(), Set.of("balancedAccuracy", "accuracy", "macroF1"));
    if (chain.teacher() != null && !chain.teacher().equals("best")) {
      refuse("chain.teacher", chain.teacher(), "write last or best");
    }
  }

  private void filter(FilterSpec filter) {
    try {
      K.parse(filter.k());
    } catch (IllegalArgumentException e) {
      violations.add(new Violation("filter.k", String.valueOf(e.getMessage())));
    }
    if (filter.p() < 1) {
      refuse("filter.p", filter.p(), "write an integer from 1 to the number of classes");
    }
    if (filter.align() != null) {
      oneOf(
          "filter.align",
          filter.align(),
          Set.of("labels", "uniform"),
          "write none, labels or uniform");
    }
  }

  private void training(String step, TrainingSpec training) {
    if ((training.epochs() == null) == (training.steps() == null)) {
      violations.add(
          new Violation(
              step,
              step
                  + " has "
                  + (training.epochs() == null ? "neither epochs nor steps" : "epochs and steps")
                  + ": write exactly one of the two"));
    }
    if (training.epochs() != null) {
      atLeast(step + ".epochs", training.epochs(), 1);
    }
    if (training.steps() != null) {
      atLeast(step + ".steps", training.steps(), 1);
    }
    if (training.batch() < 2) {
      refuse(
          step + ".batch",
          training.batch(),
          "write an integer of at least 2, since batch normalisation needs two patches");
    }
    positive(step + ".learningRate", training.learningRate());
    if (!(training.weightDecay() >= 0) || !Double.isFinite(training.weightDecay())) {
      refuse(
          step + ".weightDecay",
          training.weightDecay(),
          "write a finite number of at least 0; 0 switches it off");
    }
    oneOf(step + ".sampling", training.sampling(), Set.of("uniform", "balanced"));
    options(step, training);
  }

  private void options(String step, TrainingSpec training) {
    openUnitOrOff(step + ".warmup", training.warmup());
    if (training.clip() != null) {
      positive(step + ".clip", training.clip());
    }
    openUnitOrOff(step + ".smoothing", training.smoothing());
    if (training.temperature() != null) {
      positive(step + ".temperature", training.temperature());
    }
    openUnitOrOff(step + ".ema", training.ema());
    String norm = training.batchNorm();
    if (norm != null && !norm.equals("frozen")) {
      refuse(step + ".batchNorm", norm, "write batch or frozen");
    } else if (norm != null && !step.equals("finetune")) {
      refuse(
          step + ".batchNorm",
          norm,
          "leave it out: finetune alone may keep the statistics, those that pretraining learnt");
    }
    Double noise = training.noise();
    if (noise != null && !(noise >= 0 && Double.isFinite(noise))) {
      refuse(
          step + ".noise", noise, "write a finite number of at least 0; 1 leaves augment as it is");
    }
    Double mixup = training.mixup();
    if (mixup != null && !(mixup >= 0.01 && mixup <= 100)) {
      refuse(step + ".mixup", mixup, "write a number from 0.01 to 100, or leave it out");
    }
    if (training.consistency() != null) {
      consistency(step, training.consistency());
    }
  }

  private void consistency(String step, ConsistencySpec consistency) {
    String key = step + ".consistency";
    if (!step.equals("pretrain")) {
      violations.add(
          new Violation(key, key + " is set: leave it out, pretraining alone sees the pool"));
    }
    positive(key + ".weight", consistency.weight());
    if (!(consistency.threshold() >= 0 && consistency.threshold() < 1)) {
      refuse(key + ".threshold", consistency.threshold(), "write a number from 0 to less than 1");
    }
    if (consistency.ratio() < 1 || consistency.ratio() > 64) {
      refuse(key + ".ratio", consistency.ratio(), "write an integer from 1 to 64");
    }
  }

  private void augment(AugmentSpec augment) {
    below("augment.crop", augment.crop(), 0.5);
    below("augment.colour", augment.colour(), 1);
    below("augment.cutout", augment.cutout(), 1);
    if (augment.hed() != null) {
      below("augment.hed", augment.hed(), 1);
    }
  }

  private void name(String key, String value) {
    if (!NAME.matcher(value).matches()) {
      refuse(
          key,
          value,
          "write 1 to 63 of a-z, 0-9, dot, underscore and hyphen, beginning with a letter or"
              + " a digit");
    }
  }

  private boolean openUnit(String key, double value) {
    boolean inside = value > 0 && value < 1;
    if (!inside) {
      refuse(key, value, "write a fraction above 0 and below 1");
    }
    return inside;
  }

  private void openUnitOrOff(String key, @Nullable Double value) {
    if (value != null && !(value > 0 && value < 1)) {
      refuse(key, value, "write a number above 0 and below 1, or leave it out");
    }
  }

  /** NaN is in no range, so each comparison is written to fail on it. */
  private void below(String key, double value, double bound) {
    if (!(value >= 0 && value < bound)) {
      refuse(
          key,
          value,
          "write a number from 0 (off) to less than " + (bound == 1 ? "1" : String.valueOf(bound)));
    }
  }

  private void positive(String key, double value) {
    if (!(value > 0) || !Double.isFinite(value)) {
      refuse(key, value, "write a finite number above 0");
    }
  }

  private void atLeast(String key, int value, int least) {
    if (value < least) {
      refuse(key, value, "write an integer of at least " + least);
    }
  }

  private void oneOf(String key, String value, Set<String> allowed) {
    oneOf(
        key,
        value,
        allowed,
        "write one of " + String.join(", ", allowed.stream().sorted().toList()));
  }

  private void oneOf(String key, String value, Set<String> allowed, String remedy) {
    if (!allowed.contains(value)) {
      refuse(key, value, remedy);
    }
  }

  private void refuse(String key, Object value, String remedy) {
    violations.add(new Violation(key, key + " is " + value + ": " + remedy));
  }
}
