package org.histochain.worker.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.histochain.activities.artifact.Artifacts;
import org.histochain.activities.artifact.StoreLocation;
import org.histochain.activities.artifact.Stores;
import org.histochain.activities.checkpoint.CheckpointRhythm;
import org.histochain.activities.dataset.DatasetIndex;
import org.histochain.activities.dataset.DatasetManifest;
import org.histochain.activities.dataset.Datasets;
import org.histochain.activities.importing.DatasetImporter;
import org.histochain.activities.importing.SynthRequest;
import org.histochain.activities.report.ChainFolder;
import org.histochain.activities.report.Summary;
import org.histochain.activities.service.StepServices;
import org.histochain.activities.step.StepMonitor;
import org.histochain.activities.table.IndexRow;
import org.histochain.activities.table.IndexTable;
import org.histochain.worker.telemetry.Telemetry;
import org.histochain.workflows.chain.ChainRequest;
import org.histochain.workflows.contract.ArtifactRef;
import org.histochain.workflows.contract.AugmentSpec;
import org.histochain.workflows.contract.ChainSpec;
import org.histochain.workflows.contract.DatasetRef;
import org.histochain.workflows.contract.FilterSpec;
import org.histochain.workflows.contract.IterationSpec;
import org.histochain.workflows.contract.LabelSpec;
import org.histochain.workflows.contract.NetworkSpec;
import org.histochain.workflows.contract.NormaliseSpec;
import org.histochain.workflows.contract.Settable;
import org.histochain.workflows.contract.SplitSpec;
import org.histochain.workflows.contract.TrainingSpec;

/**
 * Whole chains over a few synthetic patches, with a folder as store and Temporal in this process.
 */
final class TinyChain {
  private static final int PATCHES = 180;

  private final Path folder;
  private final Artifacts artifacts;
  private final Telemetry telemetry = Telemetry.silent();

  /** Uses {@code folder/store}, which may hold what earlier chains left. */
  TinyChain(Path folder) throws IOException {
    this.folder = folder;
    Path store = Files.createDirectories(folder.resolve("store"));
    artifacts =
        new Artifacts(
            Stores.open(StoreLocation.folder(store)),
            folder.resolve("cache"),
            telemetry.registry());
  }

  Artifacts artifacts() {
    return artifacts;
  }

  /** Draws the patches and declares every fifth one validation, and the one after it test. */
  DatasetRef dataset() throws IOException {
    Datasets datasets = new Datasets(artifacts);
    DatasetImporter importer = new DatasetImporter(artifacts, datasets, folder.resolve("scratch"));
    importer.run(new SynthRequest("tiny", PATCHES, 16, 0.3, 1), StepMonitor.silent());
    return changed(
        datasets.require("tiny"), row -> withClassAndSplit(row, row.classIndex(), split(row)));
  }

  /** Publishes a data set that differs in its index alone. */
  DatasetRef changed(DatasetRef dataset, UnaryOperator<IndexRow> change) throws IOException {
    Datasets datasets = new Datasets(artifacts);
    DatasetManifest manifest = datasets.load(dataset);
    Path file = Files.createTempFile(folder, "index", ".parquet");
    try (IndexTable.Writer writer = IndexTable.writer(file)) {
      for (IndexRow row : DatasetIndex.load(artifacts, manifest).rows()) {
        writer.write(change.apply(row));
      }
    }
    return datasets.publish(
        new DatasetManifest(
            manifest.schema(),
            manifest.name(),
            manifest.classes(),
            manifest.side(),
            manifest.shards(),
            artifacts.put(file),
            manifest.counts(),
            manifest.skipped(),
            manifest.source()));
  }

  /** Returns the patches of the training split, in shard order. */
  List<IndexRow> training(DatasetRef dataset) throws IOException {
    DatasetManifest manifest = new Datasets(artifacts).load(dataset);
    return DatasetIndex.load(artifacts, manifest).rows().stream()
        .filter(row -> "train".equals(row.split()))
        .toList();
  }

  /** Stores a list of the first three training patches of each class. */
  ArtifactRef list(DatasetRef dataset) throws IOException {
    List<IndexRow> listed = new ArrayList<>();
    training(dataset).stream()
        .collect(Collectors.groupingBy(IndexRow::classIndex))
        .values()
        .forEach(rows -> listed.addAll(rows.subList(0, 3)));
    String csv =
        listed.stream().map(IndexRow::id).collect(Collectors.joining("\n", "patch_id\n", "\n"));
    return artifacts.put(csv.getBytes(UTF_8));
  }

