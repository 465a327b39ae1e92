package org.histochain.activities.artifact;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/** A store in this process's memory; it ends with the process. */
public final class MemoryStore implements ArtifactStore {
  private final ConcurrentNavigableMap<String, byte[]> objects = new ConcurrentSkipListMap<>();

  @Override
  public void put(String path, byte[] content) {
    objects.put(StorePaths.check(path), content.clone());
  }

  @Override
  public void put(String path, Path file) throws IOException {
    objects.put(StorePaths.check(path), Files.readAllBytes(file));
  }

  @Override
  public boolean putIfAbsent(String path, byte[] content) {
    return objects.putIfAbsent(StorePaths.check(path), content.clone()) == null;
  }

  @Override
  public InputStream open(String path) throws IOException {
    byte @Nullable [] content = objects.get(StorePaths.check(path));
    if (content == null) {
      throw MissingArtifactException.of(path, this);
    }
    return new ByteArrayInputStream(content);
  }

  @Override
  public OptionalLong size(String path) {
    byte @Nullable [] content = objects.get(StorePaths.check(path));
    return content == null ? OptionalLong.empty() : OptionalLong.of(content.length);
  }

  @Override
  public List<String> list(String prefix) {
    return objects.tailMap(StorePaths.checkPrefix(prefix)).keySet().stream()
        .takeWhile(path -> path.startsWith(prefix))
        .toList();
  }

  @Override
  public void delete(String path) {
    objects.remove(StorePaths.check(path));
  }

  @Override
  public String describe() {
    return "memory:";
  }

  @Override
  public void close() {}
}
