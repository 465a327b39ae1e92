package org.histochain.bench.chaos;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.histochain.activities.artifact.ArtifactStore;
import org.histochain.activities.artifact.StoreLocation;
import org.histochain.activities.artifact.Stores;
import org.histochain.worker.local.LocalStack;
import org.histochain.worker.runtime.ConnectionSettings;
import org.histochain.worker.runtime.TemporalConnection;
import org.histochain.worker.runtime.TemporalUnreachableException;

/** The local stack of this run, and what is put up beside it for one chain. */
final class Rig {
  /** Updates between two checkpoints at most: what a fault may cost. */
  static final int INTERVAL = 40;

  /** Silence after which a worker counts as lost. */
  static final int HEARTBEAT_SECONDS = 10;

  private final Path home;
  private final Path state;
  private final Path scratch;
  private final Path logs;
  private final Map<String, String> stack;

  private Rig(Path home, Path state, Path scratch, Path logs, Map<String, String> stack) {
    this.home = home;
    this.state = state;
    this.scratch = scratch;
    this.logs = logs;
    this.stack = stack;
  }

  /**
   * Takes the stack that the launcher has started.
   *
   * @param home the repository
   * @param scratch a folder for the workers' disks
   * @param logs a folder for logs, which is emptied
   */
  static Rig of(Path home, Path scratch, Path logs) throws IOException {
    LocalStack local = new LocalStack(System.getenv());
    Map<String, String> variables = local.environment();
    if (variables.isEmpty()) {
      throw new ChaosFailure("the local stack is not up: start this by bench/chaos");
    }
    Files.createDirectories(logs);
    try (Stream<Path> earlier = Files.list(logs)) {
      for (Path log : earlier.toList()) {
        Files.delete(log);
      }
    }
    return new Rig(home, local.folder(), scratch, logs, variables);
  }

  Servers servers() {
    return new Servers(state);
  }

  /** Where MinIO keeps what is under a prefix. */
  Path minioFiles(String prefix) {
    return state.resolve("minio").resolve("histochain").resolve(prefix);
  }

  /** Opens the store of a chain, past the proxies. */
  ArtifactStore store(String prefix) throws IOException {
    return Stores.open(
        new StoreLocation(
            URI.create(location(prefix)),
            URI.create(variable("AWS_ENDPOINT_URL_S3")),
            variable("AWS_ACCESS_KEY_ID"),
            variable("AWS_SECRET_ACCESS_KEY"),
            variable("AWS_REGION")));
  }

  Histochain histochain(String prefix) {
    return new Histochain(
        launcher(), environment(prefix), logs.resolve("commands-" + prefix + ".log"));
  }

  Path launcher() {
    return home.resolve("histochain");
  }

  Path log(String name) {
    return logs.resolve(name + ".log");
  }

  /** Returns the variables of commands: short heartbeats, and the store of a chain. */
  Map<String, String> environment(String prefix) {
    Map<String, String> environment = new HashMap<>(stack);
    environment.put("HISTOCHAIN_STORE", location(prefix));
    environment.put("HISTOCHAIN_HEARTBEAT_SECONDS", Integer.toString(HEARTBEAT_SECONDS));
    return environment;
  }

  /**
   * Makes a worker with a disk and a proxy of its own; it is not started yet.
   *
   * @param javaOptions options for its virtual machine; may be empty
   */
  ChaosWorker worker(String name, String prefix, String javaOptions)
      throws IOException, InterruptedException {
    URI minio = URI.create(variable("AWS_ENDPOINT_URL_S3"));
    FaultyProxy proxy = FaultyProxy.before(new InetSocketAddress(minio.getHost(), minio.getPort()));
    CacheDisk disk = CacheDisk.mount(scratch.resolve("disk-" + name));
    Map<String, String> environment = environment(prefix);
    environment.put("AWS_ENDPOINT_URL_S3", "http://127.0.0.1:" + proxy.port());
    environment.put("XDG_CACHE_HOME", disk.folder().toString());
    environment.put("HISTOCHAIN_JAVA_OPTS", javaOptions);
    List<String> command =
        List.of(
            "setpriv",
            "--pdeathsig",
            "KILL",
            launcher().toString(),
            "worker",
            "--checkpoint-seconds",
            "3",
            "--checkpoint-updates",
            Integer.toString(INTERVAL));
    return new ChaosWorker(name, command, environment, disk, proxy, log("worker-" + name));
  }

  /** Whether Temporal can be spoken to. */
  boolean temporalAnswers() {
    try (TemporalConnection connection =
        TemporalConnection.open(
            new ConnectionSettings(
                variable("TEMPORAL_ADDRESS"), variable("TEMPORAL_NAMESPACE"), null, null))) {
      return connection.client() != null;
    } catch (TemporalUnreachableException e) {
      return false;
    }
  }

  private static String location(String prefix) {
    return "s3://histochain/" + prefix;
  }

  private String variable(String name) {
    String value = stack.get(name);
    if (value == null) {
      throw new ChaosFailure("the local stack's file does not say " + name);
    }
    return value;
  }
}
