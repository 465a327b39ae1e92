package org.histochain.activities.artifact;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.histochain.workflows.contract.ArtifactRef;
import org.jspecify.annotations.Nullable;

/**
 * Blobs named by their content, in a store under {@code objects/sha256/<2>/<rest>}, with a cache on
 * this machine. Bytes are never handed out without their digest being checked. Safe for use by many
 * threads.
 *
 * <p>The cache folder may be shared by processes and deleted at any time.
 */
public final class Artifacts {
  /** Where blobs lie in the store. */
  public static final String FOLDER = "objects/sha256/";

  private static final Pattern BLOB = Pattern.compile(FOLDER + "([0-9a-f]{2})/([0-9a-f]{62})");
  private static final int READ_TRIES = 3;

  private final ArtifactStore store;
  private final LocalCache cache;
  private final BlobCache copies;
  private final Counter hits;
  private final Counter misses;
  private final Counter damaged;

  /** With a cache of the default size in {@code cacheFolder}. */
  public Artifacts(ArtifactStore store, Path cacheFolder, MeterRegistry meters) {
    this(store, LocalCache.in(cacheFolder), meters);
  }

  public Artifacts(ArtifactStore store, LocalCache cache, MeterRegistry meters) {
    this.store = new MeteredStore(requireNonNull(store, "store is null"), meters);
    this.cache = requireNonNull(cache, "cache is null");
    this.copies = new BlobCache(cache);
    this.hits = requests(meters, "hit");
    this.misses = requests(meters, "miss");
    this.damaged =
        Counter.builder("histochain.store.damaged")
            .description(
                "Objects found in the artifact store whose bytes are not what they should be")
            .register(meters);
  }

  private static Counter requests(MeterRegistry meters, String result) {
    return Counter.builder("histochain.cache.requests")
        .description("Blobs asked of the local cache")
        .tag("result", result)
        .register(meters);
  }

  /** Returns the store beneath, metered. */
  public ArtifactStore store() {
    return store;
  }

  /** Returns the cache on this machine. */
  public LocalCache cache() {
    return cache;
  }

  /**
   * Stores a blob, over one of the same name. That costs no more than reading it to know that it is
   * whole would, heals a damaged one, and makes its age that of this call: whoever collects garbage
   * leaves what is young alone, so a blob that nothing refers to yet is safe from here on.
   */
  public ArtifactRef put(byte[] content) throws IOException {
    ArtifactRef ref = new ArtifactRef(Sha256.of(content), content.length);
    store.put(path(ref.sha256()), content);
    return ref;
  }

  /** Stores a file's bytes, as {@link #put(byte[])} does; the file must not change meanwhile. */
  public ArtifactRef put(Path file) throws IOException {
    ArtifactRef ref = new ArtifactRef(Sha256.of(file), Files.size(file));
    store.put(path(ref.sha256()), file);
    return ref;
  }

  /** Writes a file that is not there yet. */
  @FunctionalInterface
  public interface FileContent {
    void writeTo(Path file) throws IOException;
  }

  /** Stores what {@code content} writes into a temporary file, as {@link #put(Path)} does. */
  public ArtifactRef put(FileContent content) throws IOException {
    try (TemporaryFile file = TemporaryFile.create()) {
      content.writeTo(file.path());
      return put(file.path());
    }
  }

  /** Writes a blob's bytes into a stream. */
  @FunctionalInterface
  public interface StreamContent {
    void writeTo(OutputStream stream) throws IOException;
  }

  /**
   * Stores what {@code content} writes, as {@link #put(byte[])} does. The digest is taken on the
   * way, so that a large blob need not be read again for it.
   */
  public ArtifactRef putStream(StreamContent content) throws IOException {
    try (TemporaryFile file = TemporaryFile.create()) {
      String sha256;
      try (OutputStream stream = Files.newOutputStream(file.path())) {
        sha256 = Sha256.writing(stream, content);
      }
      ArtifactRef ref = new ArtifactRef(sha256, Files.size(file.path()));
      store.put(path(sha256), file.path());
      return ref;
    }
  }

  /**
   * Returns a blob's bytes.
   *
   * @throws MissingArtifactException if the store has no such blob
   * @throws DamagedArtifactException if its bytes there are not what they should be
   */
  public byte[] read(ArtifactRef ref) throws IOException {
    return read(ref, Files::readAllBytes, Sha256::of);
  }

