package org.histochain.activities.training;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.histochain.activities.artifact.Artifacts;
import org.histochain.activities.checkpoint.Checkpoint;
import org.histochain.activities.checkpoint.CheckpointFolder;
import org.histochain.activities.checkpoint.CheckpointKeeper;
import org.histochain.activities.checkpoint.CheckpointRhythm;
import org.histochain.activities.checkpoint.StorePatience;
import org.histochain.activities.dataset.DatasetManifest;
import org.histochain.activities.dataset.Datasets;
import org.histochain.activities.dataset.PatchFile;
import org.histochain.activities.dataset.PatchLoader;
import org.histochain.activities.network.Architecture;
import org.histochain.activities.network.Initialisation;
import org.histochain.activities.network.ModelCard;
import org.histochain.activities.network.Models;
import org.histochain.activities.network.NetworkInput;
import org.histochain.activities.network.NetworkState;
import org.histochain.activities.network.NumericFamily;
import org.histochain.activities.network.StartWeights;
import org.histochain.activities.network.TorchRuntime;
import org.histochain.activities.step.Json;
import org.histochain.activities.step.StepIdentity;
import org.histochain.activities.step.StepMonitor;
import org.histochain.activities.step.StepOutput;
import org.histochain.activities.step.StepResult;
import org.histochain.activities.step.StepRunner;
import org.histochain.activities.step.StepStoppedException;
import org.histochain.activities.table.PatchRow;
import org.histochain.activities.table.PatchTable;
import org.histochain.workflows.contract.ArtifactRef;
import org.histochain.workflows.contract.AugmentSpec;
import org.histochain.workflows.contract.TrainRequest;
import org.histochain.workflows.contract.Trained;
import org.histochain.workflows.contract.TrainingSpec;
import org.jspecify.annotations.Nullable;

/**
 * Trains one model: a teacher or a fine-tuned student on a labelled table, a student on a
 * selection. A step that was cut off goes on from its newest checkpoint, on whichever worker.
 */
public final class TrainStep {
  private static final int ALGORITHM_VERSION = 3;
  private static final String MODEL = "model";
  private static final String CARD = "card";

  /** What decides the model besides the artifacts it is made from. */
  private record Settings(
      NetworkInput input, String purpose, TrainingSpec training, AugmentSpec augment, long seed) {}

  private record Metrics(
      double loss, long images, double imagesPerSecond, @Nullable Double confident) {}

  private final Artifacts artifacts;
  private final StepRunner runner;
  private final Datasets datasets;
  private final PatchLoader patches;
  private final CheckpointRhythm rhythm;
  private final MeterRegistry registry;
  private final StorePatience patience = new StorePatience();
  private final Map<String, TrainingMeters> meters = new ConcurrentHashMap<>();

  public TrainStep(
      Artifacts artifacts,
      StepRunner runner,
      Datasets datasets,
      PatchLoader patches,
      CheckpointRhythm rhythm,
      MeterRegistry registry) {
    this.artifacts = requireNonNull(artifacts, "artifacts is null");
    this.runner = requireNonNull(runner, "runner is null");
    this.datasets = requireNonNull(datasets, "datasets is null");
    this.patches = requireNonNull(patches, "patches is null");
    this.rhythm = requireNonNull(rhythm, "rhythm is null");
    this.registry = requireNonNull(registry, "registry is null");
  }

  /** Trains on a labelled table, from fresh weights; a retry returns the same model. */
  public Trained trainTeacher(TrainRequest request, StepMonitor monitor) throws IOException {
    return run("trainTeacher", Targets::labelled, request, monitor);
  }

  /**
   * Trains on a selection's soft labels, from fresh weights or, if it is given some, from those.
   */
  public Trained pretrain(TrainRequest request, StepMonitor monitor) throws IOException {
    return run("pretrain", Targets::selected, request, monitor);
  }

  /** Trains on a labelled table, from a student's weights. */
  public Trained finetune(TrainRequest request, StepMonitor monitor) throws IOException {
    return run("finetune", Targets::labelled, request, monitor);
  }

  private Trained run(String step, Targets.Reader reader, TrainRequest request, StepMonitor monitor)
      throws IOException {
    StepIdentity identity = identity(step, request);
    CheckpointFolder checkpoints =
        new CheckpointFolder(artifacts.store(), identity.key(), request.context().chainId());
    StepResult result;
    try {
      result =
          runner.run(
              request.context(),
              identity,
              () -> train(step, reader, request, checkpoints, monitor));
    } catch (IOException | StepStoppedException e) {
      checkpoints.withdraw();
      throw e;
    }
    checkpoints.clear();
    Metrics metrics = result.metrics(Metrics.class);
    return new Trained(
        result.output(MODEL),
        result.output(CARD),
        metrics.loss(),
        metrics.imagesPerSecond(),
        result.run());
  }

