package org.histochain.worker.local;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
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
  /** A task in a queue's other partitions waits up to 2 s for a worker that polls one at a time. */
  private static final String ONE_PARTITION = "matching.numTaskqueue%sPartitions=1";

  TemporalServer {
    requireNonNull(program, "program is null");
    requireNonNull(database, "database is null");
  }

  List<String> command() {
    return List.of(
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
        "warn",
        "--dynamic-config-value",
        ONE_PARTITION.formatted("Read"),
        "--dynamic-config-value",
        ONE_PARTITION.formatted("Write"));
  }
}
