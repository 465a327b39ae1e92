package org.histochain.activities.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.histochain.workflows.contract.ArtifactRef;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalCacheTest {
  private static final int BLOB = 1_000;

  @TempDir Path folder;

  private final MemoryStore store = new MemoryStore();
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");

  @Test
  void whatWasUsedLongestAgoGoesFirst() throws IOException {
    Artifacts artifacts = artifacts(10 * BLOB);
    List<ArtifactRef> blobs = blobs(30);

    for (ArtifactRef blob : blobs) {
      artifacts.fetch(blob);
      artifacts.fetch(blobs.getFirst());
      now = now.plus(Duration.ofMinutes(11));
      assertThat(held()).isLessThanOrEqualTo(11 * BLOB);
    }

    assertThat(Files.exists(copy(blobs.getFirst()))).as("used all the time").isTrue();
    assertThat(Files.exists(copy(blobs.get(1)))).as("used once, long ago").isFalse();
    assertThat(Files.exists(copy(blobs.getLast()))).isTrue();
    assertThat(artifacts.read(blobs.get(1))).as("fetched again").hasSize(BLOB);
  }

  @Test
  void whatIsInUseStaysThoughItIsTooMuch() throws IOException {
    Artifacts artifacts = artifacts(10 * BLOB);

    for (ArtifactRef blob : blobs(30)) {
      artifacts.fetch(blob);
      now = now.plus(Duration.ofSeconds(10));
    }

    assertThat(held()).isEqualTo(30 * BLOB);
  }

  @Test
  void decodedPatchesCountAndWhatAnImportNeedsStays() throws IOException {
    LocalCache cache = cache(10 * BLOB);
    Path decoded = old(cache.scratch().resolve("a.pixels"), 20 * BLOB);
    Path torn = old(cache.scratch().resolve("b.part"), 20 * BLOB);
    Path part = old(cache.scratch().resolve("import/0.tar"), 20 * BLOB);
    Path other = old(folder.resolve("bin/temporal"), 20 * BLOB);

    cache.added(10 * BLOB);

    assertThat(decoded).doesNotExist();
    assertThat(torn).doesNotExist();
    assertThat(part).exists();
    assertThat(other).exists();
  }

  @Test
  void aFileThatIsDeletedMeanwhileIsNoFault() throws IOException {
    cache(BLOB).used(folder.resolve("sha256/00/gone"));
  }

  @Test
  void writingIsTriedOnceMoreWhereTheDiskIsFullAndOnlyThere() throws IOException {
    LocalCache cache = cache(100 * BLOB);
    Path decoded = old(cache.scratch().resolve("a.pixels"), BLOB);
    AtomicInteger tries = new AtomicInteger();

    cache.write(
        () -> {
          if (tries.incrementAndGet() == 1) {
            throw new IOException("write failed", new IOException("No space left on device"));
          }
        });
    assertThat(tries).hasValue(2);
    assertThat(decoded).doesNotExist();

    assertThatThrownBy(
            () ->
                cache.write(
                    () -> {
                      tries.incrementAndGet();
                      throw new NoSuchFileException("x");
                    }))
        .isInstanceOf(NoSuchFileException.class);
    assertThat(tries).hasValue(3);
  }

  @Test
  void aSmallDiskHoldsOneBlobAfterAnother() throws Exception {
    Path disk = Files.createDirectory(folder.resolve("disk"));
    boolean mounted = run("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", disk.toString());
    if (!mounted && "true".equals(System.getenv("CI"))) {
      throw new AssertionError("A tmpfs cannot be mounted: run the tests as root");
    }
    Assumptions.assumeTrue(mounted, "a tmpfs can be mounted");
    try {
      LocalCache cache = new LocalCache(disk, LocalCache.DEFAULT_BYTES, clock());
      Artifacts artifacts = new Artifacts(store, cache, new SimpleMeterRegistry());
      for (int number = 0; number < 8; number++) {
        byte[] content = new byte[300_000];
        content[0] = (byte) number;
        assertThat(artifacts.read(artifacts.put(content))).isEqualTo(content);
        now = now.plus(Duration.ofMinutes(11));
      }
    } finally {
      run("umount", disk.toString());
    }
  }

  private static boolean run(String... command) throws Exception {
    return new ProcessBuilder(command).start().waitFor() == 0;
  }

  private Path old(Path file, int size) throws IOException {
    Files.createDirectories(file.getParent());
    Files.write(file, new byte[size]);
    return Files.setLastModifiedTime(file, FileTime.from(now.minus(Duration.ofHours(1))));
  }

  private Clock clock() {
    return ((InstantSource) () -> now).withZone(ZoneOffset.UTC);
  }

  private LocalCache cache(long bytes) {
    return new LocalCache(folder, bytes, clock());
  }

  private Artifacts artifacts(long bytes) {
    return new Artifacts(store, cache(bytes), new SimpleMeterRegistry());
  }

  private List<ArtifactRef> blobs(int count) throws IOException {
    Artifacts source = new Artifacts(store, folder.resolve("unused"), new SimpleMeterRegistry());
    List<ArtifactRef> blobs = new ArrayList<>();
    Random random = new Random(1);
    for (int number = 0; number < count; number++) {
      byte[] content = new byte[BLOB];
      random.nextBytes(content);
      blobs.add(source.put(content));
    }
    return blobs;
  }

  private Path copy(ArtifactRef blob) {
    return folder
        .resolve("sha256")
        .resolve(blob.sha256().substring(0, 2))
        .resolve(blob.sha256().substring(2));
  }

  private long held() throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve("sha256"))) {
      return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    }
  }
}
