package org.histochain.worker.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import org.histochain.activities.artifact.ServerBinary;
import org.histochain.worker.local.LocalStackException;
import org.histochain.worker.telemetry.Telemetry;
import org.histochain.workflows.chain.ChainRequest;
import org.histochain.workflows.chain.ChainResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedTemporalTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path out;

  @Test
  void runsAChainInThisProcessAndSaysThatNothingIsKept() throws Exception {
    try (EmbeddedTemporal temporal = EmbeddedTemporal.start(out, Optional.empty())) {
      assertThat(temporal.describe()).contains("inside this process").contains("keeps nothing");
      assertThat(temporal.connection().uiLink("chain")).isEmpty();
      assertThat(runChain(temporal).iterations()).isEqualTo(1);
    }
    assertThat(out).isEmptyDirectory();
  }

  @Test
  void keepsTheDevServersStateInTheOutputFolder() throws Exception {
    Optional<Path> program = Optional.of(ServerBinary.find("temporal"));
    try (EmbeddedTemporal temporal = EmbeddedTemporal.start(out, program)) {
      assertThat(temporal.describe()).contains(out.resolve("temporal").toString());
      assertThat(temporal.connection().namespace().missingSearchAttributes()).isEmpty();
      assertThat(temporal.connection().uiLink("a/b").orElseThrow())
          .startsWith("http://127.0.0.1:")
          .endsWith("/namespaces/default/workflows/a%2Fb");
      assertThat(runChain(temporal).iterations()).isEqualTo(1);
    }
    try (EmbeddedTemporal again = EmbeddedTemporal.start(out, program)) {
      assertThat(new ChainStarter(again.connection()).live("chain").orElseThrow().state())
          .isEqualTo(LiveChain.State.COMPLETED);
    }
  }

  @Test
  void goesOnWithAChainThatAnEarlierRunLeftOpen() throws Exception {
    Optional<Path> program = Optional.of(ServerBinary.find("temporal"));
    StubSteps interrupted = new StubSteps();
    try (Telemetry telemetry = Telemetry.silent();
        EmbeddedTemporal temporal = EmbeddedTemporal.start(out, program);
        WorkerProcess worker = worker(temporal, interrupted, telemetry)) {
      worker.start();
      new ChainStarter(temporal.connection()).start("chain", StubSteps.spec(1));
      interrupted.pretraining.await();
      interrupted.pretrain.countDown();
    }
    try (EmbeddedTemporal again = EmbeddedTemporal.start(out, program)) {
      assertThat(runChain(again).iterations()).isEqualTo(1);
    }
  }

  @Test
  void refusesAFolderThatAnotherRunUses() throws Exception {
    Optional<Path> program = Optional.of(ServerBinary.find("temporal"));
    try (EmbeddedTemporal temporal = EmbeddedTemporal.start(out, program)) {
      assertThatThrownBy(() -> EmbeddedTemporal.start(out, program))
          .isInstanceOf(LocalStackException.class)
          .hasMessageContaining(out.toString())
          .hasMessageContaining("in use by another run");
      assertThat(temporal.connection().namespace().missingSearchAttributes()).isEmpty();
    }
  }

  @Test
  void theServerDiesWithItsCommand() throws Exception {
    Path program = ServerBinary.find("temporal");
    Process command =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                EmbeddedCommand.class.getName(),
                out.toString(),
                program.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String line = "";
    while (!line.startsWith("embedded ")) {
      line = command.inputReader(StandardCharsets.UTF_8).readLine();
      assertThat(line).as("output of the command").isNotNull();
    }
    ProcessHandle server =
        command
            .descendants()
            .filter(process -> process.info().command().orElse("").endsWith("temporal"))
            .findFirst()
            .orElseThrow();

    command.destroyForcibly();

    await().atMost(PATIENCE).until(() -> !server.isAlive());
    EmbeddedTemporal.start(out, Optional.of(program)).close();
  }

  /** A command that starts a server and never ends by itself. */
  static final class EmbeddedCommand {
    private EmbeddedCommand() {}

    public static void main(String[] arguments) throws Exception {
      EmbeddedTemporal temporal =
          EmbeddedTemporal.start(Path.of(arguments[0]), Optional.of(Path.of(arguments[1])));
      System.out.println("embedded " + temporal.describe());
      Thread.sleep(Duration.ofMinutes(10));
    }
  }

  private static ChainResult runChain(EmbeddedTemporal temporal) throws Exception {
    try (Telemetry telemetry = Telemetry.silent();
        WorkerProcess worker = worker(temporal, StubSteps.prompt(), telemetry)) {
      worker.start();
      ChainStarter starter = new ChainStarter(temporal.connection());
      starter.restart("chain", ChainRequest.of(StubSteps.spec(1)));
      return starter.await("chain");
    }
  }

  private static WorkerProcess worker(
      EmbeddedTemporal temporal, StubSteps steps, Telemetry telemetry) {
    return new WorkerProcess(
        temporal.connection(), steps.services(), EnumSet.allOf(Role.class), telemetry);
  }
}
