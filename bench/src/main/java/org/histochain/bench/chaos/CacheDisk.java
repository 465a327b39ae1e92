package org.histochain.bench.chaos;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;

/** A small disk for a worker's cache, which can be filled: a tmpfs, which only root may mount. */
final class CacheDisk implements AutoCloseable {
  private static final String SIZE = "size=160m";
  private static final String FILLER = "filler";
  private static final int BLOCK = 64 << 10;

  private final Path folder;

  private CacheDisk(Path folder) {
    this.folder = folder;
  }

  static CacheDisk mount(Path folder) throws IOException, InterruptedException {
    Files.createDirectories(folder);
    Commands.run(List.of("mount", "-t", "tmpfs", "-o", SIZE, "tmpfs", folder.toString()));
    return new CacheDisk(folder);
  }

  Path folder() {
    return folder;
  }

  /** Takes away the copy of a blob, as anybody may. */
  void forget(String sha256) throws IOException {
    Files.deleteIfExists(blobs().resolve(sha256.substring(0, 2)).resolve(sha256.substring(2)));
  }

  /** Takes away the copies of all blobs, then fills the disk to its last byte. */
  void fill() throws IOException {
    try (Stream<Path> copies = Files.walk(blobs())) {
      for (Path copy : copies.filter(Files::isRegularFile).toList()) {
        Files.deleteIfExists(copy);
      }
    } catch (NoSuchFileException e) {
      // It holds none yet.
    }
    Path filler = folder.resolve(FILLER);
    for (int block = BLOCK; block > 0; block /= 16) {
      try (OutputStream out =
          Files.newOutputStream(filler, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
        byte[] zeros = new byte[block];
        while (true) {
          out.write(zeros);
        }
      } catch (IOException e) {
        // No space is left for a block of this size, which is what is wanted.
      }
    }
  }

  /** Gives the space back. */
  void empty() throws IOException {
    Files.deleteIfExists(folder.resolve(FILLER));
  }

  private Path blobs() {
    return folder.resolve("histochain").resolve("sha256");
  }

  @Override
  public void close() throws IOException {
    try {
      Commands.run(List.of("umount", "--lazy", folder.toString()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
