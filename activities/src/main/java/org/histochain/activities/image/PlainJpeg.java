package org.histochain.activities.image;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The header of a JPEG file of the plain kind that nearly all are of, for which every decoder gives
 * the same pixels and finds the same faults: 8 bits, Huffman codes, sequential, one scan, grey or
 * YCbCr with chroma whole or halved, no colour profile.
 */
final class PlainJpeg {
  /** Larger images are rare, and would take much memory outside the heap. */
  private static final long MOST_PIXELS = 4L << 20;

  /** Bits of a difference of means, and of any other coefficient. */
  private static final int LARGEST_MEAN = 11;

  private static final int LARGEST_OTHER = 10;
  private static final int BLOCK = 64;
  private static final int FRAME_BASELINE = 0xc0;
  private static final int FRAME_EXTENDED = 0xc1;
  private static final int HUFFMAN_CODES = 0xc4;
  private static final int START = 0xd8;
  private static final int SCAN = 0xda;
  private static final int QUANTISATION = 0xdb;
  private static final int RESTARTS = 0xdd;
  private static final int JFIF = 0xe0;
  private static final int PROFILE = 0xe2;
  private static final int ADOBE = 0xee;
  private static final int COMMENT = 0xfe;

  /** Of luma, where chroma's is 1 x 1: the same, twice as wide, twice as wide and high. */
  private static final Set<Integer> SAMPLINGS = Set.of(0x11, 0x21, 0x22);

  private final byte[] file;
  private final ByteBuffer rest;
  private int width;
  private int height;
  private int components;
  private int interval;
  private int scan;
  private byte[] described = {};
  private final @Nullable HuffmanTable[] codes = new HuffmanTable[32];
  private final int[] @Nullable [] steps = new int[4][];
  private final List<JpegScan.Block> blocks = new ArrayList<>();

  private PlainJpeg(byte[] file) {
    this.file = file;
    rest = ByteBuffer.wrap(file);
  }

  /** Reads a header; null if it is not of the plain kind, or has a fault. */
  static @Nullable PlainJpeg of(byte[] file) {
    PlainJpeg jpeg = new PlainJpeg(file);
    return jpeg.isPlain() ? jpeg : null;
  }

  int width() {
    return width;
  }

  int height() {
    return height;
  }

  /** Returns whether it has one component, not three. */
  boolean isGrey() {
    return components == 1;
  }

  private boolean isPlain() {
    if (rest.remaining() < 4 || (rest.getShort() & 0xffff) != (0xff00 | START)) {
      return false;
    }
    while (rest.remaining() >= 4) {
      int at = rest.position();
      if (rest.get() != (byte) 0xff) {
        return false;
      }
      int marker = rest.get() & 0xff;
      int length = rest.getShort() & 0xffff;
      if (length < 2 || length - 2 > rest.remaining()) {
        return false;
      }
      ByteBuffer segment = rest.slice(at + 4, length - 2);
      rest.position(at + 2 + length);
      if (marker == SCAN) {
        scan = rest.position();
        return isWhole(segment);
      }
      if (!isPlain(marker, segment)) {
        return false;
      }
    }
    return false;
  }

  private boolean isPlain(int marker, ByteBuffer segment) {
    return switch (marker) {
      case FRAME_BASELINE, FRAME_EXTENDED -> components == 0 && frame(segment);
      case HUFFMAN_CODES -> huffmanCodes(segment);
      case QUANTISATION -> quantisation(segment);
      case RESTARTS -> restarts(segment);
      case PROFILE -> !begins(segment, "ICC_PROFILE");
      case ADOBE -> !begins(segment, "Adobe") || segment.remaining() >= 12 && segment.get(11) == 1;
      default -> marker >= JFIF && marker <= JFIF + 15 || marker == COMMENT;
    };
  }

  private boolean frame(ByteBuffer segment) {
    if (segment.remaining() < 6 || segment.get() != 8) {
      return false;
    }
    height = segment.getShort() & 0xffff;
    width = segment.getShort() & 0xffff;
    components = segment.get();
    if (width == 0 || height == 0 || segment.remaining() != 3 * components) {
      return false;
    }
    described = new byte[segment.remaining()];
    segment.get(described);
    if (components == 1) {
      return described[1] == 0x11;
    }
    return components == 3
        && SAMPLINGS.contains((int) described[1])
        && described[0] == 1
        && described[3] == 2
        && described[6] == 3
        && described[4] == 0x11
        && described[7] == 0x11;
  }

  private boolean huffmanCodes(ByteBuffer segment) {
    while (segment.remaining() > 16) {
      int number = segment.get();
      byte[] counts = new byte[16];
      segment.get(counts);
      int count = 0;
      for (byte ofLength : counts) {
        count += ofLength & 0xff;
      }
      if ((number & ~0x13) != 0 || count > 256 || count > segment.remaining()) {
        return false;
      }
      byte[] symbols = new byte[count];
      segment.get(symbols);
      codes[number] = HuffmanTable.of(counts, symbols, number < 16 ? LARGEST_MEAN : LARGEST_OTHER);
    }
    return !segment.hasRemaining();
  }

  private boolean quantisation(ByteBuffer segment) {
    while (segment.remaining() > BLOCK) {
      int number = segment.get();
      if ((number & ~3) != 0) {
        return false;
      }
      steps[number] = new int[BLOCK];
      for (int index = 0; index < BLOCK; index++) {
        steps[number][index] = segment.get() & 0xff;
      }
    }
    return !segment.hasRemaining();
  }

  private boolean restarts(ByteBuffer segment) {
    if (segment.remaining() != 2) {
      return false;
    }
    interval = segment.getShort() & 0xffff;
    return true;
  }

  private static boolean begins(ByteBuffer segment, String name) {
    for (int index = 0; index < name.length(); index++) {
      if (index >= segment.remaining() || segment.get(index) != name.charAt(index)) {
        return false;
      }
    }
    return true;
  }

  /** Returns whether the scan is of all components, with tables that the file brings along. */
  private boolean isWhole(ByteBuffer segment) {
    if (components == 0
        || segment.remaining() != 4 + 2 * components
        || segment.get() != components
        || (long) width * height > MOST_PIXELS) {
      return false;
    }
    for (int component = 0; component < components; component++) {
      byte[] frame = Arrays.copyOfRange(described, component * 3, component * 3 + 3);
      int id = segment.get();
      int tables = segment.get();
      if (id != frame[0] || (tables & ~0x33) != 0 || (frame[2] & ~3) != 0) {
        return false;
      }
      HuffmanTable dc = codes[tables >> 4];
      HuffmanTable ac = codes[0x10 | tables & 3];
      int[] quantisation = steps[frame[2]];
      if (dc == null || ac == null || quantisation == null) {
        return false;
      }
      JpegScan.Block block = new JpegScan.Block(component, dc, ac, quantisation);
      blocks.addAll(Collections.nCopies((frame[1] >> 4) * (frame[1] & 15), block));
    }
    return segment.get() == 0 && segment.get() == 63 && segment.get() == 0;
  }

  /** Reads all of the file, and returns whether it is sound. */
  boolean isSound() {
    int across = 8 * (described[1] >> 4);
    int down = 8 * (described[1] & 15);
    int units = ((width + across - 1) / across) * ((height + down - 1) / down);
    return JpegScan.isSound(file, scan, units, interval, blocks);
  }
}
