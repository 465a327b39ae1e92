package org.histochain.worker.local;

import com.google.protobuf.util.Durations;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.api.namespace.v1.NamespaceConfig;
import io.temporal.api.operatorservice.v1.AddSearchAttributesRequest;
import io.temporal.api.operatorservice.v1.ListSearchAttributesRequest;
import io.temporal.api.workflowservice.v1.DescribeNamespaceRequest;
import io.temporal.api.workflowservice.v1.UpdateNamespaceRequest;
import io.temporal.common.SearchAttributeKey;
import io.temporal.serviceclient.OperatorServiceStubs;
import io.temporal.serviceclient.OperatorServiceStubsOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.histochain.workflows.chain.ChainSearchAttributes;

/**
 * What Histochain needs of a Temporal namespace: its search attributes, and time to keep chains.
 */
public final class TemporalNamespace {
  /** How long the local servers keep closed chains. */
  public static final Duration RETENTION = Duration.ofDays(30);

  /** The search attributes of a chain, by name. */
  public static final SortedMap<String, IndexedValueType> SEARCH_ATTRIBUTES = searchAttributes();

  private static final Map<IndexedValueType, String> TYPES =
      Map.of(
          IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD, "Keyword",
          IndexedValueType.INDEXED_VALUE_TYPE_DOUBLE, "Double",
          IndexedValueType.INDEXED_VALUE_TYPE_INT, "Int");

  private static final long DEADLINE_SECONDS = 10;

  private final WorkflowServiceStubs service;
  private final String namespace;

  public TemporalNamespace(WorkflowServiceStubs service, String namespace) {
    this.service = service;
    this.namespace = namespace;
  }

  /**
   * Prepares the namespace of a server of our own, waiting until it answers.
   *
   * @throws StatusRuntimeException if it does not within {@code patience}
   */
  static void prepare(String address, String namespace, Duration patience)
      throws InterruptedException {
    WorkflowServiceStubs service =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder().setTarget(address).build());
    try {
      TemporalNamespace prepared = new TemporalNamespace(service, namespace);
      prepared.await(patience);
      prepared.keepClosedFor(RETENTION);
      prepared.registerSearchAttributes();
    } finally {
      service.shutdownNow();
    }
  }

  private void await(Duration patience) throws InterruptedException {
    long end = System.nanoTime() + patience.toNanos();
    while (true) {
      try {
        describe();
        return;
      } catch (StatusRuntimeException e) {
        if (System.nanoTime() > end) {
          throw e;
        }
        Thread.sleep(Duration.ofMillis(100));
      }
    }
  }

  private void describe() {
    service
        .blockingStub()
        .withDeadlineAfter(2, TimeUnit.SECONDS)
        .describeNamespace(DescribeNamespaceRequest.newBuilder().setNamespace(namespace).build());
  }

  private void keepClosedFor(Duration retention) {
    service
        .blockingStub()
        .withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS)
        .updateNamespace(
            UpdateNamespaceRequest.newBuilder()
                .setNamespace(namespace)
                .setConfig(
                    NamespaceConfig.newBuilder()
                        .setWorkflowExecutionRetentionTtl(
                            Durations.fromSeconds(retention.toSeconds())))
                .build());
  }

  /**
   * Returns the search attributes that the namespace lacks.
   *
   * @throws StatusRuntimeException if the server cannot be asked
   */
  public SortedMap<String, IndexedValueType> missingSearchAttributes() {
    OperatorServiceStubs operator = operator();
    try {
      Map<String, IndexedValueType> there =
          operator
              .blockingStub()
              .withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS)
              .listSearchAttributes(
                  ListSearchAttributesRequest.newBuilder().setNamespace(namespace).build())
              .getCustomAttributesMap();
      SortedMap<String, IndexedValueType> missing = new TreeMap<>(SEARCH_ATTRIBUTES);
      missing.keySet().removeAll(there.keySet());
      return missing;
    } finally {
      operator.shutdownNow();
    }
  }

  /**
   * Registers the search attributes that the namespace lacks.
   *
   * @throws StatusRuntimeException if the server refuses
   */
  public void registerSearchAttributes() {
    SortedMap<String, IndexedValueType> missing = missingSearchAttributes();
    if (missing.isEmpty()) {
      return;
    }
    OperatorServiceStubs operator = operator();
    try {
      operator
          .blockingStub()
          .withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS)
          .addSearchAttributes(
              AddSearchAttributesRequest.newBuilder()
                  .setNamespace(namespace)
                  .putAllSearchAttributes(missing)
                  .build());
    } catch (StatusRuntimeException e) {
      if (e.getStatus().getCode() != Status.Code.ALREADY_EXISTS) {
        throw e;
      }
    } finally {
      operator.shutdownNow();
    }
  }

  /**
   * Registers the search attributes that the namespace lacks, where rights allow.
   *
   * @param trouble takes a line where they do not: what is missing, why, and what to do
   * @return whether the namespace has them all
   */
  public boolean ensureSearchAttributes(Consumer<String> trouble) {
    try {
      registerSearchAttributes();
      return true;
    } catch (StatusRuntimeException e) {
      trouble.accept(
          "search attributes %s are not in namespace %s, as far as can be seen (%s): chains run,"
                  .formatted(kinds(), namespace, e.getStatus().getCode())
              + " and Temporal's list cannot be searched by them; have each created: temporal"
              + " operator search-attribute create --namespace %s --name NAME --type TYPE"
                  .formatted(namespace));
      return false;
    }
  }

  private static String kinds() {
    return String.join(
        ", ",
        ChainSearchAttributes.all().stream()
            .map(key -> key.getName() + " (" + TYPES.get(key.getValueType()) + ")")
            .toList());
  }

  private OperatorServiceStubs operator() {
    return OperatorServiceStubs.newServiceStubs(
        OperatorServiceStubsOptions.newBuilder()
            .setChannel(service.getRawChannel())
            .validateAndBuildWithDefaults());
  }

  private static SortedMap<String, IndexedValueType> searchAttributes() {
    SortedMap<String, IndexedValueType> attributes = new TreeMap<>();
    for (SearchAttributeKey<?> key : ChainSearchAttributes.all()) {
      attributes.put(key.getName(), key.getValueType());
    }
    return Collections.unmodifiableSortedMap(attributes);
  }
}
