package org.histochain.worker.local;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

/**
 * Where the local stack keeps what it knows: {@code $XDG_STATE_HOME/histochain/local}, which only
 * its owner may read.
 *
 * @param path the folder
 */
record LocalFolder(Path path) {
  LocalFolder {
    requireNonNull(path, "path is null");
  }

  static LocalFolder of(Map<String, String> environment) {
    String state = environment.get("XDG_STATE_HOME");
    Path base =
        state == null || state.isBlank()
            ? Path.of(System.getProperty("user.home"), ".local", "state")
            : Path.of(state);
    return new LocalFolder(base.resolve("histochain").resolve("local").toAbsolutePath());
  }

  void create() throws IOException {
    Files.createDirectories(
        path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    Files.createDirectories(minioData());
    Files.createDirectories(minioCertificates());
    Files.createDirectories(logs());
  }

  Path environmentFile() {
    return path.resolve("env");
  }

  /** Held while one process starts or stops the stack. */
  Path commandLock() {
    return path.resolve("command.lock");
  }

  /** Held by the supervisor for as long as it lives. */
  Path supervisorLock() {
    return path.resolve("supervisor.lock");
  }

  Path supervisorPid() {
    return path.resolve("supervisor.pid");
  }

  Path serverLock(String server) {
    return path.resolve(server + ".lock");
  }

  Path serverPid(String server) {
    return path.resolve(server + ".pid");
  }

  Path temporalDatabase() {
    return path.resolve("temporal.db");
  }

  Path minioData() {
    return path.resolve("minio");
  }

  /** Empty: keeps MinIO from taking certificates out of the user's home. */
  Path minioCertificates() {
    return path.resolve("minio-certificates");
  }

  Path logs() {
    return path.resolve("logs");
  }

  Path log(String server) {
    return logs().resolve(server + ".log");
  }
}
