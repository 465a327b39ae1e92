package org.histochain.worker.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.api.workflow.v1.WorkflowExecutionInfo;
import io.temporal.client.WorkflowExecutionMetadata;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.histochain.activities.artifact.ServerBinary;
import org.histochain.worker.telemetry.Telemetry;
import org.histochain.workflows.chain.ChainRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a long chain and a large pool leave in the real server's histories. The whole of it takes
 * long: {@code ./mvnw -pl worker -am test -Dtest=HistoryLimitsTest
 * -Dsurefire.failIfNoSpecifiedTests=false -Dhistory.iterations=1000 -Dhistory.shards=100000}.
 */
class HistoryLimitsTest {
  private static final Logger LOG = LoggerFactory.getLogger(HistoryLimitsTest.class);
  private static final int MOST_EVENTS = 51_200;
  private static final long MOST_BYTES = 50L << 20;

  @TempDir Path folder;

  /** One that does everything, and others that label beside it. */
  private static final class Workers implements AutoCloseable {
    private static final int LABELLING = 7;

    private final List<WorkerProcess> all = new ArrayList<>();

    Workers(EmbeddedTemporal temporal, StubSteps steps) {
      all.add(worker(temporal, steps, EnumSet.allOf(Role.class)));
      for (int index = 0; index < LABELLING; index++) {
        all.add(worker(temporal, steps, EnumSet.of(Role.INFER)));
      }
    }

    private static WorkerProcess worker(
        EmbeddedTemporal temporal, StubSteps steps, Set<Role> roles) {
      return new WorkerProcess(temporal.connection(), steps.services(), roles, Telemetry.silent());
    }

    void start() throws InterruptedException {
      for (WorkerProcess worker : all) {
        worker.start();
      }
    }

    @Override
    public void close() {
      all.forEach(WorkerProcess::close);
    }
  }

  /** The largest of the histories of a chain and its children. */
  private record Largest(int histories, long events, long bytes) {}

  @Test
  void aLongChainStaysWithinThem() throws Exception {
    int iterations = Integer.getInteger("history.iterations", 10);

    Largest largest = run(StubSteps.prompt(), iterations);

    assertThat(largest.histories()).isGreaterThan(2 * iterations);
    assertWithin(largest, iterations + " iterations");
  }

  @Test
  void aLargePoolStaysWithinThem() throws Exception {
    StubSteps steps = StubSteps.prompt();
    steps.shards = Integer.getInteger("history.shards", 600);

    Largest largest = run(steps, 1);

    assertWithin(largest, steps.shards + " shards");
  }

  private Largest run(StubSteps steps, int iterations) throws Exception {
    try (EmbeddedTemporal temporal =
            EmbeddedTemporal.start(folder, Optional.of(ServerBinary.find("temporal")));
        Workers workers = new Workers(temporal, steps)) {
      workers.start();
      ChainStarter starter = new ChainStarter(temporal.connection());
      starter.start("long", ChainRequest.of(StubSteps.spec(iterations)));
      starter.await("long");
      await("the list of what is over")
          .atMost(Duration.ofSeconds(30))
          .until(() -> closed(temporal).stream().anyMatch(HistoryLimitsTest::isTheEnd));
      List<WorkflowExecutionInfo> closed = closed(temporal);
      return new Largest(
          closed.size(),
          closed.stream().mapToLong(WorkflowExecutionInfo::getHistoryLength).max().orElseThrow(),
          closed.stream()
              .mapToLong(WorkflowExecutionInfo::getHistorySizeBytes)
              .max()
              .orElseThrow());
    }
  }

  private static List<WorkflowExecutionInfo> closed(EmbeddedTemporal temporal) {
    try (Stream<WorkflowExecutionMetadata> found =
        temporal.client().listExecutions("ExecutionStatus != 'Running'")) {
      return found.map(WorkflowExecutionMetadata::getWorkflowExecutionInfo).toList();
    }
  }

  private static boolean isTheEnd(WorkflowExecutionInfo execution) {
    return execution.getExecution().getWorkflowId().equals("long")
        && execution.getStatus() == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_COMPLETED;
  }

  private static void assertWithin(Largest largest, String what) {
    LOG.info(
        "{}: {} histories, the largest {} events and {} bytes",
        what,
        largest.histories(),
        largest.events(),
        largest.bytes());
    assertThat(largest.events()).isPositive().isLessThan(MOST_EVENTS);
    assertThat(largest.bytes()).isPositive().isLessThan(MOST_BYTES);
  }
}
