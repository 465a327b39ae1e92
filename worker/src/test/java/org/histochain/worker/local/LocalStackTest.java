package org.histochain.worker.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.temporal.api.workflowservice.v1.DescribeNamespaceRequest;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.histochain.activities.artifact.ArtifactStore;
import org.histochain.activities.artifact.StoreLocation;
import org.histochain.activities.artifact.StoreProbe;
import org.histochain.activities.artifact.Stores;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalStackTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path state;
  private LocalStack stack;
  private LocalFolder folder;
  private final List<String> news = new ArrayList<>();

  @BeforeEach
  void findServers() {
    org.histochain.activities.artifact.ServerBinary.find("temporal");
    org.histochain.activities.artifact.ServerBinary.find("minio");
    stack = new LocalStack(Map.of("XDG_STATE_HOME", state.toString()));
    folder = new LocalFolder(stack.folder());
  }

  @AfterEach
  void stop() throws Exception {
    if (stack != null) {
      stack.down();
    }
  }

  @Test
  void upReturnsWhenBothServersAnswerAndDownEndsThem() throws Exception {
    Ports ports = Ports.free();

    LocalStack.Running running = stack.up(ports, news::add);

    assertThat(running.started()).isTrue();
    assertThat(running.ports()).isEqualTo(ports);
    assertThat(running.ui()).isEqualTo("http://127.0.0.1:" + ports.ui());
    assertThat(stack.environment())
        .containsEntry("TEMPORAL_ADDRESS", "127.0.0.1:" + ports.temporal())
        .containsEntry("HISTOCHAIN_STORE", "s3://histochain")
        .containsEntry("AWS_ENDPOINT_URL_S3", "http://127.0.0.1:" + ports.minio())
        .containsEntry("HISTOCHAIN_UI", "http://127.0.0.1:" + ports.ui());
    try (ArtifactStore store = store()) {
      assertThat(StoreProbe.check(store)).isNotEmpty();
    }
    assertThatNamespaceIsPrepared(ports);

    assertThat(stack.down()).isTrue();

    assertThat(stack.isUp()).isFalse();
    ports.checkFree();
    assertThat(stack.down()).isFalse();
  }

  @Test
  void onlyTheOwnerReadsTheCredentials() throws Exception {
    stack.up(Ports.free(), news::add);

    assertThat(
            PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.environmentFile())))
        .isEqualTo("rw-------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.path())))
        .isEqualTo("rwx------");
    assertThat(stack.environment().get("AWS_SECRET_ACCESS_KEY")).hasSize(40);
    assertThat(Files.readString(folder.log("minio")))
        .doesNotContain(stack.environment().get("AWS_SECRET_ACCESS_KEY"));
  }

  @Test
  void aSecondUpFindsTheStackRunning() throws Exception {
    LocalStack.Running first = stack.up(Ports.free(), news::add);

    LocalStack.Running second = stack.up(Ports.free(), news::add);

    assertThat(second.started()).isFalse();
    assertThat(second.ports()).isEqualTo(first.ports());
  }

  @Test
  void dataAndCredentialsOutliveDownAndAChangeOfPorts() throws Exception {
    stack.up(Ports.free(), news::add);
    String secret = stack.environment().get("AWS_SECRET_ACCESS_KEY");
    try (ArtifactStore store = store()) {
      store.put("kept/object", new byte[] {1, 2, 3});
    }
    stack.down();

    Ports others = Ports.free();
    stack.up(others, news::add);

    assertThat(stack.environment())
        .containsEntry("AWS_SECRET_ACCESS_KEY", secret)
        .containsEntry("TEMPORAL_ADDRESS", "127.0.0.1:" + others.temporal());
    try (ArtifactStore store = store()) {
      assertThat(store.open("kept/object").readAllBytes()).containsExactly(1, 2, 3);
    }
  }

  @Test
  void bothServersDieWithAKilledSupervisorAndUpStartsThemAgain() throws Exception {
    Ports ports = Ports.free();
    stack.up(ports, news::add);
    ProcessHandle temporal = process(folder.serverPid("temporal"));
    ProcessHandle minio = process(folder.serverPid("minio"));

    process(folder.supervisorPid()).destroyForcibly();

    await().atMost(PATIENCE).until(() -> !temporal.isAlive() && !minio.isAlive());
    assertThat(stack.isUp()).isFalse();
    assertThat(stack.down()).isFalse();
    assertThat(stack.up(ports, news::add).started()).isTrue();
  }

  @Test
  void aKilledServerIsStartedAgain() throws Exception {
    Ports ports = Ports.free();
    stack.up(ports, news::add);
    for (String server : List.of("temporal", "minio")) {
      ProcessHandle before = process(folder.serverPid(server));

      before.destroyForcibly();

      await()
          .atMost(PATIENCE)
          .ignoreExceptions()
          .until(() -> process(folder.serverPid(server)).pid() != before.pid());
    }
    // Waits until both answer.
    assertThat(stack.up(ports, news::add).started()).isFalse();
    assertThat(Files.readString(folder.log("supervisor"))).contains("starting it again");
  }

  @Test
  void namesAPortThatIsInUse() throws Exception {
    Ports ports = Ports.free();
    try (ServerSocket taken = new ServerSocket(ports.ui(), 1, InetAddress.getLoopbackAddress())) {
      assertThatThrownBy(() -> stack.up(ports, news::add))
          .isInstanceOf(LocalStackException.class)
          .hasMessageContaining("port " + taken.getLocalPort())
          .hasMessageContaining("is in use")
          .hasMessageContaining("--ui-port");
    }
    assertThat(stack.isUp()).isFalse();
    assertThat(folder.environmentFile()).doesNotExist();
  }

  @Test
  void noTwoServersOpenOneDatabase() throws Exception {
    stack.up(Ports.free(), news::add);

    try (OwnedServer second =
        OwnedServer.start(
            List.of("sleep", "60"),
            Map.of(),
            folder.serverLock("temporal"),
            state.resolve("second.log"))) {
      assertThat(second.await()).isEqualTo(OwnedServer.LOCK_HELD);
    }
  }

  @Test
  void theSupervisorGivesUpOnAServerThatNeverLives() throws Exception {
    folder.create();
    LocalEnvironment.withNewCredentials(Ports.free()).write(folder.environmentFile());
    Process supervisor =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Supervisor.class.getName(),
                folder.path().toString(),
                "/bin/false",
                "/bin/false")
            .redirectErrorStream(true)
            .redirectOutput(state.resolve("supervisor.log").toFile())
            .start();

    assertThat(supervisor.waitFor()).isEqualTo(Supervisor.GAVE_UP);
    assertThat(Files.readString(state.resolve("supervisor.log"))).contains("giving up");
  }

  private ArtifactStore store() throws IOException {
    Map<String, String> environment = stack.environment();
    return Stores.open(
        new StoreLocation(
            URI.create(environment.get("HISTOCHAIN_STORE")),
            URI.create(environment.get("AWS_ENDPOINT_URL_S3")),
            environment.get("AWS_ACCESS_KEY_ID"),
            environment.get("AWS_SECRET_ACCESS_KEY"),
            environment.get("AWS_REGION")));
  }

  private static ProcessHandle process(Path pidFile) throws IOException {
    return ProcessHandle.of(Long.parseLong(Files.readString(pidFile).strip())).orElseThrow();
  }

  private static void assertThatNamespaceIsPrepared(Ports ports) {
    WorkflowServiceStubs service =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder()
                .setTarget("127.0.0.1:" + ports.temporal())
                .build());
    try {
      assertThat(new TemporalNamespace(service, "default").missingSearchAttributes()).isEmpty();
      assertThat(
              service
                  .blockingStub()
                  .describeNamespace(
                      DescribeNamespaceRequest.newBuilder().setNamespace("default").build())
                  .getConfig()
                  .getWorkflowExecutionRetentionTtl()
                  .getSeconds())
          .isEqualTo(Duration.ofDays(30).toSeconds());
    } finally {
      service.shutdownNow();
    }
  }
}
