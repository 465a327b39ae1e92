package org.histochain.activities.dataset;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * Decoded patches in a memory-mapped file: uint8 [size, side, side, 3], channels red, green, blue.
 * Safe for use by many threads; the caller closes it, after which its pixels can no longer be read.
 */
public final class PatchFile implements AutoCloseable {
  /** Colour channels of a patch. */
  public static final int CHANNELS = 3;

  private final int side;
  private final List<String> ids;
  private final Arena arena;
  private final MemorySegment pixels;

  private PatchFile(int side, List<String> ids, Arena arena, MemorySegment pixels) {
    this.side = side;
    this.ids = ids;
    this.arena = arena;
    this.pixels = pixels;
  }

  /**
   * Maps a file for reading.
   *
   * @param file uint8 [ids, side, side, 3]
   * @throws IOException if its length is another
   */
  public static PatchFile map(Path file, int side, List<String> ids) throws IOException {
    List<String> kept = List.copyOf(requireNonNull(ids, "ids is null"));
    long length = bytes(side) * kept.size();
    if (Files.size(file) != length) {
      throw new IOException(
          "Patch file " + file + " has " + Files.size(file) + " bytes, not " + length);
    }
    Arena arena = Arena.ofShared();
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      MemorySegment pixels = channel.map(FileChannel.MapMode.READ_ONLY, 0, length, arena);
      return new PatchFile(side, kept, arena, pixels);
    } catch (IOException | RuntimeException e) {
      arena.close();
      throw e;
    }
  }

  /** Returns the bytes of one patch. */
  static long bytes(int side) {
    return (long) side * side * CHANNELS;
  }

  /** Returns the number of patches. */
  public int size() {
    return ids.size();
  }

  /** Returns the side of a patch, in pixels. */
  public int side() {
    return side;
  }

  /** Returns the patch ids, in the order of the pixels. */
  public List<String> ids() {
    return ids;
  }

  /** Returns all pixels, read only: uint8 [size, side, side, 3]. */
  public MemorySegment pixels() {
    return pixels;
  }

  /** Returns the pixels of one patch, read only: uint8 [side, side, 3]. */
  public MemorySegment patch(int index) {
    return pixels.asSlice(bytes(side) * index, bytes(side));
  }

  @Override
  public void close() {
    arena.close();
  }
}
