package org.histochain.activities.service;

import static java.util.Objects.requireNonNull;

import io.grpc.Context;
import io.grpc.StatusRuntimeException;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.histochain.workflows.contract.StepProgress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells a chain how far its training step is, so that Temporal's page of the chain shows it. Each
 * signal stays in the chain's history, so there are few: one every fiftieth of a step at most, and
 * none sooner than 15 s after the last.
 */
final class ProgressSignal {
  private static final Logger log = LoggerFactory.getLogger(ProgressSignal.class);

  /** The chain's signal, as its workflow interface names it. */
  private static final String NAME = "stepProgress";

  private static final int MOST = 50;
  private static final long SHORTEST_PAUSE = Duration.ofSeconds(15).toNanos();

  /** Heartbeats leave from the same thread and must not wait for long. */
  private static final long DEADLINE_MILLIS = 2_000;

  private static final ScheduledExecutorService DEADLINES =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("progress-deadline").factory());

  private final Consumer<StepProgress> sender;
  private final LongSupplier nanoTime;
  private long sentDone;
  private long sentAt;
  private boolean sent;

  ProgressSignal(Consumer<StepProgress> sender, LongSupplier nanoTime) {
    this.sender = requireNonNull(sender, "sender is null");
    this.nanoTime = requireNonNull(nanoTime, "nanoTime is null");
  }

  /** Signals the chain of that id. */
  static ProgressSignal to(WorkflowClient client, String chainId) {
    return new ProgressSignal(
        progress ->
            Context.current()
                .withDeadlineAfter(DEADLINE_MILLIS, TimeUnit.MILLISECONDS, DEADLINES)
                .run(() -> client.newUntypedWorkflowStub(chainId).signal(NAME, progress)),
        System::nanoTime);
  }

  /** Sends {@code progress} if it is time to; a chain that cannot be told is left untold. */
  void offer(StepProgress progress) {
    if (progress.total() == 0 || !isDue(progress)) {
      return;
    }
    sent = true;
    sentAt = nanoTime.getAsLong();
    sentDone = progress.done();
    try {
      sender.accept(progress);
    } catch (WorkflowException | StatusRuntimeException e) {
      log.debug("Step {} goes on without showing how far it is", progress.step(), e);
    }
  }

  private boolean isDue(StepProgress progress) {
    return !sent
        || (nanoTime.getAsLong() - sentAt >= SHORTEST_PAUSE
            && (progress.done() - sentDone) * MOST >= progress.total());
  }
}
