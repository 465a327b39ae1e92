package org.histochain.activities.artifact;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder of this machine for what can be fetched or made again, kept within a size: what was used
 * longest ago goes first. What was used within the last ten minutes stays, so that a path may be
 * opened after it was handed out; more than the size is kept where all of it is that young.
 *
 * <p>Processes may share the folder, each with a size of its own, and anybody may delete what is in
 * it at any time. Safe for use by many threads.
 */
public final class LocalCache {
  /** 20 GiB. */
  public static final long DEFAULT_BYTES = 20L << 30;

  private static final Logger log = LoggerFactory.getLogger(LocalCache.class);
  private static final Duration IN_USE = Duration.ofMinutes(10);

  /** The folder is looked through again when this share of its size has been added to it. */
  private static final int SHARE = 16;

  private static final Pattern ANY = Pattern.compile(".*");

  /** An import keeps in the same folder what it needs to go on: that stays. */
  private static final Pattern DECODED = Pattern.compile(".*[.](pixels|part)");

  private final Path folder;
  private final long bytes;
  private final Clock clock;
  private final AtomicLong added;

  private record Held(Path path, long size, FileTime used) {}

  /**
   * @param folder need not exist
   * @param bytes size to keep within, at least 1
   */
  public LocalCache(Path folder, long bytes) {
    this(folder, bytes, Clock.systemUTC());
  }

  LocalCache(Path folder, long bytes, Clock clock) {
    if (bytes < 1) {
      throw new IllegalArgumentException("a cache of %d bytes: at least 1".formatted(bytes));
    }
    this.folder = requireNonNull(folder, "folder is null").toAbsolutePath();
    this.bytes = bytes;
    this.clock = requireNonNull(clock, "clock is null");
    added = new AtomicLong(bytes);
  }

  /** A cache of 20 GiB. */
  public static LocalCache in(Path folder) {
    return new LocalCache(folder, DEFAULT_BYTES);
  }

  /** Where verified copies of blobs are, by digest. */
  Path blobs() {
    return folder.resolve("sha256");
  }

  /** Where files grow that are not whole yet. */
  Path incoming() {
    return folder.resolve("incoming");
  }

  /** Where decoded patches are, and what a command needs only while it runs. */
  public Path scratch() {
    return folder.resolve("scratch");
  }

  /** Makes a file young again; a no-op if it is gone. */
  public void used(Path file) throws IOException {
    try {
      Files.setLastModifiedTime(file, FileTime.from(clock.instant()));
    } catch (NoSuchFileException gone) {
      log.debug("{} was deleted meanwhile", file);
    }
  }

  /** Counts what was put into the folder, and keeps to the size. */
  public void added(long size) throws IOException {
    long soFar = added.addAndGet(size);
    if (soFar >= bytes / SHARE && added.compareAndSet(soFar, 0)) {
      shrink(bytes);
    }
  }

  /** Writes a file. */
  @FunctionalInterface
  public interface Writing {
    void run() throws IOException;
  }

  /**
   * Writes into the folder; where the disk is full everything that is not in use is deleted, and it
   * is tried once more.
   *
   * @throws IOException if it fails again, or for another reason
   */
  public void write(Writing writing) throws IOException {
    try {
      writing.run();
    } catch (IOException e) {
      if (!FullDisk.isCauseOf(e)) {
        throw e;
      }
      log.warn("The disk of {} is full: {} bytes of it were freed", folder, shrink(0));
      writing.run();
    }
  }

  /** Deletes what was used longest ago until {@code most} bytes are left; returns what it freed. */
  private long shrink(long most) throws IOException {
    List<Held> held = new ArrayList<>();
    collect(blobs(), 2, ANY, held);
    collect(incoming(), 1, ANY, held);
    collect(scratch(), 1, DECODED, held);
    held.sort(Comparator.comparing(Held::used));
    long total = held.stream().mapToLong(Held::size).sum();
    long freed = 0;
    Instant inUse = clock.instant().minus(IN_USE);
    for (Held file : held) {
      if (total - freed <= most || file.used().toInstant().isAfter(inUse)) {
        break;
      }
      if (Files.deleteIfExists(file.path())) {
        freed += file.size();
      }
    }
    if (freed > 0) {
      log.info("{} held {} bytes: {} were freed", folder, total, freed);
    }
    return freed;
  }

  private static void collect(Path root, int depth, Pattern names, List<Held> held)
      throws IOException {
    Files.walkFileTree(
        root,
        Set.of(),
        depth,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (attributes.isRegularFile() && names.matcher(file.toString()).matches()) {
              held.add(new Held(file, attributes.size(), attributes.lastModifiedTime()));
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException fault) throws IOException {
            return unlessGone(fault);
          }

          @Override
          public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException fault)
              throws IOException {
            return fault == null ? FileVisitResult.CONTINUE : unlessGone(fault);
          }
        });
  }

  private static FileVisitResult unlessGone(IOException fault) throws IOException {
    if (fault instanceof NoSuchFileException) {
      return FileVisitResult.CONTINUE;
    }
    throw fault;
  }
}
