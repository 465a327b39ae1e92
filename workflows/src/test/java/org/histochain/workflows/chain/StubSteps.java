package org.histochain.workflows.chain;

import io.temporal.activity.Activity;
import io.temporal.client.ActivityCompletionException;
import io.temporal.failure.ApplicationFailure;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.histochain.workflows.contract.ArtifactRef;
import org.histochain.workflows.contract.CpuActivities;
import org.histochain.workflows.contract.EvaluateRequest;
import org.histochain.workflows.contract.Evaluated;
import org.histochain.workflows.contract.FailRequest;
import org.histochain.workflows.contract.FilterRequest;
import org.histochain.workflows.contract.Filtered;
import org.histochain.workflows.contract.IndexRequest;
import org.histochain.workflows.contract.InferActivities;
import org.histochain.workflows.contract.Normalisation;
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
import org.histochain.workflows.contract.StateRequest;
import org.histochain.workflows.contract.StepContext;
import org.histochain.workflows.contract.StepRun;
import org.histochain.workflows.contract.TrainActivities;
import org.histochain.workflows.contract.TrainRequest;
import org.histochain.workflows.contract.Trained;
import org.histochain.workflows.contract.TrainingTables;
import org.jspecify.annotations.Nullable;

/**
 * Steps that do nothing but answer. An artifact's digest is a word that says what it is, so that a
 * request shows where its inputs came from.
 */
public final class StubSteps {
  public final List<String> calls = Collections.synchronizedList(new ArrayList<>());
  public final List<Object> requests = Collections.synchronizedList(new ArrayList<>());
  final Map<String, Double> balancedAccuracy = new ConcurrentHashMap<>();
  private final Map<String, Deque<RuntimeException>> faults = new HashMap<>();
  private final Map<String, Held> held = new ConcurrentHashMap<>();
  private final Set<String> heeding = ConcurrentHashMap.newKeySet();
  volatile int shards = 3;
  volatile boolean reused;

  /** Makes the next attempt of {@code call} fail. */
  public void failNext(String call, RuntimeException failure) {
    synchronized (faults) {
      faults.computeIfAbsent(call, key -> new ArrayDeque<>()).add(failure);
    }
  }

  /** Keeps {@code call} from ending until it is let go. */
  public Held hold(String call) {
    return held.computeIfAbsent(
        call, key -> new Held(new CountDownLatch(1), new CountDownLatch(1)));
  }

  /** Keeps {@code call} from ending until it is let go, or cancelled. */
  public Held holdHeeding(String call) {
    heeding.add(call);
    return hold(call);
  }

  /** A call that has begun, and waits. */
  public record Held(CountDownLatch begun, CountDownLatch letGo) {}

  public <T> List<T> requests(Class<T> type) {
    synchronized (requests) {
      return requests.stream().filter(type::isInstance).map(type::cast).toList();
    }
  }

  TrainActivities train() {
    return new Train();
  }

  InferActivities infer() {
    return new Infer();
  }

  CpuActivities cpu() {
    return new Cpu();
  }

  public static ArtifactRef artifact(String what) {
    return new ArtifactRef(what, what.length());
  }

  private void called(String call, Object request) {
    calls.add(call);
    requests.add(request);
    Held waiting = held.get(call);
    if (waiting != null) {
      waiting.begun().countDown();
      try {
        while (!waiting.letGo().await(20, TimeUnit.MILLISECONDS)) {
          if (heeding.contains(call)) {
            heartbeat(call);
          }
        }
      } catch (InterruptedException e) {
        throw new IllegalStateException("the worker ends", e);
      }
    }
    synchronized (faults) {
      Deque<RuntimeException> ready = faults.get(call);
      if (ready != null && !ready.isEmpty()) {
        throw ready.remove();
      }
    }
  }

  private void heartbeat(String call) {
    try {
      Activity.getExecutionContext().heartbeat(call);
    } catch (ActivityCompletionException e) {
      calls.add("stopped " + call);
      throw e;
    }
  }

  private StepRun ran(String call) {
    return new StepRun("key-of-" + call, reused, 1.5);
  }

  private final class Train implements TrainActivities {
    @Override
    public Trained trainTeacher(TrainRequest request) {
      return train("trainTeacher", request);
    }

