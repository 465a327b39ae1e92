package org.histochain.worker.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.histochain.activities.image.Fit;
import org.histochain.activities.image.Modes;
import org.histochain.activities.image.OnBadImage;
import org.histochain.activities.importing.ImageSettings;
import org.histochain.activities.importing.ImportRequest;
import org.histochain.activities.importing.ImportTable;
import org.histochain.activities.importing.OnDuplicate;
import org.histochain.worker.settings.DatasetSource.DatasetByPath;
import org.histochain.worker.settings.DatasetSource.NamedDataset;
import org.histochain.workflows.contract.ArtifactRef;
import org.histochain.workflows.contract.AugmentSpec;
import org.histochain.workflows.contract.ChainSpec;
import org.histochain.workflows.contract.ConsistencySpec;
import org.histochain.workflows.contract.DatasetRef;
import org.histochain.workflows.contract.FilterSpec;
import org.histochain.workflows.contract.IterationSpec;
import org.histochain.workflows.contract.LabelSpec;
import org.histochain.workflows.contract.NetworkSpec;
import org.histochain.workflows.contract.Normalisation;
import org.histochain.workflows.contract.NormaliseSpec;
import org.histochain.workflows.contract.SplitSpec;
import org.histochain.workflows.contract.TrainingSpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ChainFileReaderTest {
  private static final DatasetRef DATASET = new DatasetRef("tissue", "0".repeat(64));

  @TempDir private Path folder;

  @Test
  void aFileThatNamesOnlyItsDataSetIsTheContractsChain() throws IOException {
    ChainFile chain = read("dataset: tissue");
    assertThat(chain.dataset()).isEqualTo(new NamedDataset("tissue"));
    assertThat(chain.toSpec(DATASET, null, null))
        .isEqualTo(
            new ChainSpec(
                DATASET,
                new SplitSpec(0.1, 0.3, 1234),
                new LabelSpec(6, null, null, 1, "refuse"),
                new NormaliseSpec("pool", null),
                new NetworkSpec("resnet10", 16, "auto"),
                new IterationSpec(4, null, "balancedAccuracy"),
                new FilterSpec("0.8", 1),
                new TrainingSpec(150, null, 64, 2e-3, 1e-3, "uniform"),
                new TrainingSpec(80, null, 64, 2e-3, 1e-3, "uniform"),
                new TrainingSpec(40, null, 64, 5e-4, 1e-3, "uniform"),
                new AugmentSpec(true, true, 0.14, 0.3, 0.33),
                2,
                1));
  }

  @Test
  void everyKeyIsRead() throws IOException {
    ChainSpec spec =
        read("""
            dataset: tissue
            split: {validation: 0.2, test: 0.25, seed: 7}
            labels: {fraction: 0.005, seed: 8, short: take}
            normalise: {mean: [0.5, 0.25, 0.75], std: [0.1, 0.2, 3e-1]}
            stain: none
            network: {name: resnet18, width: 32, stem: medium, init: none}
            sampling: balanced
            chain: {iterations: 3, patience: 2, select: macroF1}
            filter: {k: 4000, p: 2}
            teacher: {steps: 500, batch: 32, learningRate: 1e-3, weightDecay: 0}
            pretrain: {sampling: uniform}
            finetune: {epochs: 5, batch: 16}
            augment: {flip: false, rotate90: false, crop: 0, colour: 0.1, cutout: 0, hed: 0}
            threads: 4
            seed: 9
            """)
            .toSpec(DATASET, null, null);
    assertThat(spec)
        .isEqualTo(
            new ChainSpec(
                DATASET,
                new SplitSpec(0.2, 0.25, 7),
                new LabelSpec(null, "0.005", null, 8, "take"),
                new NormaliseSpec(
                    "given", new Normalisation(List.of(0.5, 0.25, 0.75), List.of(0.1, 0.2, 0.3))),
                new NetworkSpec("resnet18", 32, "medium"),
                new IterationSpec(3, 2, "macroF1"),
                new FilterSpec("4000", 2),
                new TrainingSpec(null, 500, 32, 1e-3, 0, "balanced"),
                new TrainingSpec(null, 500, 32, 1e-3, 0, "uniform"),
                new TrainingSpec(5, null, 16, 1e-3, 0, "balanced"),
                new AugmentSpec(false, false, 0, 0.1, 0),
                4,
                9));
  }

  @ParameterizedTest
  @CsvSource({"0.80", "4000", "all", "8e-1"})
  void kKeepsTheTextThatWasWritten(String k) throws IOException {
    assertThat(read("dataset: tissue\nfilter: {k: " + k + "}").filter().k()).isEqualTo(k);
  }

  @Test
  void aDataSetByPathIsRelativeToTheFileAndExpandsVariables() throws IOException {
    assertThat(
            read("""
                dataset: {path: ../${WHERE}/tiles.npz, name: tiles, classes: [ADI, TUM], onBadImage: skip}
                """)
                .dataset())
        .isEqualTo(
            new DatasetByPath(
                new ImportRequest(
                    "tiles",
                    folder.toAbsolutePath().resolveSibling("real: {data}").resolve("tiles.npz"),
                    List.of("ADI", "TUM"),
                    OnBadImage.skip)));
  }

  @Test
  void aListOfLabelsIsRelativeToTheFileAndUploadedByTheCaller() throws IOException {
    ChainFile chain = read("dataset: tissue\nlabels: {list: chosen.csv}");
    assertThat(chain.labels().list()).isEqualTo(folder.toAbsolutePath().resolve("chosen.csv"));
    ArtifactRef uploaded = new ArtifactRef("1".repeat(64), 12);
    assertThat(chain.toSpec(DATASET, uploaded, null).labels())
        .isEqualTo(new LabelSpec(null, null, uploaded, 1, "refuse"));
  }

  @Test
  void keysWithoutAValueAreNotSet() throws IOException {
    assertThat(read("dataset: tissue\nfilter:\nchain: {patience: null}").filter())
        .isEqualTo(new FilterSpec("0.8", 1));
  }

  @Test
  void anUnsetVariableIsNamedWithItsLine() {
    assertThat(problems("# ${ALSO_UNSET}\ndataset: {path: ${UNSET_HERE}/x, name: x}"))
        .containsExactly(
            "line 2: ${UNSET_HERE} is not set in the environment: export UNSET_HERE=…");
  }

  @Test
  void unknownKeysSayWhatIsAllowedAndWhatWasMeant() {
    assertThat(problems("dataset: tissue\nteacher:\n  epochs: 3\n  bacth: 4\nfilters: {}"))
        .containsExactly(
            "line 4: unknown key bacth in teacher (did you mean batch?); allowed: epochs, steps,"
                + " batch, learningRate, weightDecay, sampling, warmup, clip, smoothing, temperature,"
                + " ema, batchNorm, noise, mixup",
            "line 5: unknown key filters (did you mean filter?); allowed: dataset, preset, split, labels,"
                + " normalise, stain, network, sampling, chain, filter, teacher, pretrain,"
                + " finetune, augment, threads, seed");
  }

  @Test
  void aKeySetTwiceIsRefused() {
    assertThat(problems("dataset: tissue\nseed: 1\nthreads: 1\nseed: 2"))
        .containsExactly(
            "line 4: duplicate key seed: it is set on line 2 already; remove one of them");
  }

  @Test
  void wrongKindsOfValueAreNamedEachOnItsLine() {
    assertThat(
            problems(
                """
                dataset: tissue
                threads: two
                seed: 1.5
                chain: {iterations: [4]}
                filter: 0.8
                augment: {flip: yes, crop: .nan}
                teacher: {learningRate: NaN, batch: {}}
                normalise: {mean: [1, 2], std: [1, 2, 3]}
                """))
        .containsExactly(
            "line 2: threads is two: a whole number is needed",
            "line 3: seed is 1.5: a whole number is needed",
            "line 4: chain.iterations is a list: a whole number is needed",
            "line 5: filter is 0.8: a mapping such as {k: 0.8, p: 1} is needed",
            "line 6: augment.flip is yes: true or false is needed",
            "line 6: augment.crop is .nan: a finite number is needed",
            "line 7: teacher.batch is a mapping: a whole number is needed",
            "line 7: teacher.learningRate is NaN: a finite number is needed",
            "line 8: normalise has 2 means and 3 deviations: give three of each, for red, green and"
                + " blue");
  }

  @Test
  void settingsThatExcludeEachOtherAreRefused() {
    assertThat(
            problems(
                """
                dataset: tissue
                labels: {perClass: 6, fraction: 0.1}
                pretrain:
                  epochs: 4
                  steps: 5
                """))
        .containsExactly(
            "line 2: labels has perClass and fraction: keep one of them",
            "line 5: pretrain.epochs and pretrain.steps are both set: keep one");
  }

  @Test
  void aDataSetByPathTakesTheOptionsOfTheImport() throws IOException {
    Path here = folder.toAbsolutePath();
    assertThat(
            read("""
                dataset:
                  path: images.zip
                  name: cases
                  csv: table.csv
                  columns: {path: file, class: label, split: part, group: case_id}
                  classes: [A, B]
                  size: 64
                  fit: crop
                  modes: refuse
                  onBadImage: skip
                  onDuplicate: keep
                """)
                .dataset())
        .isEqualTo(
            new DatasetByPath(
                new ImportRequest(
                    "cases",
                    here.resolve("images.zip"),
                    List.of("A", "B"),
                    new ImportTable(
                        here.resolve("table.csv"),
                        Map.of(
                            "path", "file", "class", "label", "split", "part", "group", "case_id")),
                    null,
                    new ImageSettings(64, Fit.crop, Modes.refuse),
                    OnBadImage.skip,
                    OnDuplicate.keep)));
    DatasetByPath folders =
        (DatasetByPath) read("dataset: {path: a, name: a, externalTest: ../b}").dataset();
    assertThat(folders.request().externalTest()).isEqualTo(here.resolveSibling("b"));
  }

  @Test
  void importOptionsOutOfRangeAreRefused() {
    assertThat(
            problems(
                """
                dataset:
                  path: a
                  name: a
                  columns: {klass: x}
                  size: 0
                  modes: maybe
                  onDuplicate: drop
                """))
        .containsExactly(
            "line 4: unknown key klass in dataset.columns (did you mean class?); allowed: path,"
                + " class, split, group",
            "line 4: dataset.columns names columns of a table: set dataset.csv too",
            "line 5: dataset.size is 0: allowed are 1 to 4096",
            "line 6: dataset.modes is maybe: allowed are convert, refuse",
            "line 7: dataset.onDuplicate is drop: allowed are fail, keep");
    assertThat(problems("dataset: {path: a, name: a, fit: crop}"))
        .containsExactly(
            "line 1: dataset.fit is crop, but images are not resized: set dataset.size too");
  }

  @Test
  void neutralValuesSwitchOff() throws IOException {
    assertThat(
            read("""
                dataset: tissue
                stain: none
                network: {init: none}
                augment: {hed: 0}
                teacher: {warmup: 0, clip: 0, smoothing: 0, temperature: 1, ema: 0}
                finetune: {batchNorm: batch}
                """)
                .toSpec(DATASET, null, null))
        .isEqualTo(read("dataset: tissue").toSpec(DATASET, null, null));
  }

  @Test
  void stepsTakeTheirOptionsFromTheTeacherAndMaySwitchThemOff() throws IOException {
    ChainFile chain =
        read(
            """
            dataset: tissue
            teacher: {warmup: 0.1, clip: 1, smoothing: 0.05, temperature: 0.5, ema: 0.99, noise: 2, mixup: 0.2}
            finetune: {warmup: 0, ema: 0, temperature: 2, batchNorm: frozen, noise: 1, mixup: 0}
            """);
    assertThat(chain.pretrain())
        .isEqualTo(
            new TrainingSpec(
                80, null, 64, 2e-3, 1e-3, "uniform", 0.1, 1.0, 0.05, 0.5, 0.99, null, 2.0, 0.2,
                null));
    assertThat(chain.finetune())
        .isEqualTo(
            new TrainingSpec(
                40, null, 64, 5e-4, 1e-3, "uniform", null, 1.0, 0.05, 2.0, null, "frozen"));
  }

  @Test
  void consistencyIsReadWithItsDefaultsAndIsForPretrainAlone() throws IOException {
    assertThat(consistency("pretrain: {consistency: {}}")).isEqualTo(ConsistencySpec.DEFAULTS);
    assertThat(consistency("pretrain: {consistency: {weight: 2, threshold: 0.8, ratio: 7}}"))
        .isEqualTo(new ConsistencySpec(2, 0.8, 7));
    assertThat(consistency("pretrain: {consistency: {weight: 0}}")).isNull();
    assertThat(consistency("pretrain: {consistency: }")).isNull();
    assertThat(problems("dataset: tissue\npretrain: {consistency: 1}"))
        .containsExactly(
            "line 2: pretrain.consistency is 1: a mapping such as {weight: 1, threshold: 0.95,"
                + " ratio: 1} is needed");
    assertThat(problems("dataset: tissue\npretrain: {consistency: {threshold: 1, ratio: 0}}"))
        .containsExactly(
            "line 2: pretrain.consistency.threshold is 1.0: write a number from 0 to less than 1",
            "line 2: pretrain.consistency.ratio is 0: write an integer from 1 to 64");
    assertThat(problems("dataset: tissue\nfinetune: {consistency: {}}"))
        .singleElement()
        .asString()
        .startsWith("line 2: unknown key consistency in finetune; allowed: epochs");
  }

  private @Nullable ConsistencySpec consistency(String line) throws IOException {
    return read("dataset: tissue\n" + line).pretrain().consistency();
  }

  @Test
  void alignmentIsReadAndIsOffUnlessAskedFor() throws IOException {
    assertThat(read("dataset: tissue\nfilter: {align: labels}").filter())
        .isEqualTo(new FilterSpec("0.8", 1, "labels"));
    assertThat(read("dataset: tissue\nfilter: {align: none}").filter())
        .isEqualTo(new FilterSpec("0.8", 1));
    assertThat(problems("dataset: tissue\nfilter: {align: pool}"))
        .containsExactly("line 2: filter.align is pool: write none, labels or uniform");
  }

  @Test
  void warmStartAndTheBestTeacherAreReadAndOffUnlessAskedFor() throws IOException {
    assertThat(read("dataset: tissue\nchain: {warmStart: true, teacher: best}").chain())
        .isEqualTo(new IterationSpec(4, null, "balancedAccuracy", true, "best"));
    assertThat(read("dataset: tissue\nchain: {warmStart: false, teacher: last}").chain())
        .isEqualTo(read("dataset: tissue").chain());
    assertThat(problems("dataset: tissue\nchain: {teacher: first}"))
        .containsExactly("line 2: chain.teacher is first: write last or best");
    assertThat(problems("dataset: tissue\nchain: {warmStart: yes}"))
        .containsExactly("line 2: chain.warmStart is yes: true or false is needed");
  }

  @Test
  void stainJitterAndStartWeightsAreRead() throws IOException {
    ChainFile chain =
        read(
            """
            dataset: tissue
            stain: macenko
            network: {init: weights.safetensors}
            augment: {hed: 0.05}
            """);
    ArtifactRef weights = new ArtifactRef("2".repeat(64), 99);
    assertThat(chain.init()).isEqualTo(folder.toAbsolutePath().resolve("weights.safetensors"));
    ChainSpec spec = chain.toSpec(DATASET, null, weights);
    assertThat(spec.stain()).isEqualTo("macenko");
    assertThat(spec.network().init()).isEqualTo(weights);
    assertThat(spec.augment().hed()).isEqualTo(0.05);
  }

  @Test
  void validationWithinTheLabelsHasFolds() throws IOException {
    assertThat(read("dataset: tissue\nsplit: {validation: labels}").split())
        .isEqualTo(new SplitSpec(0, 0.3, 1234, 3));
    assertThat(read("dataset: tissue\nsplit: {validation: labels, folds: 5, test: 0.2}").split())
        .isEqualTo(new SplitSpec(0, 0.2, 1234, 5));
    assertThat(problems("dataset: tissue\nsplit: {folds: 5}"))
        .containsExactly(
            "line 2: split.folds is set, but split.validation is not labels: write validation:"
                + " labels, or remove it");
    assertThat(problems("dataset: tissue\nsplit: {validation: labels, folds: 11}"))
        .containsExactly("line 2: split.folds is 11: write an integer from 2 to 10");
    assertThat(problems("dataset: tissue\nstain: vahadane"))
        .containsExactly("line 2: stain is vahadane: allowed are none, macenko");
  }

  @Test
  void optionsOutOfRangeAreRefusedWhereTheyWereWritten() {
    assertThat(
            problems(
                """
                dataset: tissue
                teacher: {warmup: 1}
                pretrain: {clip: -1, smoothing: 1, temperature: 0, batchNorm: frozen, noise: -2, mixup: -1}
                finetune: {ema: 1.5, warmup: 0.5, batchNorm: kept}
                augment: {hed: 1}
                """))
        .containsExactly(
            "line 2: teacher.warmup is 1.0: write a number above 0 and below 1, or leave it out",
            "line 3: pretrain.clip is -1.0: write a finite number above 0",
            "line 3: pretrain.smoothing is 1.0: write a number above 0 and below 1, or leave it out",
            "line 3: pretrain.temperature is 0.0: write a finite number above 0",
            "line 3: pretrain.batchNorm is frozen: leave it out: finetune alone may keep the"
                + " statistics, those that pretraining learnt",
            "line 3: pretrain.noise is -2.0: write a finite number of at least 0; 1 leaves augment as"
                + " it is",
            "line 3: pretrain.mixup is -1.0: write a number from 0.01 to 100, or leave it out",
            "line 4: finetune.ema is 1.5: write a number above 0 and below 1, or leave it out",
            "line 4: finetune.batchNorm is kept: write batch or frozen",
            "line 5: augment.hed is 1.0: write a number from 0 (off) to less than 1");
  }

  @Test
  void filesThatAreNoChainAreRefusedInOneLine() throws IOException {
    assertThat(problems(""))
        .containsExactly("line 1: the file is empty; the least is: dataset: NAME");
    assertThat(problems("# nothing\n"))
        .containsExactly("line 1: the file is empty; the least is: dataset: NAME");
    assertThat(problems("- dataset"))
        .containsExactly(
            "line 1: this is no mapping of keys to values; the least is: dataset: NAME");
    assertThat(problems("seed: 1"))
        .containsExactly(
            "line 1: dataset is not set: give a NAME in the store, or {path: P, name: N}");
    assertThat(problems("dataset: tissue\nfilter: {k: 0.8"))
        .singleElement()
        .asString()
        .startsWith("line 2: this is no YAML: ");
    assertThat(problems("dataset: a\n---\ndataset: b"))
        .singleElement()
        .asString()
        .startsWith("line 2: this is no YAML: ");
    Path missing = folder.resolve("missing.yaml");
    assertThat(
            catchThrowableOfType(
                InvalidChainFileException.class, () -> new ChainFileReader(Map.of()).read(missing)))
        .hasMessage(missing + " does not exist; check the path, or begin from a file in examples/");
    assertThat(
            catchThrowableOfType(
                InvalidChainFileException.class, () -> new ChainFileReader(Map.of()).read(folder)))
        .hasMessage(folder + " is a folder; give a chain file");
  }

  @Test
  void valuesOutOfRangeAreNamedWithTheLineTheyWereWrittenOn() {
    assertThat(
            problems(
                """
                dataset: ../Other
                filter:
                  k: 1
                  p: 0
                teacher:
                  learningRate: -1
                  batch: 0
                pretrain: {epochs: 0}
                sampling: fair
                network: {name: resnet11}
                """))
        .satisfiesExactly(
            line -> assertThat(line).startsWith("line 1: dataset is ../Other: "),
            line -> assertThat(line).startsWith("line 3: filter.k is 1").contains("all"),
            line -> assertThat(line).startsWith("line 4: filter.p is 0: "),
            line -> assertThat(line).startsWith("line 6: teacher.learningRate is -1.0: "),
            line -> assertThat(line).startsWith("line 7: teacher.batch is 0: "),
            line -> assertThat(line).startsWith("line 8: pretrain.epochs is 0: "),
            line -> assertThat(line).startsWith("line 9: sampling is fair: "),
            line ->
                assertThat(line)
                    .startsWith("line 10: network.name is resnet11: write one of resnet10"));
  }

  @Test
  void theExampleIsTheContractsChain() throws IOException {
    Path example = Path.of("../examples/pathmnist-1000.yaml");
    ChainFile chain = new ChainFileReader(Map.of("HISTOCHAIN_TEST_DATA", "/data")).read(example);
    assertThat(chain.dataset())
        .isEqualTo(
            new DatasetByPath(
                new ImportRequest(
                    "pathmnist-1000",
                    Path.of("/data/pathmnist-1000/pathmnist-train-first1000.npz"),
                    List.of("ADI", "BACK", "DEB", "LYM", "MUC", "MUS", "NORM", "STR", "TUM"),
                    OnBadImage.fail)));
    assertThat(chain.toSpec(DATASET, null, null))
        .isEqualTo(read("dataset: tissue").toSpec(DATASET, null, null));
  }

  private ChainFile read(String yaml) throws IOException {
    Path file = folder.resolve("chain.yaml");
    Files.writeString(file, yaml);
    return new ChainFileReader(Map.of("WHERE", "real: {data}")).read(file);
  }

  private List<String> problems(String yaml) {
    InvalidChainFileException refused =
        catchThrowableOfType(InvalidChainFileException.class, () -> read(yaml));
    String prefix = folder.resolve("chain.yaml") + ", ";
    return String.valueOf(refused.getMessage())
        .lines()
        .peek(line -> assertThat(line).startsWith(prefix))
        .map(line -> line.substring(prefix.length()))
        .toList();
  }
}
