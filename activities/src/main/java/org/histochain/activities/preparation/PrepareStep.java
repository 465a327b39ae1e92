package org.histochain.activities.preparation;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.histochain.activities.artifact.Artifacts;
import org.histochain.activities.dataset.ChannelStatistics;
import org.histochain.activities.dataset.DatasetIndex;
import org.histochain.activities.dataset.DatasetManifest;
import org.histochain.activities.dataset.Datasets;
import org.histochain.activities.dataset.PatchFile;
import org.histochain.activities.dataset.PatchLoader;
import org.histochain.activities.step.StepFailure;
import org.histochain.activities.step.StepIdentity;
import org.histochain.activities.step.StepMonitor;
import org.histochain.activities.step.StepOutput;
import org.histochain.activities.step.StepResult;
import org.histochain.activities.step.StepRunner;
import org.histochain.activities.table.ChannelSums;
import org.histochain.activities.table.PatchRow;
import org.histochain.activities.table.PatchTable;
import org.histochain.workflows.contract.ArtifactRef;
import org.histochain.workflows.contract.ChainRules;
import org.histochain.workflows.contract.ChainSpec;
import org.histochain.workflows.contract.FailureTypes;
import org.histochain.workflows.contract.LabelSpec;
import org.histochain.workflows.contract.Normalisation;
import org.histochain.workflows.contract.NormaliseSpec;
import org.histochain.workflows.contract.PatchCounts;
import org.histochain.workflows.contract.PatchTables;
import org.histochain.workflows.contract.PrepareRequest;
import org.histochain.workflows.contract.Prepared;
import org.histochain.workflows.contract.SplitSpec;
import org.histochain.workflows.contract.TrainingTables;
import org.jspecify.annotations.Nullable;

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
  private final PatchLoader patches;

  /** What decides the tables: all other settings are applied to them afterwards. */
  private record Decisive(
      String dataset, SplitSpec split, LabelSpec labels, @Nullable String stain) {}

  /** The smallest pool of a fold is null without folds. */
  private record Facts(
      PatchCounts counts, Normalisation pool, @Nullable Integer smallestFoldPool) {}

  public PrepareStep(
      Artifacts artifacts, StepRunner runner, Datasets datasets, PatchLoader patches) {
    this.artifacts = artifacts;
    this.runner = runner;
    this.datasets = datasets;
    this.patches = patches;
  }

  /**
   * Prepares a chain.
   *
   * @throws StepFailure {@code InvalidChain} if settings are out of range or do not fit the data
   *     set, {@code InvalidDataset} if that version is not in the store
   */
  public Prepared run(PrepareRequest request, StepMonitor monitor) throws IOException {
    ChainSpec spec = request.spec();
    refuse(ChainRules.check(spec));
    DatasetManifest manifest = datasets.load(spec.dataset());
    requireClasses(manifest);
    refuse(ChainRules.checkAgainst(spec, manifest.classes().size()));
    SortedMap<String, ArtifactRef> inputs = new TreeMap<>();
    inputs.put("index", manifest.index());
    if (spec.labels().list() != null) {
      inputs.put("labels", spec.labels().list());
    }
    Decisive decisive =
        new Decisive(spec.dataset().digest(), spec.split(), spec.labels(), spec.stain());
    StepResult result =
        runner.run(
            request.context(),
            new StepIdentity(STEP, ALGORITHM_VERSION, decisive, inputs),
            () -> work(manifest, spec, monitor));
    return prepared(manifest, spec, result);
  }

  private static void requireClasses(DatasetManifest manifest) {
    if (manifest.classes().isEmpty()) {
      throw invalid(
          "No patch of data set "
              + manifest.name()
              + " has a class: import it again with the class of some, in the table's class column or"
              + " as a folder for each class");
    }
    if (manifest.classes().size() < 2) {
      throw invalid(
          "Data set " + manifest.name() + " has one class: a classifier needs at least two");
    }
  }

  private StepOutput work(DatasetManifest manifest, ChainSpec spec, StepMonitor monitor)
      throws IOException {
    ArtifactRef list = spec.labels().list();
    List<String> listed =
        list == null ? List.of() : LabelList.ids(new String(artifacts.read(list), UTF_8));
    ChainTables tables =
        ChainTables.of(
            DatasetIndex.load(artifacts, manifest),
            manifest.classes(),
            spec.split(),
            spec.labels(),
            listed,
            manifest.side());
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
    Integer smallest = storeFolds(tables, manifest, spec.split(), outputs);
    long pixels = (long) tables.trainSize() * manifest.side() * manifest.side();
    Normalisation pool =
        ChannelStatistics.of(sums(tables, manifest, spec.stain(), monitor), pixels);
    return new StepOutput(outputs, new Facts(counts, pool, smallest));
  }

  private @Nullable Integer storeFolds(
      ChainTables tables,
      DatasetManifest manifest,
      SplitSpec split,
      SortedMap<String, ArtifactRef> outputs)
      throws IOException {
    if (split.folds() == null) {
      return null;
    }
    int smallest = tables.pool().size();
    List<FoldTables> folds = FoldTables.of(tables, manifest.classes(), split.folds(), split.seed());
    for (int fold = 0; fold < folds.size(); fold++) {
      outputs.put("labelled" + fold, store(folds.get(fold).labelled()));
      outputs.put("pool" + fold, store(folds.get(fold).pool()));
      outputs.put("held" + fold, store(folds.get(fold).held()));
      smallest = Math.min(smallest, folds.get(fold).pool().size());
    }
    return smallest;
  }

  /**
   * Sums over labelled and pool as the networks will see them. Patches are decoded in the portions
   * that later steps ask for, so that those find them.
   */
  private ChannelSums sums(
      ChainTables tables, DatasetManifest manifest, @Nullable String stain, StepMonitor monitor)
      throws IOException {
    if (stain == null) {
      return tables.trainSums();
    }
    Set<String> pool = tables.pool().stream().map(PatchRow::id).collect(Collectors.toSet());
    ChannelSums sums =
        sums(manifest, tables.labelled().stream().map(PatchRow::id).toList(), stain, monitor);
    for (int shard = 0; shard < manifest.shards().size(); shard++) {
      sums = sums.plus(sums(manifest, patches.shardIds(manifest, shard, pool), stain, monitor));
    }
    return sums;
  }

  private ChannelSums sums(
      DatasetManifest manifest, List<String> ids, String stain, StepMonitor monitor)
      throws IOException {
    ChannelSums sums = ChannelSums.ZERO;
    try (PatchFile decoded = patches.load(manifest, ids, stain, monitor)) {
      for (int index = 0; index < decoded.size(); index++) {
        sums = sums.plus(ChannelSums.of(decoded.patch(index).toArray(ValueLayout.JAVA_BYTE)));
      }
    }
    return sums;
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
    Integer smallest = facts.smallestFoldPool();
    if (spec.chain().iterations() > 0 && smallest != null && smallest == 0) {
      throw invalid(
          "split.validation is labels, but a fold's groups hold the whole unlabelled pool: add"
              + " patches of other groups, or set chain.iterations to 0");
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
        spec.network().forSide(manifest.side()),
        result.run(),
        folds(spec.split(), result),
        null);
  }

  private static @Nullable List<TrainingTables> folds(SplitSpec split, StepResult result) {
    if (split.folds() == null) {
      return null;
    }
    return IntStream.range(0, split.folds())
        .mapToObj(
            fold ->
                new TrainingTables(
                    result.output("labelled" + fold),
                    result.output("pool" + fold),
                    result.output("held" + fold)))
        .toList();
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
