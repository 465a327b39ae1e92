package org.histochain.worker.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.temporal.api.operatorservice.v1.RemoveSearchAttributesRequest;
import io.temporal.serviceclient.OperatorServiceStubs;
import io.temporal.serviceclient.OperatorServiceStubsOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.histochain.activities.artifact.ServerBinary;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemporalNamespaceTest {
  private final List<String> trouble = new ArrayList<>();

  @TempDir private Path folder;

  @Test
  void registersWhatIsMissingAgainAndAgain() throws Exception {
    EmbeddedServer server = EmbeddedServer.start(ServerBinary.find("temporal"), folder);
    WorkflowServiceStubs service = service(server.address());
    try {
      TemporalNamespace namespace = new TemporalNamespace(service, "default");
      remove(service, "HistochainBest");
      await()
          .untilAsserted(
              () ->
                  assertThat(namespace.missingSearchAttributes())
                      .containsOnlyKeys("HistochainBest"));

      assertThat(namespace.ensureSearchAttributes(trouble::add)).isTrue();
      assertThat(namespace.ensureSearchAttributes(trouble::add)).isTrue();
      await().untilAsserted(() -> assertThat(namespace.missingSearchAttributes()).isEmpty());
      assertThat(trouble).isEmpty();
    } finally {
      service.shutdownNow();
      server.close();
    }
  }

  @Test
  void saysInALineWhatIsMissingAndWhatToDoWhereItIsNotLetIn() {
    WorkflowServiceStubs service = service("127.0.0.1:1");
    try {
      TemporalNamespace namespace = new TemporalNamespace(service, "tissue");
      assertThat(namespace.ensureSearchAttributes(trouble::add)).isFalse();
      assertThat(trouble)
          .singleElement()
          .asString()
          .contains("HistochainBest (Double)", "HistochainIteration (Int)", "namespace tissue")
          .contains("temporal operator search-attribute create")
          .doesNotContain("\n");
    } finally {
      service.shutdownNow();
    }
  }

  private static WorkflowServiceStubs service(String address) {
    return WorkflowServiceStubs.newServiceStubs(
        WorkflowServiceStubsOptions.newBuilder().setTarget(address).build());
  }

  private static void remove(WorkflowServiceStubs service, String name) {
    OperatorServiceStubs operator =
        OperatorServiceStubs.newServiceStubs(
            OperatorServiceStubsOptions.newBuilder()
                .setChannel(service.getRawChannel())
                .validateAndBuildWithDefaults());
    try {
      operator
          .blockingStub()
          .removeSearchAttributes(
              RemoveSearchAttributesRequest.newBuilder()
                  .setNamespace("default")
                  .addSearchAttributes(name)
                  .build());
    } finally {
      operator.shutdownNow();
    }
  }
}
