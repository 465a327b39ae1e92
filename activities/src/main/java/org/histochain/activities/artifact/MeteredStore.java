package org.histochain.activities.artifact;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Counts what goes through a store, and how often it fails. */
final class MeteredStore implements ArtifactStore {
  private final ArtifactStore store;
  private final Counter read;
  private final Counter written;
  private final Counter unavailable;
  private final Counter refused;

  MeteredStore(ArtifactStore store, MeterRegistry meters) {
    this.store = store;
    this.read = bytes(meters, "read");
    this.written = bytes(meters, "written");
    this.unavailable = errors(meters, "unavailable");
    this.refused = errors(meters, "refused");
  }

  private static Counter bytes(MeterRegistry meters, String direction) {
    return Counter.builder("histochain.store.bytes")
        .description("Bytes of objects read from and written to the artifact store")
        .baseUnit("bytes")
        .tag("direction", direction)
        .register(meters);
  }

  private static Counter errors(MeterRegistry meters, String kind) {
    return Counter.builder("histochain.store.errors")
        .description("Requests that the artifact store did not answer or refused")
        .tag("kind", kind)
        .register(meters);
  }

  @Override
  public void put(String path, byte[] content) throws IOException {
    counted(
        () -> {
          store.put(path, content);
          return path;
        });
    written.increment(content.length);
  }

  @Override
  public void put(String path, Path file) throws IOException {
    long size = Files.size(file);
    counted(
        () -> {
          store.put(path, file);
          return path;
        });
    written.increment((double) size);
  }

  @Override
  public boolean putIfAbsent(String path, byte[] content) throws IOException {
    boolean created = counted(() -> store.putIfAbsent(path, content));
    if (created) {
      written.increment(content.length);
    }
    return created;
  }

  @Override
  public InputStream open(String path) throws IOException {
    return new MeteredStream(counted(() -> store.open(path)));
  }

  @Override
  public Optional<StoredObject> stat(String path) throws IOException {
    return counted(() -> store.stat(path));
  }

  @Override
  public List<String> list(String prefix) throws IOException {
    return counted(() -> store.list(prefix));
  }

  @Override
  public void visit(String prefix, Visitor visitor) throws IOException {
    counted(
        () -> {
          store.visit(prefix, visitor);
          return prefix;
        });
  }

  @Override
  public boolean deleteIfOlder(String path, Instant time) throws IOException {
    return counted(() -> store.deleteIfOlder(path, time));
  }

  @Override
  public void delete(String path) throws IOException {
    counted(
        () -> {
          store.delete(path);
          return path;
        });
  }

  @Override
  public String describe() {
    return store.describe();
  }

  @Override
  public void close() {
    store.close();
  }

  @FunctionalInterface
  private interface Call<T> {
    T run() throws IOException;
  }

  private <T> T counted(Call<T> call) throws IOException {
    try {
      return call.run();
    } catch (StoreUnavailableException e) {
      unavailable.increment();
      throw e;
    } catch (StoreRefusedException e) {
      refused.increment();
      throw e;
    }
  }

  private final class MeteredStream extends FilterInputStream {
    MeteredStream(InputStream content) {
      super(content);
    }

    @Override
    public int read() throws IOException {
      int value = counted(super::read);
      if (value >= 0) {
        read.increment();
      }
      return value;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int count = counted(() -> super.read(buffer, offset, length));
      if (count > 0) {
        read.increment(count);
      }
      return count;
    }
  }
}
