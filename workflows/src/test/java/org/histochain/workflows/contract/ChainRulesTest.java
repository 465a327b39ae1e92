package org.histochain.workflows.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.stream.Stream;
import org.histochain.workflows.contract.ChainRules.Violation;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChainRulesTest {
  private static TrainingSpec options(
      double warmup, double clip, double smoothing, double temperature, double ema) {
    return new TrainingSpec(
        5, null, 64, 1e-3, 0, "uniform", warmup, clip, smoothing, temperature, ema, null);
  }

  private static TrainingSpec noise(double noise) {
    return new TrainingSpec(
        5, null, 64, 1e-3, 0, "uniform", null, null, null, null, null, null, noise, null, null);
  }

  private static TrainingSpec mixup(double alpha) {
    return new TrainingSpec(
        5, null, 64, 1e-3, 0, "uniform", null, null, null, null, null, null, null, alpha, null);
  }

  private static TrainingSpec consistent(double weight, double threshold, int ratio) {
    return new TrainingSpec(
        5,
        null,
        64,
        1e-3,
        0,
        "uniform",
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        new ConsistencySpec(weight, threshold, ratio));
  }

  @Test
  void consistencyIsForPretrainingAlone() {
    ChainSpec sound = Specs.sound();
    ChainSpec everywhere =
        new ChainSpec(
            sound.dataset(),
            sound.split(),
            sound.labels(),
            sound.normalise(),
            sound.network(),
            sound.chain(),
            sound.filter(),
            consistent(1, 0.95, 1),
            consistent(1, 0.95, 1),
            consistent(1, 0.95, 1),
            sound.augment(),
            2,
            1);
    assertThat(ChainRules.check(everywhere))
        .extracting(Violation::message)
        .containsExactly(
            "teacher.consistency is set: leave it out, pretraining alone sees the pool",
            "finetune.consistency is set: leave it out, pretraining alone sees the pool");
  }

  private static final ArtifactRef LIST = new ArtifactRef("1".repeat(64), 10);

  @Test
  void findsNothingInSoundSettings() {
    assertThat(ChainRules.check(Specs.sound())).isEmpty();
  }

  static Stream<Arguments> unsound() {
    return Stream.of(
        arguments(new DatasetRef("Tissue/1", "d"), "dataset", "dataset is Tissue/1: "),
        arguments(new SplitSpec(0, 0.3, 1), "split.validation", "split.validation is 0.0: "),
        arguments(new SplitSpec(0.1, 1, 1), "split.test", "split.test is 1.0: "),
        arguments(new SplitSpec(Double.NaN, 0.3, 1), "split.validation", "is NaN: "),
        arguments(new SplitSpec(0.5, 0.5, 1), "split", "their sum must stay below 1"),
        arguments(new SplitSpec(0, 0.3, 1, 1), "split.folds", "split.folds is 1: write an integer"),
        arguments(new SplitSpec(0, 0.3, 1, 11), "split.folds", "from 2 to 10"),
        arguments(
            new SplitSpec(0.1, 0.3, 1, null, 0), "split.validationLabels", "integer of at least 1"),
        arguments(
            new SplitSpec(0, 0.3, 1, 3, 50),
            "split.validationLabels",
            "split.validationLabels is 50: leave it out, as with split.folds"),
        arguments(new SplitSpec(0.1, 0.3, 1, 3), "split.validation", "there is no validation set"),
        arguments(new SplitSpec(0, 1, 1, 3), "split.test", "split.test is 1.0: "),
        arguments(options(0.0, 1, 0.1, 1, 0.9), "pretrain.warmup", "pretrain.warmup is 0.0: "),
        arguments(options(0.1, 0, 0.1, 1, 0.9), "pretrain.clip", "pretrain.clip is 0.0: "),
        arguments(options(0.1, 1, 1, 1, 0.9), "pretrain.smoothing", "above 0 and below 1"),
        arguments(options(0.1, 1, 0.1, -1, 0.9), "pretrain.temperature", "finite number above 0"),
        arguments(options(0.1, 1, 0.1, 1, Double.NaN), "pretrain.ema", "pretrain.ema is NaN: "),
        arguments(consistent(-1, 0.95, 1), "pretrain.consistency.weight", "weight is -1.0: "),
        arguments(consistent(1, 1, 1), "pretrain.consistency.threshold", "0 to less than 1"),
        arguments(consistent(1, Double.NaN, 1), "pretrain.consistency.threshold", "is NaN: "),
        arguments(consistent(1, 0.95, 65), "pretrain.consistency.ratio", "ratio is 65: "),
        arguments(mixup(-1), "pretrain.mixup", "pretrain.mixup is -1.0: "),
        arguments(mixup(101), "pretrain.mixup", "from 0.01 to 100"),
        arguments(mixup(Double.NaN), "pretrain.mixup", "pretrain.mixup is NaN: "),
        arguments(noise(-0.1), "pretrain.noise", "pretrain.noise is -0.1: "),
        arguments(noise(Double.NaN), "pretrain.noise", "finite number of at least 0"),
        arguments(new AugmentSpec(true, true, 0, 0, 0, 1.0), "augment.hed", "augment.hed is 1.0: "),
        arguments("reinhard", "stain", "stain is reinhard: leave it out, or write macenko"),
        arguments(
            labels(null, null, null), "labels", "labels has 0 of perClass, fraction and list"),
        arguments(labels(6, "0.1", null), "labels", "labels has 2 of perClass, fraction and list"),
        arguments(labels(6, null, LIST), "labels", "write exactly one of the three"),
        arguments(labels(0, null, null), "labels.perClass", "labels.perClass is 0: "),
        arguments(labels(null, "1", null), "labels.fraction", "labels.fraction is 1: "),
        arguments(labels(null, "1.5", null), "labels.fraction", "`all` to label every patch"),
        arguments(labels(null, "NaN", null), "labels.fraction", "labels.fraction is NaN: "),
        arguments(
            new LabelSpec(6, null, null, 1, "ignore"),
            "labels.short",
            "labels.short is ignore: write one of refuse, take"),
        arguments(
            new LabelSpec(6, null, null, 1, "refuse", "worst"),
            "labels.draw",
            "labels.draw is worst: write random, oneGroup, nearest or atypical"),
        arguments(
            new LabelSpec(null, null, LIST, 1, "refuse", "nearest"),
            "labels.draw",
            "labels.draw is nearest: leave it out, as labels.list names the patches"),
        arguments(
            new LabelSpec(null, "all", null, 1, "refuse", "oneGroup"),
            "labels.draw",
            "labels.draw is oneGroup: leave it out, as labels.fraction: all labels every patch"),
        arguments(
            new NormaliseSpec("batch", null), "normalise", "write one of given, imagenet, pool"),
        arguments(new NormaliseSpec("given", null), "normalise", "normalise gives no statistics"),
        arguments(
            new NormaliseSpec("pool", Normalisation.IMAGENET), "normalise", "beside the mode pool"),
        arguments(given(List.of(0.5, Double.NaN, 0.5), 0.2), "normalise.mean", "is NaN: "),
        arguments(given(List.of(0.5, 0.5, 0.5), 0), "normalise.std", "normalise.std is 0.0: "),
        arguments(
            new NetworkSpec("resnet101", 16, "auto"),
            "network.name",
            "network.name is resnet101: write one of resnet10, resnet18, resnet34, resnet50"),
        arguments(new NetworkSpec("resnet10", 2, "auto"), "network.width", "network.width is 2: "),
        arguments(new NetworkSpec("resnet10", 18, "auto"), "network.width", "multiple of 4"),
        arguments(new NetworkSpec("resnet10", 4096, "auto"), "network.width", "from 4 to 512"),
        arguments(
            new NetworkSpec("resnet10", 16, "tiny"),
            "network.stem",
            "write one of auto, imagenet, medium, small"),
        arguments(chain(-1, null, "accuracy"), "chain.iterations", "chain.iterations is -1: "),
        arguments(chain(4, 0, "accuracy"), "chain.patience", "chain.patience is 0: "),
        arguments(
            chain(4, 2, "loss"),
            "chain.select",
            "chain.select is loss: write one of accuracy, balancedAccuracy, macroF1"),
        arguments(
            new FilterSpec("1", 1),
            "filter.k",
            "filter.k is 1: write `all` to keep every candidate, a decimal below 1 for a"
                + " fraction, or an integer of at least 2 for a count"),
        arguments(new FilterSpec("all", 1, "pool"), "filter.align", "filter.align is pool: "),
        arguments(new FilterSpec("0.8", 0), "filter.p", "filter.p is 0: "),
        arguments(pretrain(null, null), "pretrain", "pretrain has neither epochs nor steps"),
        arguments(pretrain(5, 100), "pretrain", "pretrain has epochs and steps"),
        arguments(pretrain(0, null), "pretrain.epochs", "pretrain.epochs is 0: "),
        arguments(pretrain(null, 0), "pretrain.steps", "pretrain.steps is 0: "),
        arguments(training(1, 1e-3, 0, "uniform"), "pretrain.batch", "pretrain.batch is 1: "),
        arguments(
            training(64, Double.NaN, 0, "uniform"),
            "pretrain.learningRate",
            "pretrain.learningRate is NaN: write a finite number above 0"),
        arguments(training(64, 0, 0, "uniform"), "pretrain.learningRate", "is 0.0: "),
        arguments(
            training(64, Double.POSITIVE_INFINITY, 0, "uniform"),
            "pretrain.learningRate",
            "is Infinity: "),
        arguments(training(64, 1e-3, -1, "uniform"), "pretrain.weightDecay", "is -1.0: "),
        arguments(training(64, 1e-3, Double.NaN, "uniform"), "pretrain.weightDecay", "is NaN: "),
        arguments(
            training(64, 1e-3, 0, "weighted"),
            "pretrain.sampling",
            "write one of balanced, uniform"),
        arguments(augment(0.5, 0, 0), "augment.crop", "from 0 (off) to less than 0.5"),
        arguments(augment(0, 1, 0), "augment.colour", "from 0 (off) to less than 1"),
        arguments(augment(0, 0, -0.1), "augment.cutout", "augment.cutout is -0.1: "),
        arguments(augment(Double.NaN, 0, 0), "augment.crop", "augment.crop is NaN: "),
        arguments(0, "threads", "threads is 0: write an integer of at least 1"));
  }

  @ParameterizedTest
  @MethodSource("unsound")
  void namesTheKeyTheValueAndTheRemedy(Object part, String key, String words) {
    List<Violation> violations = ChainRules.check(Specs.with(Specs.sound(), part));
    assertThat(violations).extracting(Violation::key).containsExactly(key);
    assertThat(violations.getFirst().message()).contains(words).doesNotContain("\n");
  }

  @Test
  void reportsEveryViolationInTheOrderOfTheChainFile() {
    ChainSpec spec = Specs.with(Specs.sound(), 0);
    spec = Specs.with(spec, new FilterSpec("1.0", 0));
    spec = Specs.with(spec, new SplitSpec(2, 0.1, 1));
    assertThat(ChainRules.check(spec))
        .extracting(Violation::key)
        .containsExactly("split.validation", "filter.k", "filter.p", "threads");
  }

  @Test
  void acceptsTheEdgesOfEveryRange() {
    ChainSpec spec = Specs.with(Specs.sound(), chain(0, 1, "macroF1"));
    spec = Specs.with(spec, augment(0, 0, 0));
    spec = Specs.with(spec, training(2, 1e-9, 0, "balanced"));
    spec = Specs.with(spec, labels(null, "all", null));
    spec = Specs.with(spec, new NetworkSpec("resnet18", 4, "imagenet"));
    spec = Specs.with(spec, given(List.of(0.0, 0.0, 0.0), 1));
    assertThat(ChainRules.check(spec)).isEmpty();
  }

  @Test
  void boundsPByTheNumberOfClasses() {
    ChainSpec spec = Specs.with(Specs.sound(), new FilterSpec("all", 9));
    assertThat(ChainRules.checkAgainst(spec, 9)).isEmpty();
    assertThat(ChainRules.checkAgainst(spec, 8))
        .containsExactly(
            new Violation(
                "filter.p",
                "filter.p is 9: the data set has 8 classes: write an integer from 1 to 8"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "A", "-a", "a/b", "a b", "../a", "a\n"})
  void refusesIdsThatAreNoFolderNames(String id) {
    assertThat(ChainRules.checkId(id)).extracting(Violation::key).containsExactly("id");
  }

  @Test
  void refusesIdsOfMoreThan63Characters() {
    assertThat(ChainRules.checkId("a".repeat(63))).isEmpty();
    assertThat(ChainRules.checkId("a".repeat(64))).hasSize(1);
  }

  private static LabelSpec labels(
      @Nullable Integer perClass, @Nullable String fraction, @Nullable ArtifactRef list) {
    return new LabelSpec(perClass, fraction, list, 1, "refuse");
  }

  private static NormaliseSpec given(List<Double> mean, double std) {
    return new NormaliseSpec("given", new Normalisation(mean, List.of(0.2, std, 0.2)));
  }

  private static IterationSpec chain(int iterations, @Nullable Integer patience, String select) {
    return new IterationSpec(iterations, patience, select);
  }

  private static TrainingSpec pretrain(@Nullable Integer epochs, @Nullable Integer steps) {
    return new TrainingSpec(epochs, steps, 64, 1e-3, 0, "uniform");
  }

  private static TrainingSpec training(
      int batch, double learningRate, double weightDecay, String sampling) {
    return new TrainingSpec(5, null, batch, learningRate, weightDecay, sampling);
  }

  private static AugmentSpec augment(double crop, double colour, double cutout) {
    return new AugmentSpec(true, true, crop, colour, cutout);
  }
}
