package org.histochain.activities.dataset;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.histochain.activities.artifact.Artifacts;
import org.histochain.activities.artifact.LocalCache;
import org.histochain.activities.artifact.Sha256;
import org.histochain.activities.image.EncodedImage;
import org.histochain.activities.image.UnreadableImageException;
import org.histochain.activities.stain.MacenkoNormaliser;
import org.histochain.activities.step.StepFailure;
import org.histochain.activities.step.StepMonitor;
import org.histochain.activities.table.IndexRow;
import org.jspecify.annotations.Nullable;

/**
 * Decodes patches into mapped files under a scratch folder. Equal patches of one data set version
 * are decoded once: a second load maps the file that is there. The folder may be shared by
 * processes and deleted at any time no file in it is being opened. Safe for use by many threads.
 */
public final class PatchLoader {
  private static final int THREADS = 2;
  private static final int CHUNK = 32;
  private static final int CHUNKS_AHEAD = 16;
  private static final int BLOCK = 1 << 20;

  private final Artifacts artifacts;
  private final Path scratchFolder;
  private @Nullable IndexOf latest;

  private record IndexOf(String sha256, DatasetIndex index) {}

  private record Encoded(String id, byte[] png, long position) {}

  public PatchLoader(Artifacts artifacts, Path scratchFolder) {
    this.artifacts = artifacts;
    this.scratchFolder = scratchFolder;
  }

  /**
   * Decodes patches in the order of {@code ids}, which must differ.
   *
   * @throws org.histochain.activities.step.StepFailure if the data set lacks one of them, or one
   *     cannot be decoded
   */
  public PatchFile load(DatasetManifest manifest, List<String> ids) throws IOException {
    return load(manifest, ids, null, StepMonitor.silent());
  }

  /**
   * Decodes patches, their stains normalised, in the order of {@code ids}, which must differ.
   *
   * @param stain {@code macenko}; null: pixels as they are
   * @param monitor asked before every few patches whether to go on
   * @throws org.histochain.activities.step.StepFailure if the data set lacks one of them, or one
   *     cannot be decoded
   * @throws org.histochain.activities.step.StepStoppedException if {@code monitor} says so; what
   *     was decoded is thrown away
   */
  public PatchFile load(
      DatasetManifest manifest, List<String> ids, @Nullable String stain, StepMonitor monitor)
      throws IOException {
    UnaryOperator<byte[]> normaliser = normaliser(stain);
    Path file = scratchFolder.resolve(name(manifest, ids, stain));
    LocalCache cache = artifacts.cache();
    if (Files.exists(file)) {
      cache.used(file);
    } else {
      DatasetIndex index = index(manifest);
      cache.write(() -> decode(manifest, index, ids, file, normaliser, monitor));
      cache.added(PatchFile.bytes(manifest.side()) * ids.size());
    }
    return PatchFile.map(file, manifest.side(), ids);
  }

  /** Returns those patches of one shard that {@code ids} holds, in shard order. */
  public List<String> shardIds(DatasetManifest manifest, int shard, Set<String> ids)
      throws IOException {
    return index(manifest).shard(shard).stream().map(IndexRow::id).filter(ids::contains).toList();
  }

  private synchronized DatasetIndex index(DatasetManifest manifest) throws IOException {
    String sha256 = manifest.index().sha256();
    if (latest == null || !latest.sha256().equals(sha256)) {
      latest = new IndexOf(sha256, DatasetIndex.load(artifacts, manifest));
    }
    return latest.index();
  }

  /**
   * Returns what is done to a decoded patch, uint8 [side, side, 3], before a network sees it.
   *
   * @param stain {@code macenko}; null: nothing
   */
  public static UnaryOperator<byte[]> normaliser(@Nullable String stain) {
    return switch (stain) {
      case null -> UnaryOperator.identity();
      case "macenko" -> new MacenkoNormaliser()::apply;
      default -> throw new IllegalArgumentException("stain is " + stain + ": write macenko");
    };
  }

  private static String name(DatasetManifest manifest, List<String> ids, @Nullable String stain) {
    ByteArrayOutputStream key = new ByteArrayOutputStream();
    key.writeBytes(manifest.ref().digest().getBytes(UTF_8));
    if (stain != null) {
      key.writeBytes((" stain " + stain).getBytes(UTF_8));
    }
    for (String id : ids) {
      key.write('\n');
      key.writeBytes(id.getBytes(UTF_8));
    }
    return Sha256.of(key.toByteArray()) + ".pixels";
  }

