package org.histochain.activities.artifact;

import static java.util.Objects.requireNonNullElse;

import io.minio.GetObjectArgs;
import io.minio.Http;
import io.minio.ListObjectsArgs;
import io.minio.MinioClient;
import io.minio.PutObjectArgs;
import io.minio.RemoveObjectArgs;
import io.minio.Result;
import io.minio.StatObjectArgs;
import io.minio.StatObjectResponse;
import io.minio.UploadObjectArgs;
import io.minio.errors.MinioException;
import io.minio.messages.Item;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A store in a bucket of an S3 server, below a prefix. The only class that speaks to MinIO. */
public final class MinioStore implements ArtifactStore {
  /** Longest wait for one answer; the client's own is five minutes. */
  static final Duration PATIENCE = Duration.ofSeconds(20);

  /** Up to here an object goes in one request: a broken one then leaves nothing behind. */
  private static final long SINGLE_PUT_BYTES = 512L << 20;

  private static final Map<String, String> UNLESS_THERE = Map.of("If-None-Match", "*");

  private final MinioClient client;
  private final String bucket;
  private final String prefix;
  private final MinioFaults faults;

  private MinioStore(MinioClient client, String bucket, String prefix, MinioFaults faults) {
    this.client = client;
    this.bucket = bucket;
    this.prefix = prefix;
    this.faults = faults;
  }

  static MinioStore open(StoreLocation location) throws StoreRefusedException {
    return open(location, PATIENCE);
  }

  /**
   * Opens the store without contacting it.
   *
   * @throws StoreRefusedException if the location lacks a bucket or credentials
   */
  static MinioStore open(StoreLocation location, Duration patience) throws StoreRefusedException {
    URI uri = location.uri();
    String bucket = requireNonNullElse(uri.getAuthority(), "");
    String folder = requireNonNullElse(uri.getPath(), "").replaceAll("^/+|/+$", "");
    String accessKey = location.accessKey();
    String secretKey = location.secretKey();
    if (bucket.isEmpty()) {
      throw new StoreRefusedException(
          "The store " + uri + " names no bucket: write s3://bucket or s3://bucket/prefix");
    }
    if (accessKey == null || secretKey == null) {
      throw new StoreRefusedException(
          "There are no credentials for the store "
              + uri
              + ": set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY");
    }
    String region = requireNonNullElse(location.region(), "us-east-1");
    URI endpoint =
        requireNonNullElse(
            location.endpoint(), URI.create("https://s3." + region + ".amazonaws.com"));
    try {
      MinioClient client =
          MinioClient.builder()
              .endpoint(endpoint.toString())
              .region(region)
              .credentials(accessKey, secretKey)
              .httpClient(
                  Http.newDefaultClient().newBuilder().socketFactory(new PromptSockets()).build(),
                  true)
              .build();
      client.setTimeout(patience.toMillis(), patience.toMillis(), patience.toMillis());
      String prefix = folder.isEmpty() ? "" : StorePaths.check(folder) + "/";
      GetObjectArgs.builder().bucket(bucket).object(prefix + "any").build();
      return new MinioStore(client, bucket, prefix, new MinioFaults(bucket, endpoint));
    } catch (IllegalArgumentException e) {
      throw new StoreRefusedException(
          "The store " + location + " cannot be opened: " + e.getMessage(), e);
    }
  }

  @Override
  public void put(String path, byte[] content) throws IOException {
    String object = object(path);
    guarded(
        path,
        () ->
            client.putObject(
                PutObjectArgs.builder()
                    .bucket(bucket)
                    .object(object)
                    .data(content, content.length)
                    .build()));
  }

  @Override
  public void put(String path, Path file) throws IOException {
    String object = object(path);
    if (!Files.isRegularFile(file)) {
      throw new NoSuchFileException(file.toString(), null, "not a file to be put at " + path);
    }
    guarded(
        path,
        () ->
            client.uploadObject(
                UploadObjectArgs.builder()
                    .bucket(bucket)
                    .object(object)
                    .filename(file.toString(), SINGLE_PUT_BYTES)
                    .build()));
  }

  @Override
  public boolean putIfAbsent(String path, byte[] content) throws IOException {
    String object = object(path);
    try {
      client.putObject(
          PutObjectArgs.builder()
              .bucket(bucket)
              .object(object)
              .data(content, content.length)
              .extraHeaders(UNLESS_THERE)
              .build());
      return true;
    } catch (MinioException | IllegalStateException e) {
      if (MinioFaults.isPreconditionFailed(e)) {
        return false;
      }
      throw faults.translate(e, path);
    }
  }

  @Override
  public InputStream open(String path) throws IOException {
    String object = object(path);
    InputStream content =
        guarded(
            path,
            () -> client.getObject(GetObjectArgs.builder().bucket(bucket).object(object).build()));
    return new MinioStream(content, path, faults);
  }

  @Override
  public Optional<StoredObject> stat(String path) throws IOException {
    String object = object(path);
    try {
      StatObjectResponse found =
          guarded(
              path,
              () ->
                  client.statObject(
                      StatObjectArgs.builder().bucket(bucket).object(object).build()));
      return Optional.of(new StoredObject(path, found.size(), found.lastModified().toInstant()));
    } catch (MissingArtifactException e) {
      return Optional.empty();
    }
  }

  @Override
  public List<String> list(String under) throws IOException {
    List<String> paths = new ArrayList<>();
    visit(under, object -> paths.add(object.path()));
    Collections.sort(paths);
    return List.copyOf(paths);
  }

  @Override
  public void visit(String under, Visitor visitor) throws IOException {
    StorePaths.checkPrefix(under);
    ListObjectsArgs request =
        ListObjectsArgs.builder().bucket(bucket).prefix(prefix + under).recursive(true).build();
    Iterator<Result<Item>> items = guarded(under, () -> client.listObjects(request).iterator());
    while (guarded(under, items::hasNext)) {
      Item item = guarded(under, () -> items.next().get());
      visitor.visit(
          new StoredObject(
              item.objectName().substring(prefix.length()),
              item.size(),
              item.lastModified().toInstant()));
    }
  }

  @Override
  public boolean deleteIfOlder(String path, Instant time) throws IOException {
    Optional<StoredObject> found = stat(path);
    boolean old = found.isPresent() && found.get().modified().isBefore(time);
    if (old) {
      delete(path);
    }
    return old;
  }

  @Override
  public void delete(String path) throws IOException {
    String object = object(path);
    guarded(
        path,
        () -> {
          client.removeObject(RemoveObjectArgs.builder().bucket(bucket).object(object).build());
          return object;
        });
  }

  @Override
  public String describe() {
    return "s3://" + bucket + (prefix.isEmpty() ? "" : "/" + prefix);
  }

  @Override
  public void close() {
    try {
      client.close();
    } catch (Exception e) {
      throw new IllegalStateException("Failed to close the client of " + describe(), e);
    }
  }

  private String object(String path) {
    return prefix + StorePaths.check(path);
  }

  @FunctionalInterface
  private interface Call<T> {
    T run() throws MinioException;
  }

  private <T> T guarded(String path, Call<T> call) throws IOException {
    try {
      return call.run();
    } catch (MinioException | IllegalStateException e) {
      throw faults.translate(e, path);
    }
  }
}
