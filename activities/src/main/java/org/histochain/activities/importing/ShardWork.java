package org.histochain.activities.importing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.histochain.activities.artifact.Artifacts;
import org.histochain.activities.artifact.Sha256;
import org.histochain.activities.image.ImageFaults;
import org.histochain.activities.image.ImageReading;
import org.histochain.activities.image.PngEncoder;
import org.histochain.activities.image.ReadImage;
import org.histochain.activities.image.RefusedImageException;
import org.histochain.activities.image.UnreadableImageException;
import org.histochain.activities.table.ChannelSums;
import org.histochain.workflows.contract.ArtifactRef;
import org.jspecify.annotations.Nullable;

/**
 * The import of one shard: the digests of its images are taken; unless an earlier import has made
 * this very shard, they are decoded, packed and uploaded. One image at a time is in memory, besides
 * small ones that are kept from the first pass to the second.
 */
final class ShardWork implements Callable<ShardWork.Done> {
  private static final long MOST_KEPT_BYTES = 16L << 20;

  private final SourceShard shard;
  private final ImageReading reading;
  private final Artifacts artifacts;
  private final ImportParts parts;
  private final Path folder;
  private final ImportPace pace;
  private final Map<Integer, byte[]> kept = new HashMap<>();
  private final List<String> digests = new ArrayList<>();

  /**
   * What came of it.
   *
   * @param patches the patches of the source's shard
   * @param part what became of them
   * @param reused whether an earlier import had done the work
   */
  record Done(List<SourcePatch> patches, ShardPart part, boolean reused) {}

  ShardWork(
      SourceShard shard,
      ImageReading reading,
      Artifacts artifacts,
      ImportParts parts,
      Path folder,
      ImportPace pace) {
    this.shard = shard;
    this.reading = reading;
    this.artifacts = artifacts;
    this.parts = parts;
    this.folder = folder;
    this.pace = pace;
  }

  @Override
  public Done call() throws IOException {
    try (shard) {
      List<SourcePatch> patches = shard.patches();
      takeDigests(patches);
      String key = ImportParts.key(reading, patches, digests);
      ShardPart known = parts.find(key);
      if (known != null) {
        pace.reused(patches.size());
        return new Done(patches, known, true);
      }
      ShardPart part = pack(patches);
      parts.record(key, part);
      return new Done(patches, part, false);
    }
  }

  private void takeDigests(List<SourcePatch> patches) throws IOException {
    long keptBytes = 0;
    for (int entry = 0; entry < patches.size(); entry++) {
      try {
        byte[] bytes = patches.get(entry).content().bytes();
        digests.add(Sha256.of(bytes));
        if (keptBytes + bytes.length <= MOST_KEPT_BYTES) {
          kept.put(entry, bytes);
          keptBytes += bytes.length;
        }
      } catch (UnreadableImageException e) {
        digests.add("unreadable: " + e.getMessage());
      }
    }
  }

  private ShardPart pack(List<SourcePatch> patches) throws IOException {
    List<ShardPart.Row> rows = new ArrayList<>();
    List<ImageFault> faults = new ArrayList<>();
    SortedMap<String, Integer> converted = new TreeMap<>();
    int resized = 0;
    Path file = Files.createTempFile(folder, "shard-", ".tar");
    try {
      try (TarShard tar = new TarShard(file)) {
        for (int entry = 0; entry < patches.size(); entry++) {
          SourcePatch patch = patches.get(entry);
          try {
            ReadImage image = patch.content().read(bytes(patch, entry), reading);
            byte[] png = image.png();
            tar.add(
                patch.id(), png == null ? PngEncoder.encode(image.pixels(), image.side()) : png);
            rows.add(
                new ShardPart.Row(
                    entry, Sha256.of(image.pixels()), ChannelSums.of(image.pixels())));
            if (image.wasConverted()) {
              converted.merge(image.mode(), 1, Integer::sum);
            }
            resized += image.resized() ? 1 : 0;
          } catch (UnreadableImageException e) {
            faults.add(fault(entry, ImageFaults.Kind.unreadable, e));
          } catch (RefusedImageException e) {
            faults.add(fault(entry, ImageFaults.Kind.of(e.reason()), e));
          }
          pace.worked();
        }
      }
      ArtifactRef blob = rows.isEmpty() ? null : artifacts.put(file);
      return new ShardPart(blob, rows, faults, converted, resized);
    } finally {
      Files.deleteIfExists(file);
    }
  }

  private byte[] bytes(SourcePatch patch, int entry) throws IOException {
    byte @Nullable [] first = kept.remove(entry);
    if (first != null) {
      return first;
    }
    byte[] again = patch.content().bytes();
    if (!Sha256.of(again).equals(digests.get(entry))) {
      throw new IOException(
          "%s changed while it was imported: import again when nobody writes to it"
              .formatted(patch.origin()));
    }
    return again;
  }

  private static ImageFault fault(int entry, ImageFaults.Kind kind, IOException cause) {
    return new ImageFault(entry, kind, String.valueOf(cause.getMessage()));
  }
}
