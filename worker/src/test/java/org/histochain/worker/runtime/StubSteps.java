package org.histochain.worker.runtime;

import io.temporal.activity.Activity;
import io.temporal.failure.ApplicationFailure;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.histochain.activities.service.StepServices;
import org.histochain.activities.step.RunningSteps;
import org.histochain.workflows.contract.ArtifactRef;
import org.histochain.workflows.contract.AugmentSpec;
import org.histochain.workflows.contract.ChainSpec;
import org.histochain.workflows.contract.CpuActivities;
import org.histochain.workflows.contract.DatasetRef;
import org.histochain.workflows.contract.EvaluateRequest;
import org.histochain.workflows.contract.Evaluated;
import org.histochain.workflows.contract.FailRequest;
import org.histochain.workflows.contract.FailureTypes;
import org.histochain.workflows.contract.FilterRequest;
import org.histochain.workflows.contract.FilterSpec;
import org.histochain.workflows.contract.Filtered;
import org.histochain.workflows.contract.IndexRequest;
import org.histochain.workflows.contract.InferActivities;
import org.histochain.workflows.contract.IterationSpec;
import org.histochain.workflows.contract.LabelSpec;
import org.histochain.workflows.contract.NetworkSpec;
import org.histochain.workflows.contract.Normalisation;
import org.histochain.workflows.contract.NormaliseSpec;
import org.histochain.workflows.contract.PatchCounts;
import org.histochain.workflows.contract.PatchTables;
import org.histochain.workflows.contract.PoolFoldsRequest;
import org.histochain.workflows.contract.PrepareRequest;
import org.histochain.workflows.contract.Prepared;
import org.histochain.workflows.contract.PseudoLabelRequest;
import org.histochain.workflows.contract.RecordRequest;
import org.histochain.workflows.contract.ReportRequest;
import org.histochain.workflows.contract.Reported;
import org.histochain.workflows.contract.ScoreTable;
import org.histochain.workflows.contract.Scores;
import org.histochain.workflows.contract.SplitSpec;
import org.histochain.workflows.contract.StateRequest;
import org.histochain.workflows.contract.StepContext;
import org.histochain.workflows.contract.StepProgress;
import org.histochain.workflows.contract.StepRun;
import org.histochain.workflows.contract.TrainActivities;
import org.histochain.workflows.contract.TrainRequest;
import org.histochain.workflows.contract.Trained;
import org.histochain.workflows.contract.TrainingSpec;
import org.jspecify.annotations.Nullable;

/** Steps that answer at once, but for pretraining, which heartbeats until it is let go. */
public final class StubSteps implements TrainActivities, InferActivities, CpuActivities {
  static final StepProgress PROGRESS = new StepProgress("pretrain-1", 3, 10, 1, 2, 0.5, 100, 7);

  public final CountDownLatch pretraining = new CountDownLatch(1);
  public final CountDownLatch pretrain = new CountDownLatch(1);
  final AtomicInteger mostTrainings = new AtomicInteger();

  /** Chains that were trained for. */
  final Set<String> chains = ConcurrentHashMap.newKeySet();

  /** Settings of the last report. */
  final AtomicReference<@Nullable ChainSpec> reported = new AtomicReference<>();

  private final AtomicInteger trainings = new AtomicInteger();
  volatile boolean refuse;
  volatile int shards = 2;

  /** Steps of which none waits. */
  public static StubSteps prompt() {
    StubSteps steps = new StubSteps();
    steps.pretrain.countDown();
    return steps;
  }

  public StepServices services() {
    return services(List.of());
  }

  /** Returns a worker's steps, with others that the cpu queue serves beside these. */
  public StepServices services(List<Object> others) {
    List<Object> cpu = new ArrayList<>(others);
    cpu.add(only(CpuActivities.class));
    return new StepServices(
        List.of(only(TrainActivities.class)),
        List.of(only(InferActivities.class)),
        cpu,
        new RunningSteps());
  }

