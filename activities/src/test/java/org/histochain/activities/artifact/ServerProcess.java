package org.histochain.activities.artifact;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;

/** A server of a test's own that ends with this process, whatever happens. */
final class ServerProcess {
  private final Process server;
  private final Process watcher;

  private ServerProcess(Process server, Process watcher) {
    this.server = server;
    this.watcher = watcher;
  }

  /** Starts it; all that it prints is added to {@code log}. */
  static ServerProcess start(ProcessBuilder command, Path log) throws IOException {
    Process server =
        command
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    // Its standard input ends when this process does, however that ends.
    Process watcher =
        new ProcessBuilder("sh", "-c", "cat >/dev/null; kill -9 " + server.pid()).start();
    return new ServerProcess(server, watcher);
  }

  /** Returns a port of the loopback address that was free just now. */
  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  long pid() {
    return server.pid();
  }

  /** Kills it as a crash would; returns when it is gone. */
  void kill() {
    server.destroyForcibly().onExit().join();
    watcher.destroyForcibly();
  }
}
