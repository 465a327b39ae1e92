package org.histochain.activities.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.histochain.activities.artifact.Artifacts;
import org.histochain.activities.artifact.MemoryStore;
import org.histochain.activities.dataset.DatasetIndex;
import org.histochain.activities.dataset.DatasetManifest;
import org.histochain.activities.dataset.Datasets;
import org.histochain.activities.dataset.PatchLoader;
import org.histochain.activities.evaluation.Evaluation;
import org.histochain.activities.filtering.ScoreIndex;
import org.histochain.activities.importing.DatasetImporter;
import org.histochain.activities.importing.SynthRequest;
import org.histochain.activities.step.Json;
import org.histochain.activities.step.Producer;
import org.histochain.activities.step.StepMonitor;
import org.histochain.activities.step.StepRunner;
import org.histochain.activities.table.IndexRow;
import org.histochain.activities.table.IndexTable;
import org.histochain.activities.table.PatchRow;
import org.histochain.activities.table.PatchTable;
import org.histochain.activities.table.ScoreRows;
import org.histochain.activities.table.ScoreTableFile;
import org.histochain.workflows.contract.ArtifactRef;
import org.histochain.workflows.contract.AugmentSpec;
import org.histochain.workflows.contract.BestStage;
import org.histochain.workflows.contract.ChainSpec;
import org.histochain.workflows.contract.DatasetRef;
import org.histochain.workflows.contract.Evaluated;
import org.histochain.workflows.contract.FilterSpec;
import org.histochain.workflows.contract.IterationSpec;
import org.histochain.workflows.contract.LabelSpec;
import org.histochain.workflows.contract.ModelInput;
import org.histochain.workflows.contract.NetworkSpec;
import org.histochain.workflows.contract.Normalisation;
import org.histochain.workflows.contract.NormaliseSpec;
import org.histochain.workflows.contract.PatchCounts;
import org.histochain.workflows.contract.PatchTables;
import org.histochain.workflows.contract.Prepared;
import org.histochain.workflows.contract.RecordRequest;
import org.histochain.workflows.contract.ReportRequest;
import org.histochain.workflows.contract.Reported;
import org.histochain.workflows.contract.ScoreTable;
import org.histochain.workflows.contract.Scores;
import org.histochain.workflows.contract.SplitSpec;
import org.histochain.workflows.contract.StageName;
import org.histochain.workflows.contract.StageRecord;
import org.histochain.workflows.contract.StepContext;
import org.histochain.workflows.contract.StepRun;
import org.histochain.workflows.contract.Trained;
import org.histochain.workflows.contract.TrainingSpec;
import org.jspecify.annotations.Nullable;

/** A chain of one iteration whose models are text, in a store in memory. */
final class ReportFixture {
  static final String CHAIN = "a-chain";

  private final Path folder;
  private final List<String> classes;
  private final StepRunner runner;
  private final Datasets datasets;
  private @Nullable DatasetRef dataset;
  final Artifacts artifacts;
  final List<String> scored = new ArrayList<>();
  @Nullable Scores colourOnTest;

  ReportFixture(Path folder, List<String> classes) {
    SimpleMeterRegistry meters = new SimpleMeterRegistry();
    this.folder = folder;
    this.classes = List.copyOf(classes);
    this.artifacts = new Artifacts(new MemoryStore(), folder.resolve("cache"), meters);
    this.runner = new StepRunner(artifacts, producer(), meters);
    this.datasets = new Datasets(artifacts);
  }

  static Producer producer() {
    return new Producer("0.1.0", "cpu-test");
  }

  ChainFolder folder() {
    return new ChainFolder(artifacts.store(), CHAIN);
  }

  static ChainSpec spec() {
    return spec(new DatasetRef("tiles", "d".repeat(64)));
  }

  private static ChainSpec spec(DatasetRef dataset) {
    TrainingSpec training = new TrainingSpec(150, null, 64, 2e-3, 1e-3, "uniform");
    return new ChainSpec(
        dataset,
        new SplitSpec(0.1, 0.3, 1234),
        new LabelSpec(6, null, null, 1, "refuse"),
        new NormaliseSpec("pool", null),
        new NetworkSpec("resnet10", 16, "auto"),
        new IterationSpec(1, null, "balancedAccuracy"),
        new FilterSpec("0.8", 1),
        training,
        training,
        training,
        new AugmentSpec(true, true, 0.14, 0.3, 0.33),
        2,
        1);
  }

