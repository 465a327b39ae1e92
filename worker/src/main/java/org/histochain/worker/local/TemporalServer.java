package org.histochain.worker.local;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How Temporal's dev server is started.
 *
 * @param program the {@code temporal} command
 * @param port gRPC port
 * @param uiPort port of its web page
 * @param database SQLite file
 */
record TemporalServer(Path program, int port, int uiPort, Path database) {
  TemporalServer {
    requireNonNull(program, "program is null");
    requireNonNull(database, "database is null");
  }

  List<String> command() {
    List<String> command =
        new ArrayList<>(
            List.of(
                program.toString(),
                "server",
                "start-dev",
                "--ip",
                "127.0.0.1",
                "--port",
                Integer.toString(port),
                "--ui-port",
                Integer.toString(uiPort),
                "--namespace",
                LocalEnvironment.NAMESPACE,
                "--db-filename",
                database.toString(),
                "--log-level",
                "warn"));
    return command;
  }
}
