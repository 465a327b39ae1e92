package org.histochain.activities.artifact;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.minio.MinioClient;
import io.minio.StatObjectArgs;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class MinioStoreTest extends ArtifactStoreContract {
  private static @Nullable MinioServer running;

  @BeforeAll
  static void startServer() throws IOException {
    running = MinioServer.start();
  }

  @AfterAll
  static void stopServer() throws IOException {
    if (running != null) {
      running.close();
    }
  }

  private static MinioServer server() {
    return requireNonNull(running, "the server is not running");
  }

  @Override
  ArtifactStore openEmpty() throws IOException {
    return Stores.open(server().freshLocation());
  }

  @Test
  void bucketWithoutPrefixHoldsThePrefixesOfOthers() throws IOException {
    store().put("object", bytes("x"));

    try (ArtifactStore whole = Stores.open(server().location())) {
      assertThat(whole.list("")).anyMatch(path -> path.endsWith("/object"));
    }
  }

  /** A client killed while it sends parts would leave them in the bucket for good. */
  @Test
  void objectsGoInOneRequest() throws Exception {
    byte[] content = new byte[20 << 20];
    store().put("from-bytes", content);
    store().put("from-file", Files.write(scratch.resolve("big"), content));
    store().putIfAbsent("created", content);
    String prefix = store().describe().substring(("s3://" + MinioServer.BUCKET + "/").length());

    try (MinioClient client = server().client()) {
      for (String path : List.of("from-bytes", "from-file", "created")) {
        StatObjectArgs request =
            StatObjectArgs.builder().bucket(MinioServer.BUCKET).object(prefix + path).build();
        // The ETag of an object that came in parts ends with their number.
        assertThat(client.statObject(request).etag()).as(path).matches("[0-9a-f]{32}");
      }
    }
  }

  @Test
  void wrongSecretIsRefusedWithARemedy() throws IOException {
    assertEveryCallIsRefused(
        new StoreLocation(
            server().location().uri(), server().endpoint(), MinioServer.ACCESS_KEY, "wrong", null),
        "AWS_SECRET_ACCESS_KEY");
  }

  @Test
  void unknownAccessKeyIsRefusedWithARemedy() throws IOException {
    assertEveryCallIsRefused(
        new StoreLocation(
            server().location().uri(), server().endpoint(), "nobody", "wrong-secret", null),
        "AWS_ACCESS_KEY_ID");
  }

  @Test
  void missingBucketIsNamed() throws IOException {
    assertEveryCallIsRefused(server().location("s3://no-such-bucket/prefix"), "no-such-bucket");
  }

  private static void assertEveryCallIsRefused(StoreLocation location, String hint)
      throws IOException {
    try (ArtifactStore store = Stores.open(location)) {
      for (Map.Entry<String, ThrowingCallable> call : calls(store).entrySet()) {
        assertThatThrownBy(call.getValue())
            .as(call.getKey())
            .isInstanceOf(StoreRefusedException.class)
            .hasMessageContaining(hint)
            .hasMessageContaining(server().endpoint().toString())
            .hasMessageNotContaining("\n");
      }
    }
  }

  @Test
  void locationWithoutCredentialsIsRefusedWithARemedy() {
    StoreLocation location =
        new StoreLocation(URI.create("s3://bucket"), server().endpoint(), null, null, null);

    assertThatThrownBy(() -> Stores.open(location))
        .isInstanceOf(StoreRefusedException.class)
        .hasMessageContaining("AWS_ACCESS_KEY_ID");
  }

  @Test
  @Timeout(60)
  void killedServerIsUnavailableAndBackAgainWithItsObjects() throws IOException {
    try (MinioServer own = MinioServer.start();
        ArtifactStore store = Stores.open(own.location())) {
      store.put("object", bytes("kept"));
      own.kill();
      assertEveryCallIsUnavailable(store, own, Duration.ofSeconds(5));
      own.restart();

      try (InputStream content = store.open("object")) {
        assertThat(content.readAllBytes()).isEqualTo(bytes("kept"));
      }
    }
  }

  @Test
  @Timeout(90)
  void serverThatStopsAnsweringIsUnavailableWithinThePatience() throws IOException {
    Duration patience = Duration.ofSeconds(1);
    try (MinioServer own = MinioServer.start();
        ArtifactStore store = MinioStore.open(own.location(), patience)) {
      store.put("object", bytes("kept"));
      own.suspend();
      assertEveryCallIsUnavailable(store, own, patience.multipliedBy(5));
      own.resume();

      assertThat(store.size("object")).hasValue(4);
    }
  }

  @Test
  @Timeout(60)
  void connectionThatBreaksWhileReadingIsUnavailable() throws IOException {
    try (MinioServer own = MinioServer.start();
        ArtifactStore store = Stores.open(own.location())) {
      store.put("big", new byte[50 << 20]);
      try (InputStream content = store.open("big")) {
        content.readNBytes(1_000);
        own.kill();
        assertThatThrownBy(content::readAllBytes).isInstanceOf(StoreUnavailableException.class);
      }
    }
  }

  private static void assertEveryCallIsUnavailable(
      ArtifactStore store, MinioServer server, Duration bound) {
    for (Map.Entry<String, ThrowingCallable> call : calls(store).entrySet()) {
      long start = System.nanoTime();
      assertThatThrownBy(call.getValue())
          .as(call.getKey())
          .isInstanceOf(StoreUnavailableException.class)
          .hasMessageContaining(server.endpoint().toString())
          .hasMessageNotContaining("\n");
      assertThat(Duration.ofNanos(System.nanoTime() - start)).as(call.getKey()).isLessThan(bound);
    }
  }

  private static Map<String, ThrowingCallable> calls(ArtifactStore store) {
    return Map.of(
        "put", () -> store.put("object", bytes("x")),
        "putIfAbsent", () -> store.putIfAbsent("new", bytes("x")),
        "open", () -> store.open("object").close(),
        "size", () -> store.size("object"),
        "list", () -> store.list(""),
        "delete", () -> store.delete("object"));
  }
}
