package org.histochain.activities.service;

import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.client.ActivityCompletionException;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Consumer;
import org.histochain.activities.artifact.DamagedArtifactException;
import org.histochain.activities.artifact.MissingArtifactException;
import org.histochain.activities.artifact.StoreRefusedException;
import org.histochain.activities.step.RunningSteps;
import org.histochain.activities.step.StepFailure;
import org.histochain.activities.step.StepHeartbeat;
import org.histochain.activities.step.StepMonitor;
import org.histochain.activities.step.StepStoppedException;
import org.histochain.workflows.contract.FailureTypes;
import org.histochain.workflows.contract.StepProgress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a step as the current Temporal activity: heartbeats beside it, faults told apart by whether
 * a retry can help.
 */
final class StepSession {
  private static final Logger log = LoggerFactory.getLogger(StepSession.class);
  private static final Duration LONGEST_INTERVAL = Duration.ofSeconds(2);
  private static final int BEATS_PER_TIMEOUT = 4;

  /** A step fetches and decodes what it works on before it gives a first sign of life. */
  private static final Duration READY = Duration.ofMinutes(30);

  /** Between two units of work a step may publish what it has made, and repeat that. */
  private static final int TIMEOUTS_OF_SILENCE = 5;

  private final RunningSteps running;

  /** The step's work. */
  interface Work<R> {
    R run(StepMonitor monitor) throws IOException;
  }

  /**
   * @param running the steps of this process
   */
  StepSession(RunningSteps running) {
    this.running = running;
  }

  /**
   * Runs {@code work} with heartbeats.
   *
   * @param name what the heartbeats call the step until it reports progress
   */
  <R> R attended(String name, Work<R> work) {
    return attended(name, progress -> {}, work);
  }

  /**
   * Runs {@code work} with heartbeats.
   *
   * @param name what the heartbeats call the step until it reports progress
   * @param audience also takes what each heartbeat carries; may block, must not throw
   */
  <R> R attended(String name, Consumer<StepProgress> audience, Work<R> work) {
    ActivityExecutionContext context = Activity.getExecutionContext();
    StepHeartbeat.Rhythm rhythm = rhythm(context.getInfo().getHeartbeatTimeout());
    StepProgress initial = new StepProgress(name, 0, 0, 0, 0, 0, 0, 0);
    try (StepHeartbeat heartbeat =
            StepHeartbeat.start(
                initial,
                progress -> {
                  context.heartbeat(progress);
                  audience.accept(progress);
                },
                ActivityCompletionException.class,
                rhythm);
        RunningSteps.Presence _ = running.enter(heartbeat)) {
      return StepThread.run(name, () -> work.run(heartbeat));
    } catch (StepFailure e) {
      throw lasting(name, e.type(), e);
    } catch (StoreRefusedException e) {
      throw lasting(name, FailureTypes.STORE_REFUSED, e);
    } catch (MissingArtifactException | DamagedArtifactException e) {
      throw lasting(name, FailureTypes.MISSING_ARTIFACT, e);
    } catch (StepStoppedException e) {
      if (e.getCause() instanceof ActivityCompletionException told) {
        throw told;
      }
      throw e;
    } catch (IOException e) {
      log.warn("Step {} failed and may be tried again: {}", name, e.toString());
      throw Activity.wrap(e);
    } catch (RuntimeException | Error e) {
      log.warn("Step {} failed without a known reason", name, e);
      throw e;
    }
  }

  static StepHeartbeat.Rhythm rhythm(Duration heartbeatTimeout) {
    if (heartbeatTimeout == null || heartbeatTimeout.isZero()) {
      return new StepHeartbeat.Rhythm(LONGEST_INTERVAL, READY, READY);
    }
    Duration share = heartbeatTimeout.dividedBy(BEATS_PER_TIMEOUT);
    return new StepHeartbeat.Rhythm(
        share.compareTo(LONGEST_INTERVAL) < 0 ? share : LONGEST_INTERVAL,
        READY,
        heartbeatTimeout.multipliedBy(TIMEOUTS_OF_SILENCE));
  }

  private static ApplicationFailure lasting(String step, String type, Exception cause) {
    log.warn("Step {} failed: {}", step, cause.getMessage());
    return ApplicationFailure.newNonRetryableFailureWithCause(
        String.valueOf(cause.getMessage()), type, cause);
  }
}
