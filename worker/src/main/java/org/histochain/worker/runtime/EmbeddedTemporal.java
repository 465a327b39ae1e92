package org.histochain.worker.runtime;

import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionMetadata;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.histochain.worker.local.EmbeddedServer;
import org.histochain.worker.local.LocalStackException;
import org.histochain.worker.local.TemporalNamespace;

/**
 * The Temporal of a single command: a dev server where there is a {@code temporal} program, its
 * state in a file; else a server inside this process, which keeps nothing.
 */
public final class EmbeddedTemporal implements AutoCloseable {
  private final TemporalConnection connection;
  private final String description;
  private final boolean keepsState;
  private final Server server;

  private interface Server {
    void close() throws IOException;
  }

  private EmbeddedTemporal(
      TemporalConnection connection, String description, boolean keepsState, Server server) {
    this.connection = connection;
    this.description = description;
    this.keepsState = keepsState;
    this.server = server;
  }

  /**
   * Starts a server and connects to it.
   *
   * @param outFolder the command's output folder; the server's state is in its {@code temporal/}
   * @param temporalProgram the {@code temporal} program, or empty for the server in this process
   * @throws LocalStackException if another run uses the folder, or the server does not start
   */
  public static EmbeddedTemporal start(Path outFolder, Optional<Path> temporalProgram)
      throws IOException, LocalStackException, TemporalUnreachableException, InterruptedException {
    return temporalProgram.isPresent()
        ? devServer(temporalProgram.get(), outFolder.resolve("temporal").toAbsolutePath())
        : inProcess();
  }

  private static EmbeddedTemporal devServer(Path program, Path folder)
      throws IOException, LocalStackException, TemporalUnreachableException, InterruptedException {
    EmbeddedServer server = EmbeddedServer.start(program, folder);
    try {
      TemporalConnection connection =
          TemporalConnection.open(
              new ConnectionSettings(
                  server.address(), server.namespace(), null, server.uiAddress()));
      String description =
          "Temporal's dev server (%s), its state in %s, its web page at %s"
              .formatted(program, folder, server.uiAddress());
      return new EmbeddedTemporal(connection, description, true, server::close);
    } catch (TemporalUnreachableException | RuntimeException e) {
      server.close();
      throw e;
    }
  }

  private static EmbeddedTemporal inProcess() {
    TestEnvironmentOptions.Builder options =
        TestEnvironmentOptions.newBuilder()
            .setUseTimeskipping(false)
            .setWorkflowClientOptions(TemporalConnection.clientOptions("default"));
    TemporalNamespace.SEARCH_ATTRIBUTES.forEach(options::registerSearchAttribute);
    TestWorkflowEnvironment environment = TestWorkflowEnvironment.newInstance(options.build());
    return new EmbeddedTemporal(
        new TemporalConnection(environment.getWorkflowClient(), null, true),
        "a Temporal server inside this process, which keeps nothing: a re-run starts the chain"
            + " again and reuses its finished steps",
        false,
        environment::close);
  }

  /** The connection to it. */
  public TemporalConnection connection() {
    return connection;
  }

  /** The client of that connection. */
  public WorkflowClient client() {
    return connection.client();
  }

  /** Says in a line, for people, which server it is and where its state lies. */
  public String describe() {
    return description;
  }

  /** Ends every chain that an earlier run left open in this server, save that of {@code id}. */
  public void endAllBut(String id) {
    if (!keepsState) {
      return;
    }
    List<String> open;
    try (Stream<WorkflowExecutionMetadata> running =
        client().listExecutions("ExecutionStatus = 'Running'")) {
      open = running.map(found -> found.getExecution().getWorkflowId()).toList();
    }
    for (String other : open) {
      if (!other.equals(id) && !other.startsWith(id + "/")) {
        client().newUntypedWorkflowStub(other).terminate("another chain is run in its folder");
      }
    }
  }

  @Override
  public void close() throws IOException {
    connection.close();
    server.close();
  }
}
