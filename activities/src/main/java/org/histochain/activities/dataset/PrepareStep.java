package org.histochain.activities.dataset;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.histochain.activities.artifact.Artifacts;
import org.histochain.activities.step.StepFailure;
import org.histochain.activities.step.StepIdentity;
import org.histochain.activities.step.StepOutput;
import org.histochain.activities.step.StepResult;
import org.histochain.activities.step.StepRunner;
import org.histochain.activities.table.PatchRow;
import org.histochain.activities.table.PatchTable;
import org.histochain.workflows.contract.ArtifactRef;
import org.histochain.workflows.contract.ChainRules;
import org.histochain.workflows.contract.ChainSpec;
import org.histochain.workflows.contract.FailureTypes;
import org.histochain.workflows.contract.LabelSpec;
import org.histochain.workflows.contract.NetworkSpec;
import org.histochain.workflows.contract.Normalisation;
import org.histochain.workflows.contract.NormaliseSpec;
import org.histochain.workflows.contract.PatchCounts;
import org.histochain.workflows.contract.PatchTables;
import org.histochain.workflows.contract.PrepareRequest;
import org.histochain.workflows.contract.Prepared;
import org.histochain.workflows.contract.SplitSpec;

/**
 * The prepare step: checks a chain's settings against its data set, splits, draws the labelled set
 * and measures the pool.
 */
public final class PrepareStep {
  private static final String STEP = "prepare";
  private static final int ALGORITHM_VERSION = 1;

  private final Artifacts artifacts;
  private final StepRunner runner;
  private final Datasets datasets;

  /** What decides the tables: all other settings are applied to them afterwards. */
  private record Decisive(String dataset, SplitSpec split, LabelSpec labels) {}

  private record Facts(PatchCounts counts, Normalisation pool) {}

  public PrepareStep(Artifacts artifacts, StepRunner runner, Datasets datasets) {
    this.artifacts = artifacts;
    this.runner = runner;
    this.datasets = datasets;
  }

  /**
   * Prepares a chain.
   *
   * @throws StepFailure {@code InvalidChain} if settings are out of range or do not fit the data
   *     set, {@code InvalidDataset} if that version is not in the store
   */
  public Prepared run(PrepareRequest request) throws IOException {
    ChainSpec spec = request.spec();
    refuse(ChainRules.check(spec));
    DatasetManifest manifest = datasets.load(spec.dataset());
    refuse(ChainRules.checkAgainst(spec, manifest.classes().size()));
    if (manifest.classes().size() < 2) {
      throw invalid(
          "Data set " + manifest.name() + " has one class: a classifier needs at least two");
    }
    SortedMap<String, ArtifactRef> inputs = new TreeMap<>();
    inputs.put("index", manifest.index());
    if (spec.labels().list() != null) {
      inputs.put("labels", spec.labels().list());
    }
    Decisive decisive = new Decisive(spec.dataset().digest(), spec.split(), spec.labels());
    StepResult result =
        runner.run(
            request.context(),
            new StepIdentity(STEP, ALGORITHM_VERSION, decisive, inputs),
            () -> work(manifest, spec));
    return prepared(manifest, spec, result);
  }

  private StepOutput work(DatasetManifest manifest, ChainSpec spec) throws IOException {
    ArtifactRef list = spec.labels().list();
    List<String> listed =
        list == null ? List.of() : LabelList.ids(new String(artifacts.read(list), UTF_8));
    ChainTables tables =
        ChainTables.of(
            DatasetIndex.load(artifacts, manifest),
            manifest.classes(),
            spec.split(),
            spec.labels(),
            listed);
    SortedMap<String, ArtifactRef> outputs = new TreeMap<>();
    outputs.put("labelled", store(tables.labelled()));
    outputs.put("pool", store(tables.pool()));
    outputs.put("validation", store(tables.validation()));
    outputs.put("test", store(tables.test()));
    outputs.put("poolTruth", store(tables.poolTruth()));
    PatchCounts counts =
        new PatchCounts(
            tables.labelled().size(),
            tables.pool().size(),
            tables.validation().size(),
            tables.test().size());
    long pixels = (long) tables.trainSize() * manifest.side() * manifest.side();
    return new StepOutput(
        outputs, new Facts(counts, ChannelStatistics.of(tables.trainSums(), pixels)));
  }

  private ArtifactRef store(List<PatchRow> rows) throws IOException {
    return artifacts.put(file -> PatchTable.write(file, rows));
  }

  private static Prepared prepared(DatasetManifest manifest, ChainSpec spec, StepResult result) {
    Facts facts = result.metrics(Facts.class);
    if (spec.chain().iterations() > 0 && facts.counts().pool() == 0) {
      throw invalid(
          "chain.iterations is "
              + spec.chain().iterations()
              + ", but no patch is left for the unlabelled pool: label fewer, or set chain.iterations"
              + " to 0 for supervised training");
    }
    PatchTables tables =
        new PatchTables(
            result.output("labelled"),
            result.output("pool"),
            result.output("validation"),
            result.output("test"),
            result.output("poolTruth"));
    return new Prepared(
        manifest.classes(),
        manifest.side(),
        manifest.shards().size(),
        facts.counts(),
        tables,
        normalisation(spec.normalise(), facts.pool()),
        network(spec.network(), manifest.side()),
        result.run());
  }

  private static Normalisation normalisation(NormaliseSpec spec, Normalisation pool) {
    if (spec.mode().equals("imagenet")) {
      return Normalisation.IMAGENET;
    }
    if (spec.given() != null) {
      return spec.given();
    }
    if (pool.std().contains(0.0)) {
      throw invalid(
          "normalise: pool finds a colour channel that is the same in every pixel (std "
              + pool.std()
              + "): set normalise: imagenet, or give mean and std");
    }
    return pool;
  }

  private static NetworkSpec network(NetworkSpec spec, int side) {
    if (!spec.stem().equals("auto")) {
      return spec;
    }
    String stem = side < 40 ? "small" : side < 112 ? "medium" : "imagenet";
    return new NetworkSpec(spec.name(), spec.width(), stem);
  }

  private static void refuse(List<ChainRules.Violation> violations) {
    if (!violations.isEmpty()) {
      throw invalid(
          violations.stream().map(ChainRules.Violation::message).collect(Collectors.joining("; ")));
    }
  }

  private static StepFailure invalid(String message) {
    return new StepFailure(FailureTypes.INVALID_CHAIN, message);
  }
}
