package org.histochain.activities.artifact;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Named objects, whole or absent: no reader ever sees a part of one. Paths are relative, of
 * segments joined by {@code /} that do not begin with a dot; no path is another's folder. Others
 * are an {@link IllegalArgumentException}.
 *
 * <p>Every method throws {@link StoreUnavailableException} where the store cannot be reached (worth
 * a retry) and {@link StoreRefusedException} where it refuses (credentials, rights, a read-only
 * folder: a retry will not help).
 */
public interface ArtifactStore extends AutoCloseable {
  /** Writes an object, replacing one of the same path. */
  void put(String path, byte[] content) throws IOException;

  /** Writes a file's bytes as an object, replacing one of the same path. */
  void put(String path, Path file) throws IOException;

  /**
   * Writes an object unless there is one of that path; of many racing writers exactly one wins.
   *
   * @return whether this call wrote it; false also where an earlier try of this very call had
   *     already
   */
  boolean putIfAbsent(String path, byte[] content) throws IOException;

  /**
   * Opens an object for reading; the caller closes the stream.
   *
   * @throws MissingArtifactException if there is none
   */
  InputStream open(String path) throws IOException;

  /** Returns the object's length in bytes, or empty if there is none. */
  default OptionalLong size(String path) throws IOException {
    Optional<StoredObject> found = stat(path);
    return found.isPresent() ? OptionalLong.of(found.get().size()) : OptionalLong.empty();
  }

  /** Returns what the store says of an object, or empty if there is none. */
  Optional<StoredObject> stat(String path) throws IOException;

  /**
   * Returns the paths of all objects under a prefix that ends at a segment ({@code chains/x/}),
   * sorted.
   */
  List<String> list(String prefix) throws IOException;

  /** Takes objects one after another. */
  @FunctionalInterface
  interface Visitor {
    void visit(StoredObject object) throws IOException;
  }

  /**
   * Shows all objects under a prefix that ends at a segment, in no order, holding few of them in
   * memory at a time. Each that is there from beginning to end is shown once; one that is written
   * or deleted meanwhile may be.
   */
  void visit(String prefix, Visitor visitor) throws IOException;

  /** Deletes an object; a no-op if there is none. */
  void delete(String path) throws IOException;

  /**
   * Deletes an object that was last written before a time by the store's clock; leaves a younger
   * one. Where memory or a folder is the store, no write can come between the look and the
   * deletion. S3 cannot bind one to the other: they are two requests, one right after the other.
   *
   * @return whether there was such an object
   */
  boolean deleteIfOlder(String path, Instant time) throws IOException;

  /**
   * Says in one line where this store is, for people: {@code s3://histochain}, {@code
   * file:/data/store}.
   */
  String describe();

  @Override
  void close();
}
