package org.histochain.worker.local;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.histochain.activities.artifact.StoreLocation;

/**
 * What a client of the local stack must know, kept as {@code KEY=VALUE} lines in a file that only
 * its owner may read.
 *
 * @param ports where the servers listen
 * @param accessKey MinIO's access key
 * @param secretKey MinIO's secret key
 */
record LocalEnvironment(Ports ports, String accessKey, String secretKey) {
  static final String NAMESPACE = "default";
  static final String BUCKET = "histochain";
  static final String REGION = "us-east-1";

  LocalEnvironment {
    requireNonNull(ports, "ports is null");
    requireNonNull(accessKey, "accessKey is null");
    requireNonNull(secretKey, "secretKey is null");
  }

  static LocalEnvironment withNewCredentials(Ports ports) {
    SecureRandom random = new SecureRandom();
    return new LocalEnvironment(ports, hexadecimal(random, 10), hexadecimal(random, 20));
  }

  LocalEnvironment with(Ports others) {
    return new LocalEnvironment(others, accessKey, secretKey);
  }

  String temporalAddress() {
    return "127.0.0.1:" + ports.temporal();
  }

  String uiAddress() {
    return "http://127.0.0.1:" + ports.ui();
  }

  String minioAddress() {
    return "http://127.0.0.1:" + ports.minio();
  }

  StoreLocation store() {
    return new StoreLocation(
        URI.create("s3://" + BUCKET), URI.create(minioAddress()), accessKey, secretKey, REGION);
  }

  Map<String, String> variables() {
    Map<String, String> variables = new LinkedHashMap<>();
    variables.put("TEMPORAL_ADDRESS", temporalAddress());
    variables.put("TEMPORAL_NAMESPACE", NAMESPACE);
    variables.put("HISTOCHAIN_STORE", "s3://" + BUCKET);
    variables.put("AWS_ENDPOINT_URL_S3", minioAddress());
    variables.put("AWS_ACCESS_KEY_ID", accessKey);
    variables.put("AWS_SECRET_ACCESS_KEY", secretKey);
    variables.put("AWS_REGION", REGION);
    variables.put("HISTOCHAIN_UI", uiAddress());
    return variables;
  }

  /** Reads a file that {@link #write} wrote; empty if there is none. */
  static Optional<LocalEnvironment> read(Path file) throws IOException, LocalStackException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    Map<String, String> variables = readVariables(file);
    try {
      return Optional.of(
          new LocalEnvironment(
              new Ports(
                  port(variables, "TEMPORAL_ADDRESS"),
                  port(variables, "HISTOCHAIN_UI"),
                  port(variables, "AWS_ENDPOINT_URL_S3")),
              requireNonNull(variables.get("AWS_ACCESS_KEY_ID"), "AWS_ACCESS_KEY_ID is missing"),
              requireNonNull(
                  variables.get("AWS_SECRET_ACCESS_KEY"), "AWS_SECRET_ACCESS_KEY is missing")));
    } catch (NullPointerException | IllegalArgumentException e) {
      throw new LocalStackException(
          "%s is damaged (%s): restore it from a copy, or move the folder aside and start anew"
              .formatted(file, e.getMessage()),
          e);
    }
  }

  /** Reads {@code KEY=VALUE} lines. */
  static Map<String, String> readVariables(Path file) throws IOException {
    Map<String, String> variables = new LinkedHashMap<>();
    for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
      int equals = line.indexOf('=');
      if (equals > 0 && !line.startsWith("#")) {
        variables.put(line.substring(0, equals).strip(), line.substring(equals + 1).strip());
      }
    }
    return variables;
  }

  /** Replaces the file as a whole; nobody but the owner can read it at any moment. */
  void write(Path file) throws IOException {
    StringBuilder text = new StringBuilder();
    text.append("# Written by histochain up. Its credentials are made once and kept.\n");
    variables().forEach((name, value) -> text.append(name).append('=').append(value).append('\n'));
    Path aside = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(aside);
    Files.createFile(
        aside, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(aside, text, StandardOpenOption.WRITE);
    Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static int port(Map<String, String> variables, String name) {
    String address = requireNonNull(variables.get(name), name + " is missing");
    return Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
  }

  private static String hexadecimal(SecureRandom random, int bytes) {
    byte[] drawn = new byte[bytes];
    random.nextBytes(drawn);
    return HexFormat.of().formatHex(drawn);
  }
}
