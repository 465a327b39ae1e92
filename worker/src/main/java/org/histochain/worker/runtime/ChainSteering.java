package org.histochain.worker.runtime;

import static java.util.Objects.requireNonNull;

import io.grpc.Context;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowUpdateException;
import io.temporal.client.WorkflowUpdateTimeoutOrCancelledException;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.histochain.workflows.chain.SettingsRequest;
import org.histochain.workflows.chain.Steered;

/**
 * Asks running chains to pause, to go on, to be longer or shorter, to take other settings; cancels
 * them. Asking twice is harmless. All but cancelling needs a worker that runs workflows.
 */
public final class ChainSteering {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final WorkflowClient client;
  private final Duration patience;

  public ChainSteering(TemporalConnection connection) {
    this(connection, PATIENCE);
  }

  ChainSteering(TemporalConnection connection, Duration patience) {
    this.client = requireNonNull(connection, "connection is null").client();
    this.patience = patience;
  }

  /** Lets no further step begin; training stops at a checkpoint, other steps come to their end. */
  public Steered pause(String id) throws SteeringRefusedException, UnansweredException {
    return ask(id, "pause");
  }

  /** Lets steps begin again. */
  public Steered resume(String id) throws SteeringRefusedException, UnansweredException {
    return ask(id, "resume");
  }

  /** Makes the chain end after {@code iterations} iterations. */
  public Steered extend(String id, int iterations)
      throws SteeringRefusedException, UnansweredException {
    return ask(id, "extend", iterations);
  }

  /** Makes settings hold from the next iteration on. */
  public Steered set(String id, SettingsRequest settings)
      throws SteeringRefusedException, UnansweredException {
    return ask(id, "set", settings);
  }

  /** Asks Temporal to cancel the chain and its steps; returns before it is. */
  public void cancel(String id) throws SteeringRefusedException {
    try {
      client.newUntypedWorkflowStub(id).cancel();
    } catch (WorkflowNotFoundException e) {
      throw over(id, e);
    }
  }

  private Steered ask(String id, String update, Object... arguments)
      throws SteeringRefusedException, UnansweredException {
    try (ScheduledExecutorService deadlines = Executors.newSingleThreadScheduledExecutor()) {
      Context.CancellableContext context =
          Context.current()
              .withDeadlineAfter(patience.toMillis(), TimeUnit.MILLISECONDS, deadlines);
      Context before = context.attach();
      try {
        return client.newUntypedWorkflowStub(id).update(update, Steered.class, arguments);
      } finally {
        context.detach(before);
        context.cancel(null);
        deadlines.shutdownNow();
      }
    } catch (WorkflowUpdateException e) {
      throw new SteeringRefusedException(reason(e), e);
    } catch (WorkflowNotFoundException e) {
      throw over(id, e);
    } catch (WorkflowUpdateTimeoutOrCancelledException e) {
      throw new UnansweredException(
          "no worker has answered for chain %s within %d s: start one (histochain worker) and ask"
                  .formatted(id, patience.toSeconds())
              + " again",
          e);
    }
  }

  private static SteeringRefusedException over(String id, Throwable cause) {
    return new SteeringRefusedException(
        "chain %s does not run any more: see histochain status %s".formatted(id, id), cause);
  }

  /** What the chain said lies under layers that only say where. */
  private static String reason(WorkflowUpdateException refusal) {
    String reason = String.valueOf(refusal.getMessage());
    for (Throwable cause = refusal; cause != null; cause = cause.getCause()) {
      if (cause instanceof ApplicationFailure failure) {
        reason = failure.getOriginalMessage();
      }
    }
    return reason;
  }
}
