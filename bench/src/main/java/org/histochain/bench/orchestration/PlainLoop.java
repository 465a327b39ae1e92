package org.histochain.bench.orchestration;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.histochain.activities.artifact.ArtifactStore;
import org.histochain.activities.artifact.Artifacts;
import org.histochain.activities.artifact.MemoryStore;
import org.histochain.activities.artifact.ObjectReading;
import org.histochain.activities.artifact.Stores;
import org.histochain.activities.baseline.ColourBaseline;
import org.histochain.activities.dataset.DatasetManifest;
import org.histochain.activities.dataset.Datasets;
import org.histochain.activities.report.ChainFolder;
import org.histochain.activities.service.ChainSteps;
import org.histochain.activities.step.StepMonitor;
import org.histochain.bench.Folders;
import org.histochain.bench.PlainSteps;
import org.histochain.worker.settings.Settings;
import org.histochain.workflows.contract.ArtifactRef;
import org.histochain.workflows.contract.BestStage;
import org.histochain.workflows.contract.ChainSpec;
import org.histochain.workflows.contract.EvaluateRequest;
import org.histochain.workflows.contract.Evaluated;
import org.histochain.workflows.contract.FilterRequest;
import org.histochain.workflows.contract.Filtered;
import org.histochain.workflows.contract.IndexRequest;
import org.histochain.workflows.contract.ModelInput;
import org.histochain.workflows.contract.PrepareRequest;
import org.histochain.workflows.contract.Prepared;
import org.histochain.workflows.contract.PseudoLabelRequest;
import org.histochain.workflows.contract.RecordRequest;
import org.histochain.workflows.contract.ReportRequest;
import org.histochain.workflows.contract.ScoreTable;
import org.histochain.workflows.contract.StageName;
import org.histochain.workflows.contract.StageRecord;
import org.histochain.workflows.contract.StepContext;
import org.histochain.workflows.contract.TrainRequest;
import org.histochain.workflows.contract.Trained;
import org.histochain.workflows.contract.TrainingSpec;
import org.histochain.workflows.contract.TrainingTables;
import org.jspecify.annotations.Nullable;

/**
 * Does chains that the store holds once more, their steps one after the other in this process, with
 * a store in memory and no checkpoints. Prints the seconds that the last one took, those of each
 * kind of its steps, and the model of each of its stages.
 */
public final class PlainLoop {
  private static final StepMonitor ALONE = StepMonitor.silent();

  private final ChainSpec spec;
  private final MeterRegistry meters = new SimpleMeterRegistry();
  private final ChainSteps steps;
  private final Prepared prepared;
  private final ModelInput input;
  private final TrainingTables tables;
  private final List<StageRecord> stages = new ArrayList<>();

  private PlainLoop(ChainSpec spec, MemoryStore store, Path cache) throws IOException {
    this.spec = spec;
    steps = PlainSteps.over(new Artifacts(store, cache, meters), meters);
    prepared = steps.prepare().run(new PrepareRequest(context(0), spec), ALONE);
    input = ModelInput.of(spec, prepared);
    tables = prepared.tables().forTraining();
  }

  /** Arguments: ids of finished chains, with labels per class, in the store of the settings. */
  public static void main(String[] args) throws IOException {
    Path cache = Files.createTempDirectory("plain-loop-");
    try (ArtifactStore store = Stores.open(Settings.load(System.getenv()).store())) {
      Map<String, Object> told = Map.of();
      for (String id : args) {
        ChainSpec spec = new ChainFolder(store, id).spec().orElseThrow();
        MemoryStore memory = dataset(store, spec, cache);
        long begun = System.nanoTime();
        PlainLoop loop = new PlainLoop(spec, memory, cache);
        List<String> models =
            loop.run().stream().map(stage -> stage.model().model().sha256()).toList();
        double seconds = (System.nanoTime() - begun) / 1e9;
        told = Map.of("seconds", seconds, "models", models, "steps", loop.secondsByStep());
      }
      System.out.println(new ObjectMapper().writeValueAsString(told));
    } finally {
      Folders.remove(cache);
    }
  }

  private Map<String, Double> secondsByStep() {
    return meters.find("histochain.step").timers().stream()
        .collect(
            Collectors.toMap(
                timer -> requireNonNull(timer.getId().getTag("step")),
                timer -> timer.totalTime(TimeUnit.SECONDS)));
  }

