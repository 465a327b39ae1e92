package org.histochain.activities.image;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/** The chunks of a PNG file, checked; the plain kinds of image are decoded here, and fast. */
final class PngFile {
  static final byte GREY = 0;
  static final byte RGB = 2;
  static final byte PALETTE = 3;
  static final byte GREY_ALPHA = 4;
  static final byte RGB_ALPHA = 6;

  private static final long MAGIC = 0x89504e470d0a1a0aL;
  private static final Set<String> ANIMATED = Set.of("acTL", "fcTL", "fdAT");

  private final ByteBuffer file;
  private final List<ByteBuffer> data = new ArrayList<>();
  private int width;
  private int height;
  private int bits;
  private int colours;
  private boolean interlaced;
  private boolean transparent;
  private @Nullable String fault;

  private PngFile(byte[] file) {
    this.file = ByteBuffer.wrap(file);
  }

  static boolean is(byte[] file) {
    return file.length >= Long.BYTES && ByteBuffer.wrap(file).getLong() == MAGIC;
  }

  /**
   * Reads the header; what is wrong further on is told when the pixels are asked for.
   *
   * @throws UnreadableImageException if the header is damaged or not there
   */
  static PngFile open(byte[] file) throws UnreadableImageException {
    PngFile png = new PngFile(file);
    png.file.position(Long.BYTES);
    if (file.length < 33 || !png.header()) {
      throw new UnreadableImageException("its header is damaged or cut short");
    }
    return png;
  }

  private boolean header() {
    if (file.getInt() != 13 || !type().equals("IHDR")) {
      return false;
    }
    width = file.getInt();
    height = file.getInt();
    bits = file.get();
    colours = file.get();
    file.getShort();
    interlaced = file.get() != 0;
    return width > 0 && height > 0 && file.getInt() == crc(12, 17);
  }

  private String type() {
    byte[] letters = new byte[4];
    file.get(letters);
    return new String(letters, ISO_8859_1);
  }

  private int crc(int from, int length) {
    CRC32 crc = new CRC32();
    crc.update(file.array(), from, length);
    return (int) crc.getValue();
  }

  int width() {
    return width;
  }

  int height() {
    return height;
  }

  /**
   * Looks at all chunks.
   *
   * @throws UnreadableImageException if one is damaged, the last is missing, or they are an
   *     animation
   */
  void check() throws UnreadableImageException {
    file.position(33);
    String type = "";
    while (!type.equals("IEND") && fault == null) {
      type = chunk();
    }
    if (fault == null && data.isEmpty()) {
      fault = "it is damaged or cut short: it has no pixels";
    }
    if (fault != null) {
      throw new UnreadableImageException(fault);
    }
  }

  private String chunk() {
    if (file.remaining() < 12) {
      fault = "it is damaged or cut short: its end is missing";
      return "";
    }
    int length = file.getInt();
    int start = file.position();
    String type = type();
    if (length < 0 || length > file.remaining() - 4) {
      fault = "it is damaged or cut short: its " + type.strip() + " chunk goes beyond its end";
      return "";
    }
    if (type.equals("IDAT")) {
      data.add(file.slice(file.position(), length));
    }
    transparent |= type.equals("tRNS");
    if (ANIMATED.contains(type)) {
      fault = "it is animated: a patch is one still image";
    }
    file.position(start + 4 + length);
    boolean critical = Character.isUpperCase(type.charAt(0));
    if (file.getInt() != crc(start, 4 + length) && critical) {
      fault = "it is damaged: the checksum of its " + type + " chunk differs";
    }
    return type;
  }

  /** Says what it holds; after {@link #check}. */
  String mode() {
    if (colours == PALETTE) {
      return "palette";
    }
    boolean alpha = transparent || colours == GREY_ALPHA || colours == RGB_ALPHA;
    return Decoded.mode(colours == GREY || colours == GREY_ALPHA ? 1 : 3, bits, alpha);
  }

  /** Whether {@link #rgb} can decode it. */
  boolean isPlain() {
    return bits == 8 && !interlaced && colours != PALETTE && samples() > 0;
  }

