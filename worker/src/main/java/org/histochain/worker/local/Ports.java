package org.histochain.worker.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Map;

/**
 * The loopback ports of the local stack.
 *
 * @param temporal Temporal's gRPC port
 * @param ui Temporal's web page
 * @param minio MinIO's S3 port
 */
public record Ports(int temporal, int ui, int minio) {
  /** The ports that are taken where nothing else is said: 7233, 8233, 9000. */
  public static final Ports DEFAULT = new Ports(7233, 8233, 9000);

  public Ports {
    check(temporal);
    check(ui);
    check(minio);
    if (temporal == ui || temporal == minio || ui == minio) {
      throw new IllegalArgumentException(
          "ports %d (Temporal), %d (its UI) and %d (MinIO) are not distinct: give each its own"
              .formatted(temporal, ui, minio));
    }
  }

  /**
   * Reads HISTOCHAIN_TEMPORAL_PORT, HISTOCHAIN_UI_PORT and HISTOCHAIN_MINIO_PORT; what is unset
   * keeps its default.
   *
   * @throws IllegalArgumentException if one is not a port
   */
  public static Ports fromEnvironment(Map<String, String> environment) {
    return new Ports(
        read(environment, "HISTOCHAIN_TEMPORAL_PORT", DEFAULT.temporal),
        read(environment, "HISTOCHAIN_UI_PORT", DEFAULT.ui),
        read(environment, "HISTOCHAIN_MINIO_PORT", DEFAULT.minio));
  }

  /** Returns three ports that nothing listens on now. */
  public static Ports free() throws IOException {
    try (ServerSocket temporal = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        ServerSocket ui = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        ServerSocket minio = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return new Ports(temporal.getLocalPort(), ui.getLocalPort(), minio.getLocalPort());
    }
  }

  /**
   * Checks that all three can be listened on.
   *
   * @throws LocalStackException naming the first that cannot
   */
  void checkFree() throws LocalStackException {
    checkFree(temporal, "Temporal", "--temporal-port");
    checkFree(ui, "Temporal's web page", "--ui-port");
    checkFree(minio, "MinIO", "--minio-port");
  }

  private static void checkFree(int port, String server, String option) throws LocalStackException {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    } catch (IOException e) {
      throw new LocalStackException(
          "port %d, for %s, is in use (%s): choose another by %s"
              .formatted(port, server, e.getMessage(), option),
          e);
    }
  }

  private static int read(Map<String, String> environment, String name, int otherwise) {
    String value = environment.get(name);
    if (value == null || value.isBlank()) {
      return otherwise;
    }
    try {
      return Integer.parseInt(value.strip());
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "%s is %s, which is no port: set 1 to 65535".formatted(name, value), e);
    }
  }

  private static void check(int port) {
    if (port < 1 || port > 65535) {
      throw new IllegalArgumentException("%d is no port: choose one of 1 to 65535".formatted(port));
    }
  }
}
