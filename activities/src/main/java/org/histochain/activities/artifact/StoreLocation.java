package org.histochain.activities.artifact;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where an artifact store is, and how to be let in.
 *
 * @param uri {@code s3://bucket/prefix}, {@code file:/folder} or {@code memory:}
 * @param endpoint the S3 server; null: Amazon's, in the region
 * @param accessKey S3 access key; of no meaning to the others
 * @param secretKey S3 secret key; never shown
 * @param region S3 region; null: {@code us-east-1}
 */
public record StoreLocation(
    URI uri,
    @Nullable URI endpoint,
    @Nullable String accessKey,
    @Nullable String secretKey,
    @Nullable String region) {
  public StoreLocation {
    requireNonNull(uri, "uri is null");
  }

  /** The location of a folder store. */
  public static StoreLocation folder(Path folder) {
    return new StoreLocation(folder.toAbsolutePath().toUri(), null, null, null, null);
  }

  @Override
  public String toString() {
    return endpoint == null ? uri.toString() : uri + " at " + endpoint;
  }
}
