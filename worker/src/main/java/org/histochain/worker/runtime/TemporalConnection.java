package org.histochain.worker.runtime;

import com.uber.m3.tally.NoopScope;
import com.uber.m3.tally.Scope;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.workflowservice.v1.DescribeNamespaceRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.envconfig.ClientConfigProfile;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.histochain.worker.local.TemporalNamespace;
import org.histochain.workflows.contract.DataConverters;
import org.jspecify.annotations.Nullable;

/** A connection to one namespace of a Temporal server, tried before it is handed out. */
public final class TemporalConnection implements AutoCloseable {
  private static final long DEADLINE_SECONDS = 5;

  private final WorkflowClient client;
  private final @Nullable String uiAddress;
  private final boolean searchable;

  /**
   * @param searchable whether the server is known to have a chain's search attributes
   */
  TemporalConnection(WorkflowClient client, @Nullable String uiAddress, boolean searchable) {
    this.client = client;
    this.uiAddress = uiAddress;
    this.searchable = searchable;
  }

  /**
   * Connects.
   *
   * @throws TemporalUnreachableException if the server does not answer, or the namespace is not
   *     there
   */
  public static TemporalConnection open(ConnectionSettings settings)
      throws TemporalUnreachableException {
    return open(settings, new NoopScope());
  }

  /** Connects, and reports the SDK's meters to {@code scope}. */
  public static TemporalConnection open(ConnectionSettings settings, Scope scope)
      throws TemporalUnreachableException {
    ClientConfigProfile profile = settings.profile();
    WorkflowServiceStubsOptions.Builder options =
        profile == null
            ? WorkflowServiceStubsOptions.newBuilder()
            : WorkflowServiceStubsOptions.newBuilder(profile.toWorkflowServiceStubsOptions());
    WorkflowServiceStubs service =
        WorkflowServiceStubs.newServiceStubs(
            options.setTarget(settings.address()).setMetricsScope(scope).build());
    try {
      service
          .blockingStub()
          .withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS)
          .describeNamespace(
              DescribeNamespaceRequest.newBuilder().setNamespace(settings.namespace()).build());
    } catch (StatusRuntimeException e) {
      service.shutdownNow();
      throw unreachable(settings, e);
    }
    return new TemporalConnection(
        WorkflowClient.newInstance(service, clientOptions(settings.namespace())),
        settings.uiAddress(),
        false);
  }

  /**
   * Connects as soon as the server answers, saying so once and then every half minute.
   *
   * @param log takes what there is to say
   * @throws TemporalUnreachableException if the server answers but refuses
   */
  public static TemporalConnection waitFor(
      ConnectionSettings settings, Scope scope, Consumer<String> log)
      throws TemporalUnreachableException, InterruptedException {
    Waiting waiting = new Waiting(log);
    while (true) {
      try {
        return open(settings, scope);
      } catch (TemporalUnreachableException e) {
        if (!e.passing()) {
          throw e;
        }
        waiting.pause("Waiting for Temporal: " + e.getMessage());
      }
    }
  }

  static WorkflowClientOptions clientOptions(String namespace) {
    return WorkflowClientOptions.newBuilder()
        .setNamespace(namespace)
        .setDataConverter(DataConverters.guarded())
        .build();
  }

  /** The client, whose payloads are guarded. */
  public WorkflowClient client() {
    return client;
  }

  /**
   * Registers the search attributes that the namespace lacks, where rights allow.
   *
   * @param trouble takes a line where they do not
   * @return whether chains may set them
   */
  public boolean ensureSearchAttributes(Consumer<String> trouble) {
    return searchable || namespace().ensureSearchAttributes(trouble);
  }

  /** The namespace's search attributes. */
  TemporalNamespace namespace() {
    return new TemporalNamespace(
        client.getWorkflowServiceStubs(), client.getOptions().getNamespace());
  }

  /** Returns where the web page shows a workflow; empty where no web page is known. */
  public Optional<String> uiLink(String workflowId) {
    if (uiAddress == null) {
      return Optional.empty();
    }
    String id = URLEncoder.encode(workflowId, StandardCharsets.UTF_8).replace("+", "%20");
    return Optional.of(
        "%s/namespaces/%s/workflows/%s"
            .formatted(uiAddress, client.getOptions().getNamespace(), id));
  }

  @Override
  public void close() {
    client.getWorkflowServiceStubs().shutdownNow();
  }

  private static TemporalUnreachableException unreachable(
      ConnectionSettings settings, StatusRuntimeException fault) {
    String where = settings.address();
    String namespace = settings.namespace();
    Status.Code code = fault.getStatus().getCode();
    return switch (code) {
      case NOT_FOUND ->
          new TemporalUnreachableException(
              "Temporal at %s has no namespace %s: create it (temporal operator namespace create"
                      .formatted(where, namespace)
                  + " --namespace %s), or set TEMPORAL_NAMESPACE".formatted(namespace),
              false,
              fault);
      case UNAUTHENTICATED, PERMISSION_DENIED ->
          new TemporalUnreachableException(
              "Temporal at %s does not let us into namespace %s (%s): check TEMPORAL_API_KEY and"
                      .formatted(where, namespace, code)
                  + " TEMPORAL_TLS_*",
              false,
              fault);
      default ->
          new TemporalUnreachableException(
              "Temporal does not answer at %s (%s): start the local stack with `histochain up`, or"
                      .formatted(where, code)
                  + " set TEMPORAL_ADDRESS",
              true,
              fault);
    };
  }
}