  /** Four test patches of the first two classes, two of each. */
  Prepared prepared() throws IOException {
    Path file = folder.resolve("test.parquet");
    PatchTable.write(
        file,
        List.of(
            new PatchRow("t0", 0, "case-1", "pixels"),
            new PatchRow("t1", 0, "case-2", "pixels"),
            new PatchRow("t2", 1, "case-3", "pixels"),
            new PatchRow("t3", 1, null, "pixels")));
    return prepared(artifacts.put(file), 4);
  }

  Prepared prepared(ArtifactRef test, int testPatches) throws IOException {
    ArtifactRef none = blob("a table that the report does not read");
    return new Prepared(
        classes,
        28,
        1,
        new PatchCounts(12, 46, 10, testPatches),
        new PatchTables(none, none, validation(), test, poolTruth()),
        Normalisation.IMAGENET,
        new NetworkSpec("resnet10", 16, "small"),
        new StepRun("p".repeat(64), false, 0.5));
  }

  List<StageRecord> stages() {
    return List.of(
        stage(0, StageName.teacher, "teacher", 0.5),
        stage(1, StageName.pretrained, "pretrained", 0.9),
        stage(1, StageName.finetuned, "finetuned", 0.75));
  }

  StageRecord stage(int iteration, StageName name, String model, double validation) {
    boolean teacher = name == StageName.teacher;
    return new StageRecord(
        iteration,
        name,
        teacher ? 0 : 40,
        teacher ? null : classes.stream().map(String::length).toList(),
        new Trained(blob(model), blob(model + " card"), 0.1, 1000, new StepRun("k", false, 10)),
        new Evaluated(
            new Scores(
                validation,
                validation,
                validation,
                0.05,
                Map.of(classes.get(1), validation, classes.get(0), validation),
                List.of(validation - 0.1, validation + 0.1)),
            details(),
            predictions(),
            new StepRun("e", true, 1)),
        teacher ? null : selection(iteration),
        teacher ? null : scores(iteration));
  }

  /** Four validation patches of the first class. */
  private ArtifactRef validation() throws IOException {
    List<PatchRow> rows = new ArrayList<>();
    for (int n = 0; n < 4; n++) {
      rows.add(new PatchRow("v" + n, 0, "case-9", "pixels"));
    }
    return artifacts.put(file -> PatchTable.write(file, rows));
  }

