package org.histochain.worker.runtime;

import static java.util.Objects.requireNonNull;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.workflowservice.v1.SetWorkerDeploymentCurrentVersionRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.common.VersioningBehavior;
import io.temporal.common.WorkerDeploymentVersion;
import io.temporal.worker.WorkerDeploymentOptions;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The version of a deployment that a worker belongs to. A chain stays with workers of the version
 * that it began under; a version gets new chains once it is the deployment's current one.
 *
 * @param deployment name of the deployment
 * @param buildId which of its versions
 */
public record DeploymentVersion(String deployment, String buildId) {
  private static final Set<Status.Code> NOT_YET =
      Set.of(
          Status.Code.NOT_FOUND,
          Status.Code.FAILED_PRECONDITION,
          Status.Code.UNAVAILABLE,
          Status.Code.DEADLINE_EXCEEDED,
          Status.Code.RESOURCE_EXHAUSTED);

  public DeploymentVersion {
    requireNonNull(deployment, "deployment is null");
    requireNonNull(buildId, "buildId is null");
  }

  WorkerDeploymentOptions options() {
    return WorkerDeploymentOptions.newBuilder()
        .setUseVersioning(true)
        .setVersion(new WorkerDeploymentVersion(deployment, buildId))
        .setDefaultVersioningBehavior(VersioningBehavior.PINNED)
        .build();
  }

  /**
   * Makes this the version that new chains begin under; waits until the server knows its workers.
   *
   * @param log takes what there is to say while it waits
   */
  public void makeCurrent(TemporalConnection connection, Consumer<String> log)
      throws InterruptedException {
    WorkflowClient client = connection.client();
    SetWorkerDeploymentCurrentVersionRequest request =
        SetWorkerDeploymentCurrentVersionRequest.newBuilder()
            .setNamespace(client.getOptions().getNamespace())
            .setDeploymentName(deployment)
            .setBuildId(buildId)
            .setIgnoreMissingTaskQueues(true)
            .build();
    Waiting waiting = new Waiting(log);
    while (true) {
      try {
        client.getWorkflowServiceStubs().blockingStub().setWorkerDeploymentCurrentVersion(request);
        return;
      } catch (StatusRuntimeException e) {
        if (!NOT_YET.contains(e.getStatus().getCode())) {
          throw e;
        }
        waiting.pause(
            "Waiting until Temporal takes version %s of %s (%s)"
                .formatted(buildId, deployment, e.getStatus().getCode()));
      }
    }
  }
}
