package org.histochain.activities.importing;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.histochain.activities.dataset.Splits;
import org.histochain.activities.image.Decoded;
import org.histochain.activities.image.EncodedImage;
import org.histochain.activities.image.ImageReading;
import org.histochain.activities.image.ReadImage;
import org.histochain.activities.image.SkippedImage;
import org.histochain.activities.step.StepFailure;
import org.jspecify.annotations.Nullable;

/**
 * A MedMNIST file: {@code <split>_images} uint8 [N, side, side, 3] or [N, side, side] and {@code
 * <split>_labels} integer [N, 1] for the splits train, val and test. Where train is alone, no split
 * is declared.
 */
final class NpzSource implements PatchSource {
  private static final Pattern INTEGER = Pattern.compile("[|<>=]?[iu][1248]");
  private static final Set<String> UINT8 = Set.of("|u1", "u1", "<u1", ">u1", "=u1");

  private final Path file;
  private final ZipFile npz;
  private final List<Part> parts;
  private final List<String> classes;
  private final int side;
  private final Deque<Part> left;
  private @Nullable NpyArray images;
  private int position;
  private int spools;

  /** The patches of one split; {@code channels} is 1 or 3. */
  private record Part(String key, @Nullable String split, int channels, int[] labels) {}

  private record Shape(int count, int side, int channels) {}

  private NpzSource(Path file, ZipFile npz, List<Part> parts, List<String> classes, int side) {
    this.file = file;
    this.npz = npz;
    this.parts = parts;
    this.classes = classes;
    this.side = side;
    this.left = new ArrayDeque<>(parts);
  }

  /**
   * Checks a file's arrays and reads its labels.
   *
   * @param wanted class names in the order of their indices; empty: {@code 0}, {@code 1}, …
   * @throws StepFailure if an array is missing, or of another type or shape, or a label out of
   *     range
   */
  static NpzSource open(Path file, List<String> wanted) throws IOException {
    ZipFile npz;
    try {
      npz = new ZipFile(file.toFile());
    } catch (IOException e) {
      throw NpyArray.damaged(file.toString(), e);
    }
    try {
      return open(file, npz, wanted);
    } catch (IOException | RuntimeException e) {
      npz.close();
      throw e;
    }
  }

  private static NpzSource open(Path file, ZipFile npz, List<String> wanted) throws IOException {
    if (npz.getEntry("train_images.npy") == null) {
      throw missing(file, npz, "train_images");
    }
    boolean declared =
        npz.getEntry("val_images.npy") != null || npz.getEntry("test_images.npy") != null;
    List<Part> parts = new ArrayList<>();
    int side = 0;
    for (String key : List.of("train", "val", "test")) {
      if (npz.getEntry(key + "_images.npy") == null) {
        continue;
      }
      Shape shape = imageShape(file, npz, key);
      if (side != 0 && shape.side() != side) {
        throw StepFailure.invalidDataset(
            "%s: %s_images are %d x %d pixels, train_images %d x %d: all patches of a data set have one side"
                .formatted(file, key, shape.side(), shape.side(), side, side));
      }
      side = shape.side();
      int[] labels = labels(file, npz, key, shape.count());
      parts.add(new Part(key, declared ? split(key) : null, shape.channels(), labels));
    }
    return new NpzSource(file, npz, parts, classes(file, parts, wanted), side);
  }

  private static String split(String key) {
    return switch (key) {
      case "val" -> Splits.VALIDATION;
      case "test" -> Splits.TEST;
      default -> Splits.TRAIN;
    };
  }

  private static NpyArray array(Path file, ZipFile npz, String name) throws IOException {
    ZipEntry entry = npz.getEntry(name + ".npy");
    if (entry == null) {
      throw missing(file, npz, name);
    }
    NpyArray array = NpyArray.open(file + ": " + name, npz, entry);
    if (array.fortranOrder()) {
      array.close();
      throw StepFailure.invalidDataset(
          array.where() + " is in Fortran order: save it as numpy.ascontiguousarray(...)");
    }
    return array;
  }

  private static StepFailure missing(Path file, ZipFile npz, String name) {
    List<String> names =
        npz.stream().map(ZipEntry::getName).map(entry -> entry.replace(".npy", "")).toList();
    return StepFailure.invalidDataset(
        "%s has no array %s, only %s: MedMNIST files have train_images and train_labels, and may have val_ and test_"
            .formatted(file, name, names));
  }

  private static Shape imageShape(Path file, ZipFile npz, String key) throws IOException {
    try (NpyArray images = array(file, npz, key + "_images")) {
      List<Long> shape = images.shape();
      if (!UINT8.contains(images.dtype())) {
        throw StepFailure.invalidDataset(
            images.where() + " has dtype " + images.dtype() + ": images must be uint8 (|u1)");
      }
      boolean grey = shape.size() == 3;
      boolean right =
          (grey || shape.size() == 4 && shape.get(3) == 3)
              && shape.get(1).equals(shape.get(2))
              && shape.get(1) > 0;
      if (!right) {
        throw StepFailure.invalidDataset(
            images.where()
                + " has shape "
                + shape
                + ": images must be [N, side, side, 3] or [N, side, side]");
      }
      if (shape.get(1) * shape.get(1) > EncodedImage.MOST_PIXELS
          || shape.get(0) > Integer.MAX_VALUE) {
        throw StepFailure.invalidDataset(
            images.where() + " has shape " + shape + ": too large for patches");
      }
      return new Shape(shape.get(0).intValue(), shape.get(1).intValue(), grey ? 1 : 3);
    }
  }

