package org.histochain.activities.image;

import java.nio.ByteBuffer;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The header of a JPEG file of the plain kind that nearly all are of, for which decoders give the
 * same pixels: 8 bits, Huffman codes, sequential, one scan, grey or YCbCr with chroma whole or
 * halved, no colour profile.
 */
final class PlainJpeg {
  /** Larger images are rare, and would take much memory outside the heap. */
  private static final long MOST_PIXELS = 2L << 20;

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

  /** A table of quantisation in bytes, with its number. */
  private static final int TABLE = 1 + 64;

  /** Of luma, where chroma's is 1 x 1: the same, twice as wide, twice as wide and high. */
  private static final Set<Integer> SAMPLINGS = Set.of(0x11, 0x21, 0x22);

  private final ByteBuffer rest;
  private int width;
  private int height;
  private int components;
  private boolean coded;

  private PlainJpeg(byte[] file) {
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
      case HUFFMAN_CODES -> coded = true;
      case QUANTISATION -> segment.remaining() % TABLE == 0;
      case RESTARTS -> segment.remaining() == 2;
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
    byte[] described = new byte[segment.remaining()];
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

  private static boolean begins(ByteBuffer segment, String name) {
    for (int index = 0; index < name.length(); index++) {
      if (index >= segment.remaining() || segment.get(index) != name.charAt(index)) {
        return false;
      }
    }
    return true;
  }

  /** Returns whether the scan is of all components and all coefficients. */
  private boolean isWhole(ByteBuffer segment) {
    return coded
        && components > 0
        && segment.remaining() == 4 + 2 * components
        && segment.get(0) == components
        && (long) width * height <= MOST_PIXELS
        && segment.get(1 + 2 * components) == 0
        && segment.get(2 + 2 * components) == 63
        && segment.get(3 + 2 * components) == 0;
  }
}
