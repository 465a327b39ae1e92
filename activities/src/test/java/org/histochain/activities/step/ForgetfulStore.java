package org.histochain.activities.step;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.histochain.activities.artifact.ArtifactStore;

/**
 * A store whose creations always say that another was first, as one seems to whose answer was lost
 * and whose client asked again.
 */
final class ForgetfulStore implements ArtifactStore {
  private final ArtifactStore store;

  ForgetfulStore(ArtifactStore store) {
    this.store = store;
  }

  @Override
  public void put(String path, byte[] content) throws IOException {
    store.put(path, content);
  }

  @Override
  public void put(String path, Path file) throws IOException {
    store.put(path, file);
  }

  @Override
  public boolean putIfAbsent(String path, byte[] content) throws IOException {
    store.putIfAbsent(path, content);
    return store.putIfAbsent(path, content);
  }

  @Override
  public InputStream open(String path) throws IOException {
    return store.open(path);
  }

  @Override
  public OptionalLong size(String path) throws IOException {
    return store.size(path);
  }

  @Override
  public List<String> list(String prefix) throws IOException {
    return store.list(prefix);
  }

  @Override
  public void delete(String path) throws IOException {
    store.delete(path);
  }

  @Override
  public String describe() {
    return store.describe();
  }

  @Override
  public void close() {
    store.close();
  }
}