  private static int[] labels(Path file, ZipFile npz, String key, int count) throws IOException {
    try (NpyArray labels = array(file, npz, key + "_labels")) {
      if (!INTEGER.matcher(labels.dtype()).matches()) {
        throw StepFailure.invalidDataset(
            labels.where() + " has dtype " + labels.dtype() + ": labels must be integers");
      }
      List<Long> shape = labels.shape();
      boolean right =
          (shape.size() == 1 || shape.size() == 2 && shape.get(1) == 1) && shape.get(0) == count;
      if (!right) {
        throw StepFailure.invalidDataset(
            "%s has shape %s, but there are %d images: labels must be [%d, 1]"
                .formatted(labels.where(), shape, count, count));
      }
      int[] values = new int[count];
      for (int index = 0; index < count; index++) {
        values[index] = label(labels, index);
      }
      labels.end();
      return values;
    }
  }

  private static int label(NpyArray labels, int index) {
    String dtype = labels.dtype();
    byte[] bytes = labels.next(dtype.charAt(dtype.length() - 1) - '0');
    if (!dtype.startsWith(">")) {
      for (int from = 0, to = bytes.length - 1; from < to; from++, to--) {
        byte swapped = bytes[from];
        bytes[from] = bytes[to];
        bytes[to] = swapped;
      }
    }
    BigInteger value = dtype.contains("u") ? new BigInteger(1, bytes) : new BigInteger(bytes);
    if (value.signum() < 0 || value.bitLength() > 15) {
      throw StepFailure.invalidDataset(
          labels.where() + "[" + index + "] is " + value + ": labels are class indices from 0");
    }
    return value.intValueExact();
  }

  private static List<String> classes(Path file, List<Part> parts, List<String> wanted) {
    int most = parts.stream().flatMapToInt(part -> IntStream.of(part.labels())).max().orElse(-1);
    if (wanted.isEmpty()) {
      return IntStream.rangeClosed(0, most).mapToObj(String::valueOf).toList();
    }
    for (Part part : parts) {
      for (int index = 0; index < part.labels().length; index++) {
        int label = part.labels()[index];
        if (label >= wanted.size()) {
          throw StepFailure.invalidDataset(
              "%s: %s_labels[%d] is %d, but --classes names %d classes (0 to %d): name them all"
                  .formatted(file, part.key(), index, label, wanted.size(), wanted.size() - 1));
        }
      }
    }
    return wanted;
  }

  @Override
  public List<String> classes() {
    return classes;
  }

  @Override
  public long size() {
    return parts.stream().mapToLong(part -> part.labels().length).sum();
  }

  @Override
  public String description() {
    return "npz";
  }

  @Override
  public int side() {
    return side;
  }

  @Override
  public String where() {
    return file.toString();
  }

  @Override
  public List<SkippedImage> ignored() {
    return Collections.emptyList();
  }

  /** Arrays can be read from front to back only: a shard's pixels wait for their turn in a file. */
  @Override
  public @Nullable SourceShard nextShard(Path folder) throws IOException {
    if (left.isEmpty()) {
      return null;
    }
    List<SourcePatch> patches = new ArrayList<>();
    Path spool = folder.resolve("spool-" + spools++);
    try (OutputStream pixels = new BufferedOutputStream(Files.newOutputStream(spool))) {
      long offset = 0;
      while (!left.isEmpty() && patches.size() < DatasetWriter.SHARD) {
        Part part = left.element();
        NpyArray array = images;
        if (array == null) {
          array = array(file, npz, part.key() + "_images");
          images = array;
          position = 0;
        }
        if (position < part.labels().length) {
          byte[] values = array.next(side * side * part.channels());
          pixels.write(values);
          patches.add(patch(part, new Pixels(spool, offset, side, part.channels())));
          offset += values.length;
          position++;
        }
        if (position == part.labels().length) {
          array.end();
          array.close();
          images = null;
          left.remove();
        }
      }
    }
    return patches.isEmpty() ? null : new SourceShard(patches, spool);
  }

  private SourcePatch patch(Part part, Pixels pixels) {
    return new SourcePatch(
        "%s_%05d".formatted(part.key(), position),
        part.key() + "_images[" + position + "]",
        part.labels()[position],
        part.split(),
        null,
        pixels);
  }

  /** The raw pixels of one patch in a spool file. */
  private record Pixels(Path spool, long offset, int side, int channels) implements PatchContent {
    @Override
    public byte[] bytes() throws IOException {
      byte[] values = new byte[side * side * channels];
      try (RandomAccessFile file = new RandomAccessFile(spool.toFile(), "r")) {
        file.seek(offset);
        file.readFully(values);
      }
      return values;
    }

    @Override
    public ReadImage read(byte[] bytes, ImageReading reading) throws IOException {
      Decoded image =
          channels == 3 ? new Decoded(bytes, Decoded.RGB) : new Decoded(threefold(bytes), "grey");
      return reading.fit(image, side, side);
    }
  }

  private static byte[] threefold(byte[] grey) {
    byte[] pixels = new byte[grey.length * 3];
    for (int index = 0; index < pixels.length; index++) {
      pixels[index] = grey[index / 3];
    }
    return pixels;
  }

  @Override
  public void close() throws IOException {
    if (images != null) {
      images.close();
    }
    npz.close();
  }
}
