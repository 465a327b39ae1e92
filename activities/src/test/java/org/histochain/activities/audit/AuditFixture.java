package org.histochain.activities.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.histochain.activities.artifact.Artifacts;
import org.histochain.activities.artifact.MemoryStore;
import org.histochain.activities.dataset.DatasetIndex;
import org.histochain.activities.dataset.DatasetManifest;
import org.histochain.activities.dataset.Datasets;
import org.histochain.activities.dataset.PatchFile;
import org.histochain.activities.dataset.PatchLoader;
import org.histochain.activities.importing.DatasetImporter;
import org.histochain.activities.importing.SynthRequest;
import org.histochain.activities.step.Producer;
import org.histochain.activities.step.StepMonitor;
import org.histochain.activities.step.StepRunner;
import org.histochain.activities.table.IndexRow;
import org.histochain.activities.table.PatchRow;
import org.histochain.activities.table.PatchTable;
import org.histochain.workflows.contract.ArtifactRef;
import org.histochain.workflows.contract.AugmentSpec;
import org.histochain.workflows.contract.ChainSpec;
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
import org.histochain.workflows.contract.SplitSpec;
import org.histochain.workflows.contract.StepContext;
import org.histochain.workflows.contract.StepRun;
import org.histochain.workflows.contract.TrainingSpec;
import org.jspecify.annotations.Nullable;

/**
 * Synthetic patches in a store in memory, half of them the labelled set, half test, and a model
 * that calls a patch by the sum of its pixel values: it sees every change but a quarter turn.
 */
final class AuditFixture {
  static final String CHAIN = "a-chain";
  static final int CLASSES = 9;

  final Artifacts artifacts;
  final PatchLoader patches;
  final Path scratch;
  final List<PatchRow> test = new ArrayList<>();
  final List<byte[]> seen = new ArrayList<>();
  final AuditStep step;
  final AuditReport report;
  final DatasetManifest manifest;
  private final Datasets datasets;
  private final StepRunner runner;
  private final List<PatchRow> labelled = new ArrayList<>();
  private final Map<String, Integer> truth = new HashMap<>();

  AuditFixture(Path folder) throws IOException {
    SimpleMeterRegistry meters = new SimpleMeterRegistry();
    artifacts = new Artifacts(new MemoryStore(), folder.resolve("cache"), meters);
    patches = new PatchLoader(artifacts, folder.resolve("decoded"));
    scratch = folder.resolve("scratch");
    datasets = new Datasets(artifacts);
    Producer producer = new Producer("0.1.0", "cpu-test");
    runner = new StepRunner(artifacts, producer, meters);
    report = new AuditReport(artifacts, datasets, patches, producer);
    new DatasetImporter(artifacts, datasets, folder.resolve("import"))
        .run(new SynthRequest("tiles", 90, 16, 0.5, 1), StepMonitor.silent());
    manifest = datasets.load(datasets.require("tiles"));
    for (IndexRow row : DatasetIndex.load(artifacts, manifest).rows()) {
      PatchRow patch = new PatchRow(row.id(), row.classIndex(), row.group(), row.pixelDigest());
      (labelled.size() <= test.size() ? labelled : test).add(patch);
      truth.put(row.id(), row.classIndex());
    }
    step = stepWith(this::score);
  }

  AuditStep stepWith(PatchScorer scorer) {
    return new AuditStep(artifacts, runner, datasets, patches, scorer, scratch);
  }

  AuditRequest request(String model, @Nullable String stain) throws IOException {
    return request(model, stain, test);
  }

  AuditRequest request(String model, @Nullable String stain, List<PatchRow> rows)
      throws IOException {
    TrainingSpec training = new TrainingSpec(150, null, 64, 2e-3, 1e-3, "uniform");
    NetworkSpec network = new NetworkSpec("resnet10", 16, "small");
    ChainSpec spec =
        new ChainSpec(
            manifest.ref(),
            new SplitSpec(0.1, 0.3, 1234),
            new LabelSpec(6, null, null, 1, "refuse"),
            new NormaliseSpec("pool", null),
            network,
            new IterationSpec(1, null, "balancedAccuracy"),
            new FilterSpec("0.8", 1),
            training,
            training,
            training,
            new AugmentSpec(true, true, 0.14, 0.3, 0.33),
            1,
            1,
            stain);
    ArtifactRef none = artifacts.put("no table of the audit's".getBytes(UTF_8));
    Prepared prepared =
        new Prepared(
            manifest.classes(),
            manifest.side(),
            1,
            new PatchCounts(labelled.size(), 0, 0, rows.size()),
            new PatchTables(table(labelled), none, none, table(rows), none),
            Normalisation.IMAGENET,
            network,
            new StepRun("p".repeat(64), false, 0.5));
    return new AuditRequest(
        new StepContext(CHAIN, 1), spec, prepared, 1, artifacts.put(model.getBytes(UTF_8)));
  }

  /** What the model calls a patch: right, or the next class where its sum is no multiple of 3. */
  int called(String id, byte[] pixels) {
    int sum = 0;
    for (byte value : pixels) {
      sum += value & 0xFF;
    }
    int label = truth.getOrDefault(id, 0);
    return sum % 3 == 0 ? label : (label + 1) % CLASSES;
  }

  private float[][] score(
      ModelInput input, ArtifactRef model, PatchFile file, StepMonitor monitor) {
    float[][] probabilities = new float[file.size()][CLASSES];
    for (int index = 0; index < file.size(); index++) {
      byte[] pixels = file.patch(index).toArray(ValueLayout.JAVA_BYTE);
      seen.add(pixels);
      probabilities[index][called(file.ids().get(index), pixels)] = 1;
    }
    return probabilities;
  }

  private ArtifactRef table(List<PatchRow> rows) throws IOException {
    return artifacts.put(file -> PatchTable.write(file, rows));
  }
}