  /** A queue's worker takes implementations of its own steps alone. */
  private Object only(Class<?> activities) {
    return Proxy.newProxyInstance(
        activities.getClassLoader(),
        new Class<?>[] {activities},
        (proxy, method, arguments) -> {
          try {
            return method.invoke(this, arguments);
          } catch (InvocationTargetException e) {
            throw e.getCause();
          }
        });
  }

  public static ChainSpec spec(int iterations) {
    TrainingSpec training = new TrainingSpec(5, null, 64, 2e-3, 1e-3, "uniform");
    return new ChainSpec(
        new DatasetRef("tissue", "d".repeat(64)),
        new SplitSpec(0.1, 0.3, 1234),
        new LabelSpec(6, null, null, 1, "refuse"),
        new NormaliseSpec("pool", null),
        new NetworkSpec("resnet10", 16, "auto"),
        new IterationSpec(iterations, null, "balancedAccuracy"),
        new FilterSpec("0.8", 1),
        training,
        training,
        training,
        new AugmentSpec(true, true, 0.14, 0.3, 0.33),
        2,
        1);
  }

  @Override
  public Prepared prepare(PrepareRequest request) {
    if (refuse) {
      throw ApplicationFailure.newNonRetryableFailure(
          "filter.k is 1: write all, or a fraction", FailureTypes.INVALID_CHAIN);
    }
    return new Prepared(
        List.of("STR", "TUM"),
        28,
        shards,
        new PatchCounts(54, 546, 100, 300),
        new PatchTables(
            artifact("labelled"),
            artifact("pool"),
            artifact("validation"),
            artifact("test"),
            artifact("truth")),
        Normalisation.IMAGENET,
        request.spec().network(),
        run());
  }

  @Override
  public Trained trainTeacher(TrainRequest request) {
    chains.add(request.context().chainId());
    return trained(request);
  }

  @Override
  public Trained pretrain(TrainRequest request) {
    mostTrainings.accumulateAndGet(trainings.incrementAndGet(), Math::max);
    pretraining.countDown();
    try {
      do {
        Activity.getExecutionContext().heartbeat(PROGRESS);
      } while (!pretrain.await(200, TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      trainings.decrementAndGet();
    }
    return trained(request);
  }

  @Override
  public Trained finetune(TrainRequest request) {
    chains.add(request.context().chainId());
    return trained(request);
  }

  @Override
  public ScoreTable pseudoLabel(PseudoLabelRequest request) {
    return new ScoreTable(artifact("scores-" + request.shard()), 10);
  }

  @Override
  public Evaluated evaluate(EvaluateRequest request) {
    return new Evaluated(
        new Scores(0.4, 0.5, 0.5, 0.1, Map.of("TUM", 0.5), List.of(0.4, 0.6)),
        artifact("details"),
        artifact("predictions"),
        run());
  }

  @Override
  public ArtifactRef indexScores(IndexRequest request) {
    return artifact("index");
  }

  @Override
  public Evaluated poolFolds(PoolFoldsRequest request) {
    throw new AssertionError("no chain here has folds");
  }

  @Override
  public Filtered filter(FilterRequest request) {
    return new Filtered(artifact("selection"), 437, List.of(200, 240), run());
  }

  @Override
  public ArtifactRef recordStages(RecordRequest request) {
    return artifact("stages");
  }

  @Override
  public Reported report(ReportRequest request) {
    reported.set(request.spec());
    return new Reported(artifact("summary"), run());
  }

  @Override
  public void endWithTestShut(StepContext context) {
    throw new AssertionError("every chain here opens test");
  }

  @Override
  public void recordState(StateRequest request) {}

  @Override
  public void recordFailure(FailRequest request) {}

  private static Trained trained(TrainRequest request) {
    return new Trained(artifact("model-" + request.purpose()), artifact("card"), 0.5, 100, run());
  }

  private static StepRun run() {
    return new StepRun("key", false, 1);
  }

  private static ArtifactRef artifact(String what) {
    return new ArtifactRef(what, what.length());
  }
}