    @Override
    public Trained pretrain(TrainRequest request) {
      return train("pretrain", request);
    }

    @Override
    public Trained finetune(TrainRequest request) {
      return train("finetune", request);
    }

    private Trained train(String step, TrainRequest request) {
      String call = step + " " + request.purpose();
      called(call, request);
      return new Trained(
          artifact("model-" + request.purpose()),
          artifact("card-" + request.purpose()),
          0.5,
          100,
          ran(call));
    }
  }

  private final class Infer implements InferActivities {
    @Override
    public ScoreTable pseudoLabel(PseudoLabelRequest request) {
      called("pseudoLabel " + request.shard(), request);
      return new ScoreTable(
          artifact("scores-" + request.shard() + "-by-" + request.model().sha256()), 10);
    }

    @Override
    public Evaluated evaluate(EvaluateRequest request) {
      String model = request.model().sha256();
      called("evaluate " + model, request);
      double score = balancedAccuracy.getOrDefault(model, 0.5);
      return new Evaluated(
          new Scores(0.4, score, 1 - score, 0.1, Map.of("TUM", 0.5), List.of(0.4, 0.6)),
          artifact("details-" + model),
          artifact("predictions-" + model),
          ran("evaluate " + model));
    }
  }

  private final class Cpu implements CpuActivities {
    @Override
    public Prepared prepare(PrepareRequest request) {
      called("prepare", request);
      return new Prepared(
          List.of("STR", "TUM"),
          28,
          shards,
          new PatchCounts(54, 546, 100, 300),
          new PatchTables(
              artifact("labelled"),
              artifact("pool"),
              artifact("validation"),
              artifact("SHUT-test"),
              artifact("SHUT-truth")),
          Normalisation.IMAGENET,
          request.spec().network(),
          ran("prepare"),
          folds(request.spec().split().folds()),
          null);
    }

    private @Nullable List<TrainingTables> folds(@Nullable Integer folds) {
      if (folds == null) {
        return null;
      }
      return IntStream.rangeClosed(1, folds)
          .mapToObj(
              fold ->
                  new TrainingTables(
                      artifact("labelled-but-" + fold),
                      artifact("pool-but-" + fold),
                      artifact("held-" + fold)))
          .toList();
    }

    @Override
    public ArtifactRef indexScores(IndexRequest request) {
      if (request.indices().isEmpty()) {
        String call =
            "indexScores of "
                + request.tables().size()
                + " tables from "
                + request.tables().getFirst().table().sha256();
        called(call, request);
        return artifact("batch-from-" + request.tables().getFirst().table().sha256());
      }
      called("indexScores of " + request.indices().size() + " batches", request);
      return artifact("index-" + request.context().iteration());
    }

    @Override
    public Evaluated poolFolds(PoolFoldsRequest request) {
      String first = request.predictions().getFirst().sha256();
      called("poolFolds " + first, request);
      String pooled = "pooled-" + first.replace("predictions-model-fold-1/", "");
      double score = balancedAccuracy.getOrDefault(pooled, 0.5);
      return new Evaluated(
          new Scores(0.4, score, 1 - score, 0.1, Map.of("TUM", 0.5), List.of(0.4, 0.6)),
          artifact("details-" + pooled),
          artifact(pooled),
          ran(pooled));
    }

    @Override
    public Filtered filter(FilterRequest request) {
      called("filter " + request.scores().sha256(), request);
      return new Filtered(
          artifact("selection-" + request.context().iteration()),
          437,
          List.of(200, 240),
          ran("filter"));
    }

    @Override
    public ArtifactRef recordStages(RecordRequest request) {
      called("recordStages " + request.context().iteration(), request);
      return artifact("stages-" + request.context().iteration());
    }

    @Override
    public Reported report(ReportRequest request) {
      called("report", request);
      return new Reported(artifact("summary"), ran("report"));
    }

    @Override
    public void endWithTestShut(StepContext context) {
      called("endWithTestShut", context);
    }

    @Override
    public void recordState(StateRequest request) {
      called("recordState", request);
    }

    @Override
    public void recordFailure(FailRequest request) {
      called("recordFailure", request);
    }
  }

  public static ApplicationFailure permanent(String type, String message) {
    return ApplicationFailure.newNonRetryableFailure(message, type);
  }
}
