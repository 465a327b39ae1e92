package org.histochain.activities.artifact;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.histochain.workflows.contract.ArtifactRef;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArtifactsTest {
  private static final byte[] CONTENT = "blob".getBytes(StandardCharsets.UTF_8);
  private static final byte[] DAMAGED = "blot".getBytes(StandardCharsets.UTF_8);
  private static final String SHA256 =
      "fa2c8cc4f28176bbeed4b736df569a34c79cd3723e9ec42f9674b4d46ac6b8b8";
  private static final String OBJECT =
      "objects/sha256/fa/2c8cc4f28176bbeed4b736df569a34c79cd3723e9ec42f9674b4d46ac6b8b8";

  @TempDir private Path scratch = Path.of("");
  private final MemoryStore store = new MemoryStore();
  private final MeterRegistry meters = new SimpleMeterRegistry();
  private Path cache = Path.of("");
  private Artifacts artifacts = new Artifacts(store, cache, meters);

  @BeforeEach
  void open() {
    cache = scratch.resolve("cache");
    artifacts = new Artifacts(store, cache, meters);
  }

  @Test
  void blobIsNamedByItsContent() throws IOException {
    ArtifactRef ref = artifacts.put(CONTENT);

    assertThat(ref).isEqualTo(new ArtifactRef(SHA256, 4));
    assertThat(store.list("")).containsExactly(OBJECT);
    assertThat(artifacts.read(ref)).isEqualTo(CONTENT);
    assertThat(artifacts.put(Files.write(scratch.resolve("file"), CONTENT))).isEqualTo(ref);
  }

  /** Otherwise garbage collection could remove an old one between this and its manifest. */
  @Test
  void blobThatIsThereGetsTheAgeOfTheCall() throws IOException {
    Instant start = Instant.parse("2026-11-27T12:00:00Z");
    AtomicReference<Instant> now = new AtomicReference<>(start);
    MemoryStore aging = new MemoryStore(now::get);
    Artifacts blobs = new Artifacts(aging, cache, meters);
    blobs.put(CONTENT);
    now.set(start.plusSeconds(60));
    blobs.put(CONTENT);
    assertThat(aging.stat(OBJECT).orElseThrow().modified()).isEqualTo(start.plusSeconds(60));
    now.set(start.plusSeconds(120));
    blobs.put(Files.write(scratch.resolve("file"), CONTENT));
    assertThat(aging.stat(OBJECT).orElseThrow().modified()).isEqualTo(start.plusSeconds(120));
  }

  @Test
  void aBlobsTemporaryFileIsNewAndGoesWhateverHappens() throws IOException {
    AtomicReference<Path> file = new AtomicReference<>();
    ArtifactRef ref =
        artifacts.put(
            path -> {
              assertThat(path).doesNotExist();
              file.set(path);
              Files.write(path, CONTENT);
            });
    assertThat(artifacts.read(ref)).isEqualTo(CONTENT);
    assertThat(requireNonNull(file.get()).getParent()).doesNotExist();

    IOException fault = new IOException("fault");
    assertThatThrownBy(
            () ->
                artifacts.put(
                    path -> {
                      file.set(Files.write(path, CONTENT));
                      throw fault;
                    }))
        .isSameAs(fault);
    assertThat(requireNonNull(file.get()).getParent()).doesNotExist();
  }

  @Test
  void damagedBlobIsNeverHandedOutAndNamed() throws IOException {
    ArtifactRef ref = artifacts.put(CONTENT);
    store.put(OBJECT, DAMAGED);

    assertThatThrownBy(() -> artifacts.read(ref))
        .isInstanceOf(DamagedArtifactException.class)
        .hasMessageContaining(SHA256)
        .hasMessageContaining("memory:");
    assertThatThrownBy(() -> artifacts.fetch(ref)).isInstanceOf(DamagedArtifactException.class);
    assertThatThrownBy(() -> artifacts.fetch(SHA256)).isInstanceOf(DamagedArtifactException.class);
    assertThat(artifacts.isWhole(ref)).isFalse();
    assertThat(filesIn(cache)).isEmpty();
    assertThat(meters.counter("histochain.store.damaged").count()).isEqualTo(4);
  }

  @Test
  void truncatedBlobIsDamaged() throws IOException {
    ArtifactRef ref = artifacts.put(CONTENT);
    store.put(OBJECT, new byte[0]);

    assertThat(artifacts.isWhole(ref)).isFalse();
    assertThatThrownBy(() -> artifacts.read(ref)).isInstanceOf(DamagedArtifactException.class);
  }

  @Test
  void damagedBlobIsRepairedByPuttingItAgain() throws IOException {
    ArtifactRef ref = artifacts.put(CONTENT);
    store.put(OBJECT, DAMAGED);
    artifacts.put(CONTENT);
    assertThat(artifacts.isWhole(ref)).isTrue();

    store.put(OBJECT, DAMAGED);
    artifacts.put(Files.write(scratch.resolve("file"), CONTENT));
    assertThat(artifacts.isWhole(ref)).isTrue();
  }

  @Test
  void missingBlobIsNamed() throws IOException {
    ArtifactRef ref = new ArtifactRef(SHA256, 4);

    assertThat(artifacts.isWhole(ref)).isFalse();
    assertThatThrownBy(() -> artifacts.read(ref))
        .isInstanceOf(MissingArtifactException.class)
        .hasMessageContaining(OBJECT);
    assertThatThrownBy(() -> artifacts.fetch(SHA256)).isInstanceOf(MissingArtifactException.class);
  }

  @Test
  void blobIsReadOutsideTheHeapAndGoneAfterwards() throws IOException {
    ArtifactRef ref = artifacts.put(CONTENT);

    MemorySegment kept =
        artifacts.read(
            ref,
            content -> {
              assertThat(content.isNative()).isTrue();
              assertThat(content.toArray(ValueLayout.JAVA_BYTE)).isEqualTo(CONTENT);
              return content;
            });
    assertThat(kept.scope().isAlive()).isFalse();
    store.put(OBJECT, DAMAGED);
    deleteTree(cache);
    assertThatThrownBy(() -> artifacts.read(ref, MemorySegment::byteSize))
        .isInstanceOf(DamagedArtifactException.class);
  }

  @Test
  void referenceOfWrongSizeIsNotTheBlobs() throws IOException {
    artifacts.put(CONTENT);
    ArtifactRef wrong = new ArtifactRef(SHA256, 5);

    assertThat(artifacts.isWhole(wrong)).isFalse();
    assertThatThrownBy(() -> artifacts.read(wrong))
        .isInstanceOf(DamagedArtifactException.class)
        .hasMessageContaining("4 bytes");
  }

  @Test
  void digestThatIsNoneIsRefused() {
    assertThatThrownBy(() -> artifacts.fetch("../../etc/passwd"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("../../etc/passwd");
  }

  @Test
  void fetchedBlobIsReadFromTheStoreOnce() throws IOException {
    ArtifactRef ref = artifacts.put(CONTENT);
    Path copy = artifacts.fetch(ref);

    assertThat(artifacts.fetch(ref)).isEqualTo(copy).hasBinaryContent(CONTENT);
    assertThat(artifacts.read(ref)).isEqualTo(CONTENT);
    assertThat(bytes("read")).isEqualTo(4);
    assertThat(meters.counter("histochain.cache.requests", "result", "miss").count()).isEqualTo(1);
    assertThat(meters.counter("histochain.cache.requests", "result", "hit").count()).isEqualTo(2);
  }

  @Test
  void damagedCopyIsFetchedAgain() throws IOException {
    ArtifactRef ref = artifacts.put(CONTENT);
    for (byte[] damage : List.of(DAMAGED, new byte[0], new byte[] {'b'})) {
      Path copy = artifacts.fetch(ref);
      Files.delete(copy);
      Files.write(copy, damage);

      assertThat(artifacts.fetch(ref)).hasBinaryContent(CONTENT);
    }
  }

  @Test
  void deletedCacheIsFilledAgain() throws IOException {
    ArtifactRef ref = artifacts.put(CONTENT);
    artifacts.fetch(ref);
    deleteTree(cache);

    assertThat(artifacts.fetch(ref)).hasBinaryContent(CONTENT);
    assertThat(artifacts.read(ref)).isEqualTo(CONTENT);
  }

  @Test
  void cacheDeletedDuringADownloadIsFilledAgain() throws IOException {
    AtomicInteger downloads = new AtomicInteger();
    Path copy =
        new BlobCache(LocalCache.in(cache))
            .add(
                SHA256,
                file -> {
                  Files.write(file, CONTENT);
                  if (downloads.incrementAndGet() == 1) {
                    deleteTree(cache);
                  }
                });

    assertThat(copy).hasBinaryContent(CONTENT);
    assertThat(downloads).hasValue(2);
  }

  @Test
  void manyFetchAtOnce() throws Exception {
    ArtifactRef ref = artifacts.put(new byte[1 << 20]);
    List<Future<Path>> fetched = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      for (int times = 0; times < 8; times++) {
        fetched.add(threads.submit(() -> artifacts.fetch(ref)));
      }
    }

    for (Future<Path> each : fetched) {
      assertThat(each.get()).hasSize(1 << 20).isReadable();
    }
    assertThat(filesIn(cache)).hasSize(1);
  }

  @Test
  void cachedCopyIsForReadingOnly() throws IOException {
    Path copy = artifacts.fetch(artifacts.put(CONTENT));

    assertThat(Files.getPosixFilePermissions(copy).toString()).doesNotContain("WRITE");
  }

  @Test
  void errorsOfTheStoreAreCounted() throws IOException {
    Path folder = Files.createDirectory(scratch.resolve("store"));
    Artifacts onDisk = new Artifacts(FolderStore.open(folder), cache, meters);
    Files.delete(folder.resolve(".incoming"));
    Files.delete(folder);

    assertThatThrownBy(() -> onDisk.put(CONTENT)).isInstanceOf(StoreRefusedException.class);
    assertThat(meters.counter("histochain.store.errors", "kind", "refused").count()).isEqualTo(1);
  }

  private double bytes(String direction) {
    return meters.get("histochain.store.bytes").tag("direction", direction).counter().count();
  }

  private static List<Path> filesIn(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  private static void deleteTree(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
