package org.histochain.activities.artifact;

import static java.util.Objects.requireNonNull;

import io.minio.BucketExistsArgs;
import io.minio.MakeBucketArgs;
import io.minio.MinioClient;
import io.minio.errors.ErrorResponseException;
import io.minio.errors.MinioException;
import java.io.IOException;
import java.net.URI;

/** Makes the bucket of a server that is our own, such as the local stack's. */
public final class MinioBucket {
  private MinioBucket() {}

  /**
   * Creates the bucket of an S3 location; a no-op if it is there.
   *
   * @param location with endpoint and credentials
   * @throws StoreUnavailableException if the server cannot be reached
   * @throws StoreRefusedException if it refuses
   */
  public static void create(StoreLocation location) throws IOException {
    URI endpoint = requireNonNull(location.endpoint(), "endpoint is null");
    String bucket = requireNonNull(location.uri().getAuthority(), "the location names no bucket");
    MinioFaults faults = new MinioFaults(bucket, endpoint);
    long patience = MinioStore.PATIENCE.toMillis();
    try (MinioClient client =
        MinioClient.builder()
            .endpoint(endpoint.toString())
            .region(location.region())
            .credentials(location.accessKey(), location.secretKey())
            .build()) {
      client.setTimeout(patience, patience, patience);
      if (!client.bucketExists(BucketExistsArgs.builder().bucket(bucket).build())) {
        client.makeBucket(MakeBucketArgs.builder().bucket(bucket).build());
      }
    } catch (ErrorResponseException e) {
      if (!e.errorResponse().code().equals("BucketAlreadyOwnedByYou")) {
        throw faults.translate(e, "");
      }
    } catch (MinioException | IllegalStateException e) {
      throw faults.translate(e, "");
    } catch (Exception e) {
      throw new IOException("the client of " + endpoint + " could not be closed", e);
    }
  }
}
