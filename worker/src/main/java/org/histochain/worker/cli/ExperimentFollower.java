package org.histochain.worker.cli;

import static java.util.Objects.requireNonNull;

import io.grpc.StatusRuntimeException;
import io.temporal.client.WorkflowServiceException;
import java.time.Duration;
import org.histochain.worker.runtime.ExperimentStarter;
import org.histochain.worker.runtime.LiveExperiment;

/** Follows an experiment until it ends; a Temporal that does not answer is waited for. */
final class ExperimentFollower {
  private final ExperimentStarter starter;
  private final ExperimentLines view;

  ExperimentFollower(ExperimentStarter starter, ExperimentLines view) {
    this.starter = requireNonNull(starter, "starter is null");
    this.view = requireNonNull(view, "view is null");
  }

  ExperimentOutcome follow(String id) throws InterruptedException {
    while (true) {
      long begun = System.nanoTime();
      try {
        LiveExperiment live = starter.live(id).orElse(null);
        if (live == null) {
          return new ExperimentOutcome("lost");
        }
        if (live.progress() != null) {
          view.show(live.progress());
        }
        switch (live.state()) {
          case RUNNING -> {}
          case COMPLETED -> {
            return new ExperimentOutcome("done");
          }
          case CANCELLED -> {
            return new ExperimentOutcome("cancelled");
          }
          case FAILED, TERMINATED, TIMED_OUT -> {
            return new ExperimentOutcome("failed");
          }
        }
      } catch (StatusRuntimeException | WorkflowServiceException away) {
        view.note("Waiting for Temporal: " + away.getMessage());
      }
      Thread.sleep(ChainFollower.pauseAfter(Duration.ofNanos(System.nanoTime() - begun)));
    }
  }
}