  /** Returns a store in memory that has the chain's data set and nothing else. */
  private static MemoryStore dataset(ArtifactStore store, ChainSpec spec, Path cache)
      throws IOException {
    Artifacts source = new Artifacts(store, cache, new SimpleMeterRegistry());
    MemoryStore memory = new MemoryStore();
    DatasetManifest manifest = new Datasets(source).load(spec.dataset());
    List<ArtifactRef> blobs = new ArrayList<>(List.of(manifest.index()));
    manifest.shards().forEach(shard -> blobs.add(shard.ref()));
    for (ArtifactRef blob : blobs) {
      memory.put(Artifacts.path(blob.sha256()), source.read(blob));
    }
    for (String path : store.list("datasets/")) {
      memory.put(path, ObjectReading.read(store, path, InputStream::readAllBytes));
    }
    return memory;
  }

  private List<StageRecord> run() throws IOException {
    steps
        .baseline()
        .run(
            context(0),
            input,
            List.of(new ColourBaseline.Part(tables.labelled(), tables.validation())),
            spec.seed(),
            ALONE);
    Trained teacher =
        steps
            .train()
            .trainTeacher(
                training(0, "teacher", tables.labelled(), null, null, spec.teacher()), ALONE);
    stages.add(
        new StageRecord(0, StageName.teacher, 0, null, teacher, evaluate(0, teacher), null, null));
    ArtifactRef list = record(0, null, 1);
    for (int iteration = 1; iteration <= spec.chain().iterations(); iteration++) {
      iterate(iteration, stages.getLast().model());
      list = record(iteration, list, 2);
    }
    StageRecord best =
        Collections.max(
            stages.stream().filter(stage -> stage.stage() != StageName.pretrained).toList(),
            Comparator.comparingDouble(stage -> stage.validation().scores().balancedAccuracy()));
    steps
        .report()
        .run(
            new ReportRequest(
                context(spec.chain().iterations()),
                spec,
                prepared,
                list,
                new BestStage(
                    best.iteration(),
                    best.model().model().sha256(),
                    best.validation().scores().balancedAccuracy())),
            ALONE);
    return stages;
  }

  private void iterate(int iteration, Trained teacher) throws IOException {
    List<ScoreTable> labelled = new ArrayList<>();
    for (int shard = 0; shard < prepared.shards(); shard++) {
      labelled.add(
          steps
              .pseudoLabel()
              .run(
                  new PseudoLabelRequest(
                      context(iteration), input, teacher.model(), tables.pool(), shard),
                  ALONE));
    }
    ArtifactRef scores =
        steps.index().run(new IndexRequest(context(iteration), labelled, List.of()));
    Filtered filtered =
        steps
            .filter()
            .run(
                new FilterRequest(context(iteration), scores, prepared.classes(), spec.filter()),
                ALONE);
    Trained pretrained =
        steps
            .train()
            .pretrain(
                training(
                    iteration,
                    "pretrain-" + iteration,
                    filtered.selection(),
                    tables.pool(),
                    null,
                    spec.pretrain()),
                ALONE);
    stages.add(stage(iteration, StageName.pretrained, filtered, pretrained, scores));
    Trained finetuned =
        steps
            .train()
            .finetune(
                training(
                    iteration,
                    "finetune-" + iteration,
                    tables.labelled(),
                    null,
                    pretrained.model(),
                    spec.finetune()),
                ALONE);
    stages.add(stage(iteration, StageName.finetuned, filtered, finetuned, scores));
  }

  private StageRecord stage(
      int iteration, StageName name, Filtered filtered, Trained trained, ArtifactRef scores)
      throws IOException {
    return new StageRecord(
        iteration,
        name,
        filtered.selected(),
        filtered.selectedPerClass(),
        trained,
        evaluate(iteration, trained),
        filtered.selection(),
        scores);
  }

  private TrainRequest training(
      int iteration,
      String purpose,
      ArtifactRef table,
      @Nullable ArtifactRef pool,
      @Nullable ArtifactRef initial,
      TrainingSpec training) {
    return new TrainRequest(
        context(iteration),
        input,
        purpose,
        table,
        pool,
        initial,
        training,
        spec.augment(),
        spec.seed());
  }

  private Evaluated evaluate(int iteration, Trained trained) throws IOException {
    return steps
        .evaluate()
        .run(
            new EvaluateRequest(
                context(iteration), input, trained.model(), tables.validation(), spec.seed()),
            ALONE);
  }

  private ArtifactRef record(int iteration, @Nullable ArtifactRef before, int latest)
      throws IOException {
    List<StageRecord> added = stages.subList(stages.size() - latest, stages.size());
    return steps.record().run(new RecordRequest(context(iteration), before, added));
  }

  private static StepContext context(int iteration) {
    return new StepContext("plain", iteration);
  }
}