  static IndexRow withClassAndSplit(IndexRow row, int classIndex, String split) {
    return new IndexRow(
        row.id(), classIndex, split, null, row.shard(), row.row(), row.pixelDigest(), row.sums());
  }

  static ChainSpec spec(DatasetRef dataset, ArtifactRef list, String k) {
    return spec(dataset, list, k, 2, new TrainingSpec(4, null, 16, 2e-3, 1e-3, "uniform"));
  }

  static ChainSpec spec(
      DatasetRef dataset, ArtifactRef list, String k, int iterations, TrainingSpec training) {
    return new ChainSpec(
        dataset,
        new SplitSpec(0.1, 0.3, 1),
        new LabelSpec(null, null, list, 1, "refuse"),
        new NormaliseSpec("pool", null),
        new NetworkSpec("resnet10", 4, "auto"),
        new IterationSpec(iterations, null, "balancedAccuracy"),
        new FilterSpec(k, 1),
        training,
        training,
        training,
        new AugmentSpec(true, true, 0.1, 0.2, 0.2),
        1,
        1);
  }

  /** Returns a chain of one iteration with validation within the labels and every option on. */
  static ChainSpec everyOption(DatasetRef dataset, ArtifactRef list) {
    TrainingSpec training =
        new TrainingSpec(2, null, 16, 2e-3, 1e-3, "balanced", 0.2, 1.0, 0.05, 0.5, 0.5, null);
    return new ChainSpec(
        dataset,
        new SplitSpec(0, 0.3, 1, 2),
        new LabelSpec(null, null, list, 1, "refuse"),
        new NormaliseSpec("pool", null),
        new NetworkSpec("resnet10", 4, "auto"),
        new IterationSpec(1, null, "balancedAccuracy"),
        new FilterSpec("0.8", 1),
        training,
        training,
        training,
        new AugmentSpec(true, true, 0.1, 0.2, 0.2, 0.05),
        1,
        1,
        "macenko");
  }

  /**
   * Returns the same chain with every option of the method on that may change from an iteration.
   */
  static ChainSpec withMethodOptions(ChainSpec spec) {
    Map<String, String> options = new TreeMap<>();
    options.put("chain.warmStart", "true");
    options.put("chain.teacher", "best");
    options.put("filter.align", "labels");
    options.put("pretrain.noise", "1.5");
    options.put("pretrain.mixup", "0.4");
    options.put("pretrain.temperature", "0.5");
    options.put("pretrain.ema", "0.9");
    options.put("pretrain.consistency.threshold", "0.2");
    options.put("pretrain.consistency.ratio", "2");
    options.put("finetune.noise", "0.5");
    options.put("finetune.mixup", "0.2");
    return Settable.apply(spec, options);
  }

  /** Runs a chain to its end. */
  Summary run(String id, ChainSpec spec) throws Exception {
    return run(id, spec, services());
  }

  /** Runs a chain to its end, with steps that see the store as {@code seen}. */
  Summary run(
      String id, ChainSpec spec, CheckpointRhythm rhythm, Artifacts seen, MeterRegistry meters)
      throws Exception {
    return run(
        id, spec, StepServices.create(seen, folder.resolve("scratch"), rhythm, "test", meters));
  }

  /** Returns the steps that see the store as it is. */
  StepServices services() {
    return StepServices.create(
        artifacts,
        folder.resolve("scratch"),
        CheckpointRhythm.EVERY_MINUTE,
        "test",
        telemetry.registry());
  }

  /** Runs a chain to its end, with steps of one's own. */
  Summary run(String id, ChainSpec spec, StepServices services) throws Exception {
    try (EmbeddedTemporal temporal =
            EmbeddedTemporal.start(folder.resolve("temporal-" + id), Optional.empty());
        WorkerProcess worker =
            new WorkerProcess(
                temporal.connection(), services, EnumSet.allOf(Role.class), telemetry)) {
      worker.start();
      ChainStarter starter = new ChainStarter(temporal.connection());
      starter.start(id, ChainRequest.of(spec));
      starter.await(id);
    }
    return new ChainFolder(artifacts.store(), id).summary().orElseThrow();
  }

  private static String split(IndexRow row) {
    int place = row.row() % 10;
    return place == 0 || place == 5 ? "validation" : place == 1 || place == 6 ? "test" : "train";
  }
}
