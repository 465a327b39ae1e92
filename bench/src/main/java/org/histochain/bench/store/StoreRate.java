package org.histochain.bench.store;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.minio.MinioClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.histochain.activities.artifact.ArtifactStore;
import org.histochain.activities.artifact.Artifacts;
import org.histochain.activities.artifact.Sha256;
import org.histochain.activities.artifact.StoreLocation;
import org.histochain.activities.artifact.Stores;
import org.histochain.bench.Rate;
import org.histochain.worker.settings.Settings;
import org.histochain.workflows.contract.ArtifactRef;

/** MiB per second of one blob's transfers, by ours or by the plain MinIO client. */
public final class StoreRate {
  private static final int RUNS = 3;

  private final Transfers transfers;
  private final Path file;
  private final String sha256;

  private StoreRate(Transfers transfers, Path file, String sha256) {
    this.transfers = transfers;
    this.file = file;
    this.sha256 = sha256;
  }

  /**
   * Arguments: {@code ours}, {@code plain} or {@code digested}; {@code upload} or {@code download};
   * a file; a folder for downloads. The store is that of the settings, with a prefix.
   */
  public static void main(String[] args) throws Exception {
    Path file = Path.of(args[2]);
    Path folder = Path.of(args[3]);
    String sha256 = Sha256.of(file);
    StoreLocation location = Settings.load(System.getenv()).store();
    try (ArtifactStore store = Stores.open(location);
        MinioClient client = client(location)) {
      String prefix = location.uri().getPath().substring(1);
      PlainTransfers plain =
          new PlainTransfers(
              client, location.uri().getAuthority(), prefix + "/plain", folder.resolve("plain"));
      Artifacts artifacts = new Artifacts(store, folder, new SimpleMeterRegistry());
      Transfers transfers =
          switch (args[0]) {
            case "ours" -> new OurTransfers(artifacts, new ArtifactRef(sha256, Files.size(file)));
            case "plain" -> plain;
            case "digested" -> new DigestedTransfers(plain, sha256);
            default -> throw new IllegalArgumentException("no transfers are called " + args[0]);
          };
      StoreRate rate = new StoreRate(transfers, file, sha256);
      Rate.tell(args[1].equals("upload") ? rate.uploads() : rate.downloads());
    }
  }

  private static MinioClient client(StoreLocation location) {
    return MinioClient.builder()
        .endpoint(requireNonNull(location.endpoint(), "endpoint is null").toString())
        .region(location.region())
        .credentials(location.accessKey(), location.secretKey())
        .build();
  }

  private double uploads() throws Exception {
    transfers.upload(file);
    long begun = System.nanoTime();
    for (int run = 0; run < RUNS; run++) {
      transfers.upload(file);
    }
    long nanos = System.nanoTime() - begun;
    take(transfers.download());
    return rate(nanos);
  }

  private double downloads() throws Exception {
    transfers.upload(file);
    take(transfers.download());
    long nanos = 0;
    for (int run = 0; run < RUNS; run++) {
      long begun = System.nanoTime();
      Path copy = transfers.download();
      nanos += System.nanoTime() - begun;
      take(copy);
    }
    return rate(nanos);
  }

  /** Checks a download and makes room for the next. */
  private void take(Path copy) throws IOException {
    if (!Sha256.of(copy).equals(sha256)) {
      throw new IOException(copy + " has other bytes than were uploaded");
    }
    Files.delete(copy);
  }

  private double rate(long nanos) throws IOException {
    return RUNS * (double) Files.size(file) / (1 << 20) * 1e9 / nanos;
  }
}
