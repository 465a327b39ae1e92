package org.histochain.worker.local;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * How MinIO is started: on loopback, without its web page, asking nobody for updates.
 *
 * @param program the {@code minio} command
 * @param environment port and credentials
 * @param folder where its data lies
 */
record MinioServer(Path program, LocalEnvironment environment, LocalFolder folder) {
  MinioServer {
    requireNonNull(program, "program is null");
    requireNonNull(environment, "environment is null");
    requireNonNull(folder, "folder is null");
  }

  List<String> command() {
    return List.of(
        program.toString(),
        "server",
        "--quiet",
        "--anonymous",
        "--address",
        "127.0.0.1:" + environment.ports().minio(),
        "--certs-dir",
        folder.minioCertificates().toString(),
        folder.minioData().toString());
  }

  Map<String, String> variables() {
    return Map.of(
        "MINIO_ROOT_USER",
        environment.accessKey(),
        "MINIO_ROOT_PASSWORD",
        environment.secretKey(),
        "MINIO_REGION_NAME",
        LocalEnvironment.REGION,
        "MINIO_BROWSER",
        "off",
        "MINIO_UPDATE",
        "off");
  }
}
