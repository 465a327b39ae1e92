package org.histochain.activities.artifact;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A store that passes everything on; tests override what shall go wrong. */
public class ForwardingStore implements ArtifactStore {
  private final ArtifactStore store;

  protected ForwardingStore(ArtifactStore store) {
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
    return store.putIfAbsent(path, content);
  }

  @Override
  public InputStream open(String path) throws IOException {
    return store.open(path);
  }

  @Override
  public Optional<StoredObject> stat(String path) throws IOException {
    return store.stat(path);
  }

  @Override
  public List<String> list(String prefix) throws IOException {
    return store.list(prefix);
  }

  @Override
  public void visit(String prefix, Visitor visitor) throws IOException {
    store.visit(prefix, visitor);
  }

  @Override
  public boolean deleteIfOlder(String path, Instant time) throws IOException {
    return store.deleteIfOlder(path, time);
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
