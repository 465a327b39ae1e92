package org.histochain.activities.preparation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.histochain.activities.dataset.ChannelStatistics;
import org.histochain.activities.dataset.PatchFile;
import org.histochain.activities.dataset.TestData;
import org.histochain.activities.image.OnBadImage;
import org.histochain.activities.importing.DatasetFixture;
import org.histochain.activities.importing.ImageSettings;
import org.histochain.activities.importing.ImportRequest;
import org.histochain.activities.importing.ImportTable;
import org.histochain.activities.importing.OnDuplicate;
import org.histochain.activities.stain.MacenkoNormaliser;
import org.histochain.activities.step.StepFailure;
import org.histochain.activities.step.StepMonitor;
import org.histochain.activities.table.ChannelSums;
import org.histochain.activities.table.PatchRow;
import org.histochain.activities.table.PatchTable;
import org.histochain.workflows.contract.ArtifactRef;
import org.histochain.workflows.contract.AugmentSpec;
import org.histochain.workflows.contract.ChainSpec;
import org.histochain.workflows.contract.DatasetRef;
import org.histochain.workflows.contract.FailureTypes;
import org.histochain.workflows.contract.FilterSpec;
import org.histochain.workflows.contract.IterationSpec;
import org.histochain.workflows.contract.LabelSpec;
import org.histochain.workflows.contract.NetworkSpec;
import org.histochain.workflows.contract.Normalisation;
import org.histochain.workflows.contract.NormaliseSpec;
import org.histochain.workflows.contract.PatchCounts;
import org.histochain.workflows.contract.PatchTables;
import org.histochain.workflows.contract.PrepareRequest;
import org.histochain.workflows.contract.Prepared;
import org.histochain.workflows.contract.SplitSpec;
import org.histochain.workflows.contract.StepContext;
import org.histochain.workflows.contract.TrainingSpec;
import org.histochain.workflows.contract.TrainingTables;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrepareStepTest {
  private static final LabelSpec SIX = new LabelSpec(6, null, null, 1, "refuse");
  private static final NormaliseSpec POOL = new NormaliseSpec("pool", null);

  @TempDir Path folder;
  private DatasetFixture fixture;

  @BeforeEach
  void open() throws Exception {
    fixture = new DatasetFixture(folder);
  }

  @Test
  void pathmnistIsSharedOutAsItsChainFileSays() throws Exception {
    DatasetRef ref =
        fixture
            .importFrom(
                TestData.path("pathmnist-1000/pathmnist-train-first1000.npz"),
                "ADI",
                "BACK",
                "DEB",
                "LYM",
                "MUC",
                "MUS",
                "NORM",
                "STR",
                "TUM")
            .ref();
    Prepared prepared = run(spec(ref, SIX, POOL, 4, 1));
    assertThat(prepared.counts()).isEqualTo(new PatchCounts(54, 546, 100, 300));
    assertThat(prepared.side()).isEqualTo(28);
    assertThat(prepared.shards()).isEqualTo(4);
    assertThat(prepared.network().stem()).isEqualTo("small");
    Set<String> ids = new HashSet<>();
    for (ArtifactRef table :
        List.of(
            prepared.tables().labelled(),
            prepared.tables().pool(),
            prepared.tables().validation(),
            prepared.tables().test())) {
      rows(table).forEach(row -> ids.add(row.id()));
    }
    assertThat(ids).hasSize(1000);
    assertThat(rows(prepared.tables().pool()))
        .allSatisfy(row -> assertThat(row.classIndex()).isEqualTo(PatchRow.NO_CLASS));
    assertThat(rows(prepared.tables().poolTruth()))
        .hasSize(546)
        .allSatisfy(row -> assertThat(row.classIndex()).isBetween(0, 8));
  }

  @Test
  void aSecondRunReusesTheTablesAndWhatDoesNotDecideThemMayDiffer() throws Exception {
    DatasetRef ref = fixture.synthesise(540, 16).ref();
    Prepared first = run(spec(ref, SIX, POOL, 2, 1));
    Prepared again = run(spec(ref, SIX, new NormaliseSpec("imagenet", null), 1, 2));
    assertThat(first.run().reused()).isFalse();
    assertThat(again.run().reused()).isTrue();
    assertThat(again.tables()).isEqualTo(first.tables());
    assertThat(again.normalisation()).isEqualTo(Normalisation.IMAGENET);
  }

  @Test
  void poolStatisticsAreThoseOfThePixelsOfLabelledAndPool() throws Exception {
    DatasetRef ref = fixture.synthesise(270, 16).ref();
    Prepared prepared = run(spec(ref, SIX, POOL, 1, 1));
    List<String> ids = new ArrayList<>();
    rows(prepared.tables().labelled()).forEach(row -> ids.add(row.id()));
    rows(prepared.tables().pool()).forEach(row -> ids.add(row.id()));
    double sum = 0;
    double squares = 0;
    long pixels = ids.size() * 256L;
    try (PatchFile patches = fixture.loader.load(fixture.datasets.load(ref), ids)) {
      byte[] values = patches.pixels().toArray(ValueLayout.JAVA_BYTE);
      for (int index = 1; index < values.length; index += 3) {
        double value = Byte.toUnsignedInt(values[index]) / 255.0;
        sum += value;
        squares += value * value;
      }
    }
    double mean = sum / pixels;
    assertThat(prepared.normalisation().mean().get(1)).isCloseTo(mean, within(1e-9));
    assertThat(prepared.normalisation().std().get(1))
        .isCloseTo(Math.sqrt(squares / pixels - mean * mean), within(1e-9));
  }

  @Test
  void noGroupIsOnBothSides() throws Exception {
    DatasetRef ref = fixture.synthesise(810, 16).ref();
    Prepared prepared = run(spec(ref, SIX, POOL, 1, 1));
    Set<String> held = new HashSet<>();
    rows(prepared.tables().validation()).forEach(row -> held.add(row.group()));
    Set<String> test = new HashSet<>();
    rows(prepared.tables().test()).forEach(row -> test.add(row.group()));
    assertThat(held).doesNotContainAnyElementsOf(test);
    held.addAll(test);
    assertThat(rows(prepared.tables().pool()))
        .isNotEmpty()
        .allSatisfy(row -> assertThat(held).doesNotContain(row.group()));
    assertThat(rows(prepared.tables().labelled()))
        .hasSize(54)
        .allSatisfy(row -> assertThat(held).doesNotContain(row.group()));
  }

  @Test
  void aListIsTheLabelledSet() throws Exception {
    DatasetRef ref = fixture.synthesise(540, 16).ref();
    Prepared drawn = run(spec(ref, SIX, POOL, 1, 1));
    List<String> ids = rows(drawn.tables().labelled()).stream().map(PatchRow::id).toList();
    ArtifactRef list =
        fixture.artifacts.put(("patch_id\n" + String.join("\n", ids)).getBytes(UTF_8));
    Prepared listed = run(spec(ref, new LabelSpec(null, null, list, 1, "refuse"), POOL, 1, 1));
    assertThat(listed.tables()).isEqualTo(drawn.tables());

    String held = rows(drawn.tables().test()).getFirst().id();
    ArtifactRef wrong = fixture.artifacts.put((held + "\nnobody\n").getBytes(UTF_8));
    invalid(
        () -> run(spec(ref, new LabelSpec(null, null, wrong, 1, "refuse"), POOL, 1, 1)),
        FailureTypes.INVALID_CHAIN,
        "2 patches that cannot be labelled, first " + held + ", which is in validation or test");
  }

  @Test
  void anUnrepresentativeDrawChangesWhoIsLabelledAndNeitherValidationNorTest() throws Exception {
    DatasetRef ref = fixture.synthesise(540, 16).ref();
    PatchTables random = run(spec(ref, SIX, POOL, 1, 1)).tables();
    Set<List<String>> drawn = new HashSet<>();
    for (String way : List.of("oneGroup", "nearest", "atypical")) {
      LabelSpec labels = new LabelSpec(6, null, null, 1, "refuse", way);
      PatchTables tables = run(spec(ref, labels, POOL, 1, 1)).tables();
      assertThat(tables.validation()).isEqualTo(random.validation());
      assertThat(tables.test()).isEqualTo(random.test());
      List<String> labelled = rows(tables.labelled()).stream().map(PatchRow::id).toList();
      assertThat(labelled).hasSize(54);
      List<String> train = new ArrayList<>(labelled);
      rows(tables.pool()).forEach(row -> train.add(row.id()));
      List<String> before = new ArrayList<>();
      rows(random.labelled()).forEach(row -> before.add(row.id()));
      rows(random.pool()).forEach(row -> before.add(row.id()));
      assertThat(train).containsExactlyInAnyOrderElementsOf(before);
      drawn.add(labelled);
      drawn.add(rows(random.labelled()).stream().map(PatchRow::id).toList());
    }
    assertThat(drawn).hasSize(4);
  }

  @Test
  void ofAValidationSetSoManyAreKeptInProportionAndTheOthersAreNowhere() throws Exception {
    DatasetRef ref = fixture.synthesise(540, 16).ref();
    Prepared whole = run(withSplit(ref, new SplitSpec(0.3, 0.2, 1)));
    Prepared few = run(withSplit(ref, new SplitSpec(0.3, 0.2, 1, null, 20)));
    Prepared fewer = run(withSplit(ref, new SplitSpec(0.3, 0.2, 1, null, 3)));

    assertThat(rows(whole.tables().validation())).hasSizeGreaterThan(100);
    assertThat(few.counts().validation()).isEqualTo(20);
    assertThat(rows(few.tables().validation()))
        .hasSize(20)
        .isSubsetOf(rows(whole.tables().validation()))
        .containsAll(rows(fewer.tables().validation()));
    assertThat(rows(fewer.tables().validation()))
        .extracting(PatchRow::classIndex)
        .containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5, 6, 7, 8);
    assertThat(few.tables().labelled()).isEqualTo(whole.tables().labelled());
    assertThat(few.tables().pool()).isEqualTo(whole.tables().pool());
    assertThat(few.tables().test()).isEqualTo(whole.tables().test());
  }

  @Test
  void anEmptyPoolIsRefusedUnlessTheChainIsSupervised() throws Exception {
    DatasetRef ref = fixture.synthesise(270, 16).ref();
    LabelSpec all = new LabelSpec(null, "all", null, 1, "refuse");
    invalid(() -> run(spec(ref, all, POOL, 1, 1)), FailureTypes.INVALID_CHAIN, "unlabelled pool");
    assertThat(run(spec(ref, all, POOL, 0, 1)).counts().pool()).isZero();
  }

  @Test
  void validationWithinTheLabelsTakesNoPatchAwayAndFoldsShareTheLabelledSetOut() throws Exception {
    DatasetRef ref = fixture.synthesise(270, 16).ref();
    Prepared prepared = run(withSplit(ref, new SplitSpec(0, 0.3, 1234, 3)));

    assertThat(prepared.counts().validation()).isZero();
    assertThat(rows(prepared.tables().validation())).isEmpty();
    assertThat(prepared.counts().labelled()).isEqualTo(54);
    assertThat(prepared.counts().labelled() + prepared.counts().pool()).isEqualTo(270 - 81);
    List<PatchRow> held = new ArrayList<>();
    for (TrainingTables fold : Objects.requireNonNull(prepared.folds())) {
      List<PatchRow> out = rows(fold.validation());
      Set<String> groups = out.stream().map(GroupSplit::groupOf).collect(Collectors.toSet());
      assertThat(out).hasSizeBetween(9, 27);
      assertThat(rows(fold.labelled()))
          .hasSize(54 - out.size())
          .noneMatch(row -> groups.contains(GroupSplit.groupOf(row)))
          .extracting(PatchRow::classIndex)
          .contains(0, 1, 2, 3, 4, 5, 6, 7, 8);
      assertThat(rows(fold.pool()))
          .isNotEmpty()
          .noneMatch(row -> groups.contains(GroupSplit.groupOf(row)))
          .isSubsetOf(rows(prepared.tables().pool()));
      held.addAll(out);
    }
    assertThat(held).containsExactlyInAnyOrderElementsOf(rows(prepared.tables().labelled()));
  }

  @Test
  void aDeclaredValidationSetIsLeftToTrainWhereValidationIsWithinTheLabels() throws Exception {
    ArtifactRef list =
        fixture.artifacts.put(
            "train_00000\ntrain_00001\ntrain_00002\nval_00000\nval_00001\nval_00002\n"
                .getBytes(UTF_8));
    ChainSpec spec =
        withSplit(
            declared(new int[] {0, 1, 2}, 0, 1, 2),
            new SplitSpec(0, 0.3, 1, 2),
            new LabelSpec(null, null, list, 1, "refuse"));
    Prepared prepared = run(spec);
    assertThat(prepared.counts()).isEqualTo(new PatchCounts(6, 3, 0, 3));
  }

  @Test
  void aLabelledClassOfOnePatchIsRefusedByNameWhereValidationIsWithinTheLabels() throws Exception {
    DatasetRef ref = fixture.synthesise(270, 16).ref();
    invalid(
        () ->
            run(
                withSplit(
                    ref,
                    new SplitSpec(0, 0.3, 1234, 3),
                    new LabelSpec(1, null, null, 1, "refuse"))),
        FailureTypes.INVALID_CHAIN,
        "Class ADI has labelled patches of 1 group");
  }

  @Test
  void poolStatisticsAreOfPixelsAsTheNetworkSeesThem() throws Exception {
    DatasetRef ref = fixture.synthesise(270, 16).ref();
    ChainSpec plain = spec(ref, SIX, POOL, 1, 1);
    Prepared stained = run(withStain(plain));

    assertThat(stained.tables()).isEqualTo(run(plain).tables());
    List<String> ids = new ArrayList<>();
    rows(stained.tables().labelled()).forEach(row -> ids.add(row.id()));
    rows(stained.tables().pool()).forEach(row -> ids.add(row.id()));
    ChannelSums sums = ChannelSums.ZERO;
    try (PatchFile raw = fixture.loader.load(fixture.datasets.load(ref), ids);
        PatchFile patches =
            fixture.loader.load(fixture.datasets.load(ref), ids, "macenko", StepMonitor.silent())) {
      int changed = 0;
      for (int index = 0; index < patches.size(); index++) {
        byte[] normalised = patches.patch(index).toArray(ValueLayout.JAVA_BYTE);
        byte[] before = raw.patch(index).toArray(ValueLayout.JAVA_BYTE);
        assertThat(normalised).isEqualTo(new MacenkoNormaliser().apply(before));
        changed += Arrays.equals(normalised, before) ? 0 : 1;
        sums = sums.plus(ChannelSums.of(normalised));
      }
      assertThat(changed).isGreaterThan(patches.size() / 2);
    }
    assertThat(stained.normalisation())
        .isEqualTo(ChannelStatistics.of(sums, 256L * ids.size()))
        .isNotEqualTo(run(plain).normalisation());
  }

  @Test
  void whatDoesNotFitIsRefusedInOneLine() throws Exception {
    DatasetRef ref = fixture.synthesise(270, 16).ref();
    invalid(() -> run(spec(ref, SIX, POOL, 1, 10)), FailureTypes.INVALID_CHAIN, "filter.p");
    invalid(() -> run(spec(ref, SIX, POOL, -1, 0)), FailureTypes.INVALID_CHAIN, "chain.iterations");
    invalid(
        () -> run(spec(new DatasetRef("tissue", "0".repeat(64)), SIX, POOL, 1, 1)),
        FailureTypes.INVALID_DATASET,
        "dataset list");
    LabelSpec tooMany = new LabelSpec(100, null, null, 1, "refuse");
    invalid(() -> run(spec(ref, tooMany, POOL, 1, 1)), FailureTypes.INVALID_CHAIN, "short: take");
  }

  @Test
  void classesThatAreTooFewOrTooSmallAreNamed() throws Exception {
    Path source = folder.resolve("source");
    DatasetFixture.image(source.resolve("A/one.png"), "png", 8, 8, 1);
    invalid(
        () -> run(spec(fixture.importFrom(source).ref(), SIX, POOL, 1, 1)),
        FailureTypes.INVALID_CHAIN,
        "has one class");
    DatasetFixture.image(source.resolve("B/two.png"), "png", 8, 8, 2);
    invalid(
        () -> run(spec(fixture.importFrom(source).ref(), SIX, POOL, 1, 1)),
        FailureTypes.INVALID_CHAIN,
        "A");
  }

  @Test
  void imagesWithoutAnyClassAreRefusedSayingHowToGiveThemOne() throws Exception {
    Path source = folder.resolve("source");
    DatasetFixture.image(source.resolve("one.png"), "png", 8, 8, 1);
    DatasetFixture.image(source.resolve("two.png"), "png", 8, 8, 2);
    Path csv = Files.writeString(folder.resolve("t.csv"), "path,class\none.png,\ntwo.png,\n");
    ImportRequest request =
        new ImportRequest(
            "set",
            source,
            List.of(),
            new ImportTable(csv, Map.of()),
            null,
            ImageSettings.DEFAULT,
            OnBadImage.fail,
            OnDuplicate.fail);
    DatasetRef ref = fixture.importer.run(request, StepMonitor.silent()).ref();
    invalid(
        () -> run(spec(ref, SIX, POOL, 1, 1)),
        FailureTypes.INVALID_CHAIN,
        "No patch of data set set has a class: import it again with the class of some");
  }

  @Test
  void algorithmVersionOneGivesTheTablesWrittenHere() throws Exception {
    Prepared prepared = run(spec(fixture.synthesise(270, 16).ref(), SIX, POOL, 1, 1));
    PatchTables tables = prepared.tables();
    assertThat(
            List.of(
                tables.labelled(),
                tables.pool(),
                tables.validation(),
                tables.test(),
                tables.poolTruth()))
        .extracting(table -> table.sha256().substring(0, 16))
        .containsExactly(
            "08945c5c96bdddda",
            "5dce675d21ab6e6e",
            "b6640923ec3da993",
            "e5c80f6a2d9f203f",
            "5d295db223a444c5");
  }

  @Test
  void theTruthOfPoolAndTestReachesNothingThatTrains() throws Exception {
    ArtifactRef list =
        fixture.artifacts.put("train_00000\ntrain_00001\ntrain_00002\n".getBytes(UTF_8));
    LabelSpec listed = new LabelSpec(null, null, list, 1, "refuse");
    Prepared told = run(spec(declared(new int[] {0, 1, 2}, 0, 1, 2), listed, POOL, 1, 1));
    Prepared permuted = run(spec(declared(new int[] {2, 0, 1}, 2, 0, 1), listed, POOL, 1, 1));
    assertThat(permuted.tables().forTraining()).isEqualTo(told.tables().forTraining());
    assertThat(permuted.normalisation()).isEqualTo(told.normalisation());
    assertThat(permuted.tables().test()).isNotEqualTo(told.tables().test());
    assertThat(permuted.tables().poolTruth()).isNotEqualTo(told.tables().poolTruth());
  }

  private DatasetRef declared(int[] test, int... pool) throws IOException {
    int[] train = {0, 1, 2, pool[0], pool[1], pool[2]};
    return fixture
        .importFrom(
            DatasetFixture.npz(
                folder.resolve("declared.npz"),
                DatasetFixture.images("train", 6, 4),
                DatasetFixture.labels("train", train),
                DatasetFixture.images("val", 3, 4),
                DatasetFixture.labels("val", 0, 1, 2),
                DatasetFixture.images("test", 3, 4),
                DatasetFixture.labels("test", test)))
        .ref();
  }

  private static void invalid(ThrowingCallable call, String type, String message) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            StepFailure.class, failure -> assertThat(failure.type()).isEqualTo(type))
        .hasMessageContaining(message)
        .hasMessageNotContaining("\n");
  }

  private Prepared run(ChainSpec spec) throws IOException {
    return fixture.prepare.run(
        new PrepareRequest(new StepContext("chain-1", 0), spec), StepMonitor.silent());
  }

  private List<PatchRow> rows(ArtifactRef table) throws IOException {
    return PatchTable.read(fixture.artifacts.fetch(table));
  }

  private static ChainSpec withSplit(DatasetRef ref, SplitSpec split) {
    return withSplit(ref, split, SIX);
  }

  private static ChainSpec withSplit(DatasetRef ref, SplitSpec split, LabelSpec labels) {
    ChainSpec spec = spec(ref, labels, POOL, 1, 1);
    return new ChainSpec(
        ref,
        split,
        labels,
        POOL,
        spec.network(),
        spec.chain(),
        spec.filter(),
        spec.teacher(),
        spec.pretrain(),
        spec.finetune(),
        spec.augment(),
        2,
        1);
  }

  private static ChainSpec withStain(ChainSpec spec) {
    return new ChainSpec(
        spec.dataset(),
        spec.split(),
        spec.labels(),
        spec.normalise(),
        spec.network(),
        spec.chain(),
        spec.filter(),
        spec.teacher(),
        spec.pretrain(),
        spec.finetune(),
        spec.augment(),
        2,
        1,
        "macenko");
  }

  private static ChainSpec spec(
      DatasetRef ref, LabelSpec labels, NormaliseSpec normalise, int iterations, int p) {
    TrainingSpec training = new TrainingSpec(5, null, 64, 2e-3, 1e-3, "uniform");
    return new ChainSpec(
        ref,
        new SplitSpec(0.1, 0.3, 1234),
        labels,
        normalise,
        new NetworkSpec("resnet10", 16, "auto"),
        new IterationSpec(iterations, null, "balancedAccuracy"),
        new FilterSpec("0.8", p),
        training,
        training,
        training,
        new AugmentSpec(true, true, 0.14, 0.3, 0.33),
        2,
        1);
  }
}
