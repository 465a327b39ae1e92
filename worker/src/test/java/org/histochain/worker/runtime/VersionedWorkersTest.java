package org.histochain.worker.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.temporal.api.history.v1.HistoryEvent;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.histochain.activities.artifact.ServerBinary;
import org.histochain.worker.telemetry.Telemetry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two versions of a deployment on a real server. */
@Timeout(180)
class VersionedWorkersTest {
  private static final DeploymentVersion ONE = new DeploymentVersion("histochain", "1");
  private static final DeploymentVersion TWO = new DeploymentVersion("histochain", "2");

  @TempDir Path folder;

  @Test
  void aChainStaysWithTheVersionThatItBeganUnder() throws Exception {
    try (EmbeddedTemporal temporal =
        EmbeddedTemporal.start(folder, Optional.of(ServerBinary.find("temporal")))) {
      ChainStarter starter = new ChainStarter(temporal.connection());
      StubSteps first = new StubSteps();
      StubSteps second = StubSteps.prompt();
      try (WorkerProcess one = worker(temporal, first, ONE)) {
        starter.start("old", StubSteps.spec(1));
        first.pretraining.await();
        try (WorkerProcess two = worker(temporal, second, TWO)) {
          starter.start("new", StubSteps.spec(1));
          assertThat(starter.await("new").iterations()).isEqualTo(1);
          first.pretrain.countDown();
          assertThat(starter.await("old").iterations()).isEqualTo(1);
          assertThat(two.isPolling()).isTrue();
        }
        assertThat(one.isPolling()).isTrue();
      }
      for (String workflow : Set.of("old", "old/iteration-1", "old/iteration-1/labels-0")) {
        assertThat(builds(temporal, workflow)).as(workflow).containsExactly("1");
      }
      for (String workflow : Set.of("new", "new/iteration-1", "new/iteration-1/labels-0")) {
        assertThat(builds(temporal, workflow)).as(workflow).containsExactly("2");
      }
      assertThat(first.chains).containsExactly("old");
      assertThat(second.chains).containsExactly("new");
    }
  }

  private static WorkerProcess worker(
      EmbeddedTemporal temporal, StubSteps steps, DeploymentVersion version) throws Exception {
    WorkerProcess worker =
        new WorkerProcess(
            temporal.connection(),
            steps.services(),
            EnumSet.allOf(Role.class),
            Telemetry.silent(),
            version);
    worker.start();
    version.makeCurrent(temporal.connection(), line -> {});
    return worker;
  }

  /** Returns the versions whose workers have run a workflow's tasks. */
  private static Set<String> builds(EmbeddedTemporal temporal, String workflow) {
    return temporal.client().fetchHistory(workflow).getEvents().stream()
        .filter(HistoryEvent::hasWorkflowTaskCompletedEventAttributes)
        .map(
            event ->
                event.getWorkflowTaskCompletedEventAttributes().getDeploymentVersion().getBuildId())
        .collect(Collectors.toSet());
  }
}