  private void decode(
      DatasetManifest manifest,
      DatasetIndex index,
      List<String> ids,
      Path file,
      UnaryOperator<byte[]> normaliser,
      StepMonitor monitor)
      throws IOException {
    SortedMap<Integer, Map<Integer, Integer>> wanted = wanted(index, ids);
    Files.createDirectories(scratchFolder);
    Path part = scratchFolder.resolve(UUID.randomUUID() + ".part");
    try (Arena arena = Arena.ofShared();
        FileChannel channel =
            FileChannel.open(
                part,
                StandardOpenOption.CREATE_NEW,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE)) {
      long length = PatchFile.bytes(manifest.side()) * ids.size();
      occupy(channel, length);
      MemorySegment pixels = channel.map(FileChannel.MapMode.READ_WRITE, 0, length, arena);
      try (Decoding decoding = new Decoding(manifest.side(), pixels, normaliser, monitor)) {
        for (Map.Entry<Integer, Map<Integer, Integer>> shard : wanted.entrySet()) {
          Path tar = artifacts.fetch(manifest.shards().get(shard.getKey()).ref());
          read(tar, shard.getValue(), decoding);
        }
        decoding.finish();
      }
      if (length > 0) {
        pixels.force();
      }
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  /** Takes the space: a disk that is full when a mapped page is written ends the process. */
  private static void occupy(FileChannel channel, long length) throws IOException {
    ByteBuffer zeros = ByteBuffer.allocate((int) Math.min(length, BLOCK));
    while (channel.position() < length) {
      zeros.clear().limit((int) Math.min(length - channel.position(), BLOCK));
      channel.write(zeros);
    }
  }

  /** Returns, by shard and row, the position of each patch in the file. */
  private static SortedMap<Integer, Map<Integer, Integer>> wanted(
      DatasetIndex index, List<String> ids) {
    SortedMap<Integer, Map<Integer, Integer>> wanted = new TreeMap<>();
    for (int position = 0; position < ids.size(); position++) {
      IndexRow row = index.row(ids.get(position));
      Integer before =
          wanted.computeIfAbsent(row.shard(), shard -> new HashMap<>()).put(row.row(), position);
      if (before != null) {
        throw new IllegalArgumentException("Patch " + row.id() + " is asked for twice");
      }
    }
    return wanted;
  }

  private static void read(Path tar, Map<Integer, Integer> rows, Decoding decoding)
      throws IOException {
    try (InputStream file = new BufferedInputStream(Files.newInputStream(tar));
        TarArchiveInputStream entries = new TarArchiveInputStream(file)) {
      int row = 0;
      for (TarArchiveEntry entry = entries.getNextEntry();
          entry != null;
          entry = entries.getNextEntry()) {
        Integer position = rows.get(row++);
        if (position != null) {
          decoding.add(new Encoded(entry.getName(), entries.readAllBytes(), position));
        }
      }
    }
  }

  /** Decodes on threads of its own while the next shard is read; only so many chunks wait. */
  private static final class Decoding implements AutoCloseable {
    private final int side;
    private final MemorySegment pixels;
    private final UnaryOperator<byte[]> normaliser;
    private final StepMonitor monitor;
    private final ExecutorService executor =
        Executors.newFixedThreadPool(
            THREADS, Thread.ofPlatform().daemon().name("histochain-decode-", 0).factory());
    private final Deque<Future<?>> running = new ArrayDeque<>();
    private List<Encoded> chunk = new ArrayList<>(CHUNK);

    Decoding(
        int side, MemorySegment pixels, UnaryOperator<byte[]> normaliser, StepMonitor monitor) {
      this.side = side;
      this.pixels = pixels;
      this.normaliser = normaliser;
      this.monitor = monitor;
    }

    void add(Encoded patch) throws IOException {
      chunk.add(patch);
      if (chunk.size() == CHUNK) {
        submit();
      }
    }

    void finish() throws IOException {
      submit();
      while (!running.isEmpty()) {
        await(running.remove());
      }
    }

    private void submit() throws IOException {
      monitor.check();
      List<Encoded> patches = chunk;
      chunk = new ArrayList<>(CHUNK);
      Callable<@Nullable Void> work =
          () -> {
            for (Encoded patch : patches) {
              decode(patch);
            }
            return null;
          };
      running.add(executor.submit(work));
      if (running.size() > CHUNKS_AHEAD) {
        await(running.remove());
      }
    }

    private void decode(Encoded patch) {
      try (EncodedImage image = EncodedImage.open(patch.png())) {
        if (image.width() != side || image.height() != side) {
          throw new UnreadableImageException("it is not " + side + " pixels wide and high");
        }
        long bytes = PatchFile.bytes(side);
        byte[] decoded = normaliser.apply(image.pixels());
        MemorySegment.copy(
            MemorySegment.ofArray(decoded), 0, pixels, bytes * patch.position(), bytes);
      } catch (UnreadableImageException e) {
        throw StepFailure.invalidDataset(
            "Patch " + patch.id() + " cannot be decoded: " + e.getMessage() + "; import again");
      }
    }

    private static void await(Future<?> work) throws IOException {
      try {
        work.get();
      } catch (ExecutionException e) {
        if (e.getCause() instanceof RuntimeException cause) {
          throw cause;
        }
        throw new IOException("Decoding failed", e.getCause());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("Interrupted while decoding", e);
      }
    }

    @Override
    public void close() {
      executor.shutdownNow();
      executor.close();
    }
  }
}