  private int samples() {
    return switch (colours) {
      case GREY -> 1;
      case GREY_ALPHA -> 2;
      case RGB -> 3;
      case RGB_ALPHA -> 4;
      default -> 0;
    };
  }

  /**
   * Decodes a plain image; alpha is dropped.
   *
   * @return uint8 [height, width, 3]
   */
  byte[] rgb() throws UnreadableImageException {
    int samples = samples();
    int row = width * samples;
    byte[] rows = inflate((long) height * (row + 1));
    byte[] above = new byte[row];
    byte[] pixels = new byte[width * height * 3];
    byte[] line = new byte[row];
    for (int y = 0; y < height; y++) {
      int start = y * (row + 1);
      System.arraycopy(rows, start + 1, line, 0, row);
      unfilter(rows[start], line, above, samples);
      take(line, samples, pixels, y * width * 3);
      byte[] swap = above;
      above = line;
      line = swap;
    }
    return pixels;
  }

  private static void take(byte[] line, int samples, byte[] pixels, int target) {
    if (samples == 3) {
      System.arraycopy(line, 0, pixels, target, line.length);
      return;
    }
    int to = target;
    for (int from = 0; from < line.length; from += samples) {
      pixels[to++] = line[from];
      pixels[to++] = line[samples == 4 ? from + 1 : from];
      pixels[to++] = line[samples == 4 ? from + 2 : from];
    }
  }

  private byte[] inflate(long length) throws UnreadableImageException {
    if (length > Integer.MAX_VALUE - 8) {
      throw new UnreadableImageException("it has too many pixels");
    }
    byte[] rows = new byte[(int) length];
    Inflater inflater = new Inflater();
    try {
      int filled = 0;
      for (ByteBuffer part : data) {
        inflater.setInput(part);
        filled += inflater.inflate(rows, filled, rows.length - filled);
        if (filled == rows.length && !inflater.finished() && inflater.inflate(new byte[1]) > 0) {
          throw new DataFormatException("it has more pixels than its header says");
        }
      }
      if (filled < rows.length || !inflater.finished()) {
        throw new DataFormatException("pixels are missing");
      }
      return rows;
    } catch (DataFormatException e) {
      throw new UnreadableImageException("it is damaged or cut short: " + e.getMessage());
    } finally {
      inflater.end();
    }
  }

  /** Undoes a row's filter: PNG specification, second edition, section 9. */
  private static void unfilter(int filter, byte[] line, byte[] above, int samples)
      throws UnreadableImageException {
    switch (filter) {
      case 0 -> {}
      case 1 -> {
        for (int x = samples; x < line.length; x++) {
          line[x] += line[x - samples];
        }
      }
      case 2 -> {
        for (int x = 0; x < line.length; x++) {
          line[x] += above[x];
        }
      }
      case 3 -> average(line, above, samples);
      case 4 -> paeth(line, above, samples);
      default -> throw new UnreadableImageException("it is damaged: it has a filter " + filter);
    }
  }

  private static void average(byte[] line, byte[] above, int samples) {
    for (int x = 0; x < samples; x++) {
      line[x] += (byte) ((above[x] & 0xff) >> 1);
    }
    for (int x = samples; x < line.length; x++) {
      line[x] += (byte) ((line[x - samples] & 0xff) + (above[x] & 0xff) >> 1);
    }
  }

  /** Without branches: which neighbour is nearest, no processor can foretell. */
  private static void paeth(byte[] line, byte[] above, int samples) {
    for (int x = 0; x < samples; x++) {
      line[x] += above[x];
    }
    for (int x = samples; x < line.length; x++) {
      int left = line[x - samples] & 0xff;
      int up = above[x] & 0xff;
      int corner = above[x - samples] & 0xff;
      int toLeft = Math.abs(up - corner);
      int toUp = Math.abs(left - corner);
      int toCorner = Math.abs(left + up - 2 * corner);
      int upIsNearer = toUp - toLeft >> 31;
      int nearest = left ^ (left ^ up) & upIsNearer;
      int cornerIsNearest = toCorner - Math.min(toLeft, toUp) >> 31;
      line[x] += (byte) (nearest ^ (nearest ^ corner) & cornerIsNearest);
    }
  }
}