  /** All of them found but one, each with a confidence of 0.9. */
  private ArtifactRef predictions() {
    float[][] rows = new float[4][classes.size()];
    for (int n = 0; n < rows.length; n++) {
      rows[n][n == 3 ? 1 : 0] = 0.9f;
      rows[n][n == 3 ? 0 : 1] = 0.1f;
    }
    ScoreRows scores = new ScoreRows(classes, List.of("v0", "v1", "v2", "v3"), rows);
    try {
      return artifacts.put(file -> ScoreTableFile.write(file, scores));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One validation patch of the first class, found. */
  private ArtifactRef details() {
    float[][] probabilities = new float[1][classes.size()];
    probabilities[0][0] = 1;
    List<@Nullable String> groups = Arrays.asList("case-9");
    try {
      return artifacts.put(
          Json.canonical(
              Evaluation.of(classes, new int[] {0}, probabilities, groups, 1).details()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Records the stages, a request each, and reports with the given stage as best. */
  Reported report(Prepared prepared, List<StageRecord> stages, StageRecord best)
      throws IOException {
    return report(CHAIN, prepared, stages, best);
  }

  Reported report(String chain, Prepared prepared, List<StageRecord> stages, StageRecord best)
      throws IOException {
    StepContext context = new StepContext(chain, best.iteration());
    ArtifactRef list = null;
    for (StageRecord stage : stages) {
      list =
          new RecordStagesStep(artifacts, new SimpleMeterRegistry())
              .run(new RecordRequest(context, list, List.of(stage)));
    }
    if (list == null) {
      throw new IllegalArgumentException("no stages");
    }
    BestStage bestStage = new BestStage(best.iteration(), best.model().model().sha256(), 0);
    GalleryWriter gallery =
        new GalleryWriter(
            artifacts, datasets, new PatchLoader(artifacts, folder.resolve("scratch")));
    return new ReportStep(
            artifacts, runner, producer(), this::score, (request, monitor) -> colourOnTest, gallery)
        .run(
            new ReportRequest(context, spec(dataset()), prepared, list, bestStage),
            StepMonitor.silent());
  }

  /** Eighteen synthetic patches of 16 pixels, their classes dealt out in turn. */
  DatasetRef dataset() throws IOException {
    if (dataset == null) {
      new DatasetImporter(artifacts, datasets, folder.resolve("scratch"))
          .run(new SynthRequest("tiles", 18, 16, 0.5, 1), StepMonitor.silent());
      DatasetManifest made = datasets.load(datasets.require("tiles"));
      List<IndexRow> rows = DatasetIndex.load(artifacts, made).rows();
      ArtifactRef index =
          artifacts.put(
              file -> {
                try (IndexTable.Writer writer = IndexTable.writer(file)) {
                  for (IndexRow row : rows) {
                    writer.write(
                        new IndexRow(
                            row.id(),
                            row.row() % classes.size(),
                            null,
                            row.group(),
                            row.shard(),
                            row.row(),
                            row.pixelDigest(),
                            row.sums()));
                  }
                }
              });
      dataset =
          datasets.publish(
              new DatasetManifest(
                  made.schema(),
                  made.name(),
                  classes,
                  made.side(),
                  made.shards(),
                  index,
                  made.counts(),
                  made.skipped(),
                  made.source()));
    }
    return dataset;
  }

  /** Returns the ids of the data set's patches, in order. */
  List<String> ids() throws IOException {
    return DatasetIndex.load(artifacts, datasets.load(dataset())).rows().stream()
        .map(IndexRow::id)
        .toList();
  }

  /** The stages of a chain of two iterations. */
  List<StageRecord> twoIterations() {
    List<StageRecord> stages = new ArrayList<>(stages());
    stages.add(stage(2, StageName.pretrained, "pretrained again", 0.8));
    stages.add(stage(2, StageName.finetuned, "finetuned again", 0.85));
    return stages;
  }

  /** Twelve patches of the pool. */
  private ArtifactRef selection(int iteration) {
    return table(iteration, 12);
  }

  /** An index over the whole pool's soft labels. */
  private ArtifactRef scores(int iteration) {
    try {
      return artifacts.put(
          Json.canonical(
              new ScoreIndex(
                  List.of(new ScoreTable(table(iteration, 18), 18), new ScoreTable(blob(""), 0)))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The first patches, all called the first class, ever less confidently; from iteration 2 on the
   * second, the third and the twelfth are called the second class.
   */
  private ArtifactRef table(int iteration, int patches) {
    try {
      List<String> ids = ids().subList(0, patches);
      float[][] rows = new float[patches][classes.size()];
      for (int n = 0; n < rows.length; n++) {
        int label = iteration > 1 && (n == 1 || n == 2 || n == 11) ? 1 : 0;
        rows[n][label] = 0.99f - n * 0.01f;
        rows[n][1 - label] = 1 - rows[n][label];
      }
      ScoreRows scores = new ScoreRows(classes, ids, rows);
      return artifacts.put(file -> ScoreTableFile.write(file, scores));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The truth of the first ten patches; of the others it is not known. */
  private ArtifactRef poolTruth() throws IOException {
    List<PatchRow> rows = new ArrayList<>();
    for (int n = 0; n < 10; n++) {
      rows.add(new PatchRow(ids().get(n), n % classes.size(), null, "pixels"));
    }
    return artifacts.put(file -> PatchTable.write(file, rows));
  }

  /** The teacher calls everything the first class; the others are right. */
  private float[][] score(
      ModelInput input, ArtifactRef model, List<String> patchIds, StepMonitor monitor) {
    scored.add(model.sha256());
    boolean teacher = model.equals(blob("teacher"));
    float[][] probabilities = new float[patchIds.size()][input.classes().size()];
    for (int i = 0; i < probabilities.length; i++) {
      boolean second = patchIds.get(i).equals("t2") || patchIds.get(i).equals("t3");
      probabilities[i][!teacher && second ? 1 : 0] = 1;
    }
    return probabilities;
  }

  ArtifactRef blob(String content) {
    try {
      return artifacts.put(content.getBytes(UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