  /** Takes a blob's bytes. */
  @FunctionalInterface
  public interface BlobReader<T> {
    /** Takes them from outside the heap, where they are until it returns. */
    T read(MemorySegment content) throws IOException;
  }

  /**
   * Has a blob's bytes read outside the heap: a large one would leave it large.
   *
   * @return what {@code reader} returns
   * @throws MissingArtifactException if the store has no such blob
   * @throws DamagedArtifactException if its bytes there are not what they should be
   */
  public <T> T read(ArtifactRef ref, BlobReader<T> reader) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      return reader.read(read(ref, copy -> content(copy, arena), Sha256::of));
    }
  }

  private static MemorySegment content(Path file, Arena arena) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      MemorySegment content = arena.allocate(channel.size());
      ByteBuffer left = content.asByteBuffer();
      while (left.hasRemaining() && channel.read(left) >= 0) {}
      return content;
    }
  }

  @FunctionalInterface
  private interface Copying<T> {
    T copy(Path file) throws IOException;
  }

  private <T> T read(ArtifactRef ref, Copying<T> copying, Function<T, String> digest)
      throws IOException {
    for (int tries = 1; ; tries++) {
      try {
        T content = copying.copy(fetch(ref));
        if (digest.apply(content).equals(ref.sha256())) {
          return content;
        }
        throw new NoSuchFileException("blob " + ref.sha256(), null, "its copy changed when read");
      } catch (NoSuchFileException e) {
        // Somebody meddled with the copy between the two calls, as they may.
        if (tries == READ_TRIES) {
          throw e;
        }
      }
    }
  }

  /**
   * Returns a file with a blob's bytes, for reading only.
   *
   * @throws MissingArtifactException if the store has no such blob
   * @throws DamagedArtifactException if its bytes there are not what they should be
   */
  public Path fetch(ArtifactRef ref) throws IOException {
    Path copy = fetch(ref.sha256());
    long size = Files.size(copy);
    if (size != ref.size()) {
      throw new DamagedArtifactException(
          "Blob " + ref.sha256() + " has " + size + " bytes, not the " + ref.size() + " named");
    }
    return copy;
  }

  /** Returns a file with the bytes of a blob of unknown size, as {@link #fetch(ArtifactRef)}. */
  public Path fetch(String sha256) throws IOException {
    @Nullable Path copy = copies.find(Sha256.check(sha256));
    if (copy != null) {
      hits.increment();
      return copy;
    }
    misses.increment();
    try {
      return copies.add(sha256, file -> download(sha256, file));
    } catch (DamagedArtifactException e) {
      damaged.increment();
      throw e;
    }
  }

  private void download(String sha256, Path file) throws IOException {
    String found =
        ObjectReading.read(
            store,
            path(sha256),
            content -> {
              try (OutputStream copy = Files.newOutputStream(file)) {
                return Sha256.copy(content, copy);
              }
            });
    if (!found.equals(sha256)) {
      throw new DamagedArtifactException(
          "Blob "
              + sha256
              + " is damaged in the store "
              + store.describe()
              + ": its bytes have the digest "
              + found
              + "; run again the step, or the import, that made it");
    }
  }

  /** Returns whether the store holds all of a blob's bytes, unchanged; reads them to know it. */
  public boolean isWhole(ArtifactRef ref) throws IOException {
    String path = path(ref.sha256());
    OptionalLong size = store.size(path);
    if (size.isEmpty()) {
      return false;
    }
    boolean whole = size.getAsLong() == ref.size() && contentDigest(path).equals(ref.sha256());
    if (!whole) {
      damaged.increment();
    }
    return whole;
  }

  private String contentDigest(String path) throws IOException {
    try {
      return ObjectReading.read(store, path, Sha256::of);
    } catch (MissingArtifactException | DamagedArtifactException e) {
      return "";
    }
  }

  /** Returns the path in the store of the blob of a digest. */
  public static String path(String sha256) {
    Sha256.check(sha256);
    return FOLDER + sha256.substring(0, 2) + "/" + sha256.substring(2);
  }

  /** Returns the digest of the blob at a path in the store; empty where none can be. */
  public static Optional<String> digest(String path) {
    Matcher matcher = BLOB.matcher(path);
    return matcher.matches() ? Optional.of(matcher.group(1) + matcher.group(2)) : Optional.empty();
  }
}