  private static StepIdentity identity(String step, TrainRequest request) {
    Settings settings =
        new Settings(
            NetworkInput.of(request.input()),
            request.purpose(),
            request.training(),
            request.augment(),
            request.seed());
    return new StepIdentity(step, ALGORITHM_VERSION, settings, inputs(request));
  }

  private static SortedMap<String, ArtifactRef> inputs(TrainRequest request) {
    SortedMap<String, ArtifactRef> inputs = new TreeMap<>();
    inputs.put("table", request.table());
    ArtifactRef initial = request.initial();
    ArtifactRef given = request.input().network().init();
    if (initial != null) {
      inputs.put("initial", initial);
    } else if (given != null) {
      inputs.put("init", given);
    }
    ArtifactRef pool = request.pool();
    if (pool != null) {
      inputs.put("pool", pool);
    }
    return inputs;
  }

  private StepOutput train(
      String step,
      Targets.Reader reader,
      TrainRequest request,
      CheckpointFolder checkpoints,
      StepMonitor monitor)
      throws IOException {
    @Nullable Checkpoint checkpoint = checkpoints.begin(request.purpose()).orElse(null);
    TorchRuntime.useThreads(request.input().threads());
    DatasetManifest dataset = datasets.load(request.input().dataset());
    List<String> classes = request.input().classes();
    Targets targets = reader.read(artifacts.fetch(request.table()), classes);
    try (PatchFile decoded =
            patches.load(dataset, targets.ids(), request.input().stain(), monitor);
        @Nullable PatchFile pool = pool(request, dataset, monitor)) {
      TrainingSet set =
          new TrainingSet(targets.ids(), decoded.side(), decoded.pixels(), targets.rows());
      long from = checkpoint == null ? 0 : checkpoint.update();
      NetworkState start = start(request);
      CheckpointKeeper keeper =
          new CheckpointKeeper(checkpoints, from, rhythm, registry)
              .expecting(TrainingState.bytes(start));
      TrainingResult result =
          loop(step, request, set, pool).run(start, checkpoint, keeper, monitor);
      SortedMap<String, ArtifactRef> outputs =
          patience.insist(
              "the model of " + request.purpose(),
              () -> store(step, request, decoded.side(), result),
              monitor);
      double rate = result.images() / result.seconds();
      return new StepOutput(
          outputs, new Metrics(result.loss(), result.images(), rate, result.confident()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException(request.purpose() + " was interrupted");
    }
  }

  /** Decodes the whole pool, where it is learnt from without labels. */
  private @Nullable PatchFile pool(
      TrainRequest request, DatasetManifest dataset, StepMonitor monitor) throws IOException {
    if (request.training().consistency() == null) {
      return null;
    }
    ArtifactRef table = requireNonNull(request.pool(), "consistency without a pool");
    List<String> ids = PatchTable.read(artifacts.fetch(table)).stream().map(PatchRow::id).toList();
    return patches.load(dataset, ids, request.input().stain(), monitor);
  }

  private SortedMap<String, ArtifactRef> store(
      String step, TrainRequest request, int side, TrainingResult result) throws IOException {
    ArtifactRef model = Models.save(artifacts, result.state());
    SortedMap<String, ArtifactRef> outputs = new TreeMap<>();
    outputs.put(MODEL, model);
    outputs.put(CARD, artifacts.put(Json.canonical(card(step, request, side, model, result))));
    return outputs;
  }

  private TrainingLoop loop(
      String step, TrainRequest request, TrainingSet set, @Nullable PatchFile pool) {
    TrainingPlan plan =
        new TrainingPlan(
            request.purpose(),
            request.seed(),
            request.training(),
            request.augment(),
            request.input().normalisation());
    TrainingMeters stepMeters =
        meters.computeIfAbsent(step, name -> new TrainingMeters(registry, name));
    UnlabelledPool unlabelled =
        pool == null ? null : new UnlabelledPool(pool.ids(), pool.side(), pool.pixels());
    return new TrainingLoop(plan, set, unlabelled, stepMeters);
  }

  private NetworkState start(TrainRequest request) throws IOException {
    Architecture architecture = NetworkInput.of(request.input()).architecture();
    ArtifactRef initial = request.initial();
    if (initial != null) {
      return Models.load(artifacts, initial, architecture);
    }
    NetworkState fresh = Initialisation.draw(architecture, request.seed(), request.purpose());
    ArtifactRef given = request.input().network().init();
    return given == null ? fresh : StartWeights.over(fresh, artifacts, given);
  }

  private static ModelCard card(
      String step, TrainRequest request, int side, ArtifactRef model, TrainingResult result) {
    SortedMap<String, String> inputs = new TreeMap<>();
    inputs(request).forEach((name, ref) -> inputs.put(name, ref.sha256()));
    return new ModelCard(
        ModelCard.SCHEMA,
        model.sha256(),
        step,
        request.purpose(),
        NetworkInput.of(request.input()),
        side,
        request.training(),
        request.augment(),
        request.seed(),
        inputs,
        result.updates(),
        NumericFamily.current(),
        TorchRuntime.device().toString());
  }
}
