package org.histochain.activities.artifact;

import static java.util.Objects.requireNonNull;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/** A store in this process's memory; it ends with the process. */
public final class MemoryStore implements ArtifactStore {
  private final ConcurrentNavigableMap<String, Written> objects = new ConcurrentSkipListMap<>();
  private final InstantSource clock;

  /** An object's bytes, and when they were written. */
  private static final class Written {
    private final byte[] content;
    private final Instant modified;

    Written(byte[] content, Instant modified) {
      this.content = content;
      this.modified = modified;
    }
  }

  public MemoryStore() {
    this(InstantSource.system());
  }

  /**
   * @param clock says when objects are written
   */
  public MemoryStore(InstantSource clock) {
    this.clock = requireNonNull(clock, "clock is null");
  }

  @Override
  public void put(String path, byte[] content) {
    objects.put(StorePaths.check(path), written(content.clone()));
  }

  @Override
  public void put(String path, Path file) throws IOException {
    objects.put(StorePaths.check(path), written(Files.readAllBytes(file)));
  }

  @Override
  public boolean putIfAbsent(String path, byte[] content) {
    return objects.putIfAbsent(StorePaths.check(path), written(content.clone())) == null;
  }

  private Written written(byte[] content) {
    return new Written(content, clock.instant());
  }

  @Override
  public InputStream open(String path) throws IOException {
    @Nullable Written found = objects.get(StorePaths.check(path));
    if (found == null) {
      throw MissingArtifactException.of(path, this);
    }
    return new ByteArrayInputStream(found.content);
  }

  @Override
  public Optional<StoredObject> stat(String path) {
    return Optional.ofNullable(objects.get(StorePaths.check(path)))
        .map(found -> object(path, found));
  }

  private static StoredObject object(String path, Written found) {
    return new StoredObject(path, found.content.length, found.modified);
  }

  @Override
  public List<String> list(String prefix) {
    return objects.tailMap(StorePaths.checkPrefix(prefix)).keySet().stream()
        .takeWhile(path -> path.startsWith(prefix))
        .toList();
  }

  @Override
  public void visit(String prefix, Visitor visitor) throws IOException {
    for (Map.Entry<String, Written> entry :
        objects.tailMap(StorePaths.checkPrefix(prefix)).entrySet()) {
      if (!entry.getKey().startsWith(prefix)) {
        return;
      }
      visitor.visit(object(entry.getKey(), entry.getValue()));
    }
  }

  @Override
  public void delete(String path) {
    objects.remove(StorePaths.check(path));
  }

  @Override
  public boolean deleteIfOlder(String path, Instant time) {
    @Nullable Written found = objects.get(StorePaths.check(path));
    return found != null && found.modified.isBefore(time) && objects.remove(path, found);
  }

  @Override
  public String describe() {
    return "memory:";
  }

  @Override
  public void close() {}
}
