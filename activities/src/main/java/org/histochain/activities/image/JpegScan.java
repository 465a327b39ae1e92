package org.histochain.activities.image;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

/**
 * The coefficients of a sequential JPEG scan, read only to tell whether it is sound. Decoders agree
 * on sound scans, to the bit; on others they differ in what they notice, and in how samples far out
 * of range overflow.
 */
final class JpegScan {
  /** What the transform may give, before it is brought into -128 to 127. */
  private static final int LARGEST_SAMPLE = 500;

  /** Bits are read up to so many bytes after the end before that is noticed. */
  private static final int PADDING = 2 * Long.BYTES;

  private static final int END = 0xd9;
  private static final int FIRST_RESTART = 0xd0;

  /** Where a coefficient lies in its block, row by row, by its number in the file. */
  private static final int[] ORDER = {
    0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5, 12, 19, 26, 33, 40, 48, 41, 34, 27, 20,
    13, 6, 7, 14, 21, 28, 35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51, 58, 59,
    52, 45, 38, 31, 39, 46, 53, 60, 61, 54, 47, 55, 62, 63
  };

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private final byte[] file;
  private final Block[] blocks;
  private final int[] means;
  private final int[] coefficients = new int[64];
  private final byte[] segment;
  private int length;
  private int position;
  private long bits;
  private int held;
  private int at;

  /**
   * A block of an MCU.
   *
   * @param component counted from 0
   * @param dc codes of the difference of its mean
   * @param ac codes of all else
   * @param steps of quantisation, [64], in the order of the file
   */
  record Block(int component, HuffmanTable dc, HuffmanTable ac, int[] steps) {}

  private JpegScan(byte[] file, int start, List<Block> blocks) {
    this.file = file;
    this.blocks = blocks.toArray(new Block[0]);
    means = new int[blocks.getLast().component() + 1];
    segment = new byte[file.length - start + PADDING];
    position = start;
  }

  /**
   * Returns whether a scan is whole, ends where its file says, and has no sample far out of range.
   *
   * @param start where its bits begin
   * @param units how many MCUs there are
   * @param interval MCUs from one restart to the next, or 0
   * @param blocks those of an MCU
   */
  static boolean isSound(byte[] file, int start, int units, int interval, List<Block> blocks) {
    JpegScan scan = new JpegScan(file, start, blocks);
    int step = interval == 0 ? units : interval;
    int restarts = 0;
    for (int done = 0; done < units; done += step) {
      int marker = scan.take();
      int expected = done + step < units ? FIRST_RESTART + restarts++ % 8 : END;
      if (marker != expected || !scan.isSound(Math.min(step, units - done))) {
        return false;
      }
    }
    return true;
  }

  /** Takes the bytes up to a marker, and returns that; -1 if there is none. */
  private int take() {
    length = 0;
    int from = position;
    while (from + 1 < file.length) {
      byte next = file[from++];
      if (next == (byte) 0xff) {
        int marker = file[from++] & 0xff;
        if (marker != 0) {
          position = from;
          Arrays.fill(segment, length, length + PADDING, (byte) 0);
          return marker;
        }
      }
      segment[length++] = next;
    }
    return -1;
  }

  private boolean isSound(int units) {
    Arrays.fill(means, 0);
    bits = 0;
    held = 0;
    at = 0;
    for (int unit = 0; unit < units; unit++) {
      for (Block block : blocks) {
        if (!isSound(block)) {
          return false;
        }
      }
    }
    int left = (length - at) * 8 + held;
    return left >= 0 && left < 8;
  }

  private boolean isSound(Block block) {
    if (isPastEnd(at)) {
      return false;
    }
    Arrays.fill(coefficients, 0);
    bits |= (long) LONGS.get(segment, at) >>> held;
    at += 63 - held >> 3;
    held |= 56;
    int found = block.dc().find(bits);
    if (found == 0) {
      return false;
    }
    means[block.component()] += value(bits, found);
    coefficients[0] = means[block.component()] * block.steps()[0];
    bits <<= found & 0xff;
    held -= found & 0xff;
    return rest(block);
  }

  private boolean isPastEnd(int next) {
    return next > length + Long.BYTES;
  }

  /** Everything is at hand, since this is where the time goes. */
  private boolean rest(Block block) {
    HuffmanTable codes = block.ac();
    int[] steps = block.steps();
    long ahead = bits;
    int count = held;
    int next = at;
    int reach = 0;
    int index = 1;
    while (index < 64) {
      if (count < 32) {
        if (isPastEnd(next)) {
          return false;
        }
        ahead |= (long) LONGS.get(segment, next) >>> count;
        next += 63 - count >> 3;
        count |= 56;
      }
      int found = codes.find(ahead);
      int run = found >> 12;
      boolean zero = (found & 0xf00) == 0;
      if (!zero) {
        index += run;
        if (index >= 64) {
          return false;
        }
        int coefficient = value(ahead, found) * steps[index];
        coefficients[ORDER[index++]] = coefficient;
        reach += Math.abs(coefficient);
      } else if (found == 0) {
        return false;
      } else if (run == 15) {
        index += 16;
        if (index > 64) {
          return false;
        }
      }
      ahead <<= found & 0xff;
      count -= found & 0xff;
      if (zero && run != 15) {
        break;
      }
    }
    bits = ahead;
    held = count;
    at = next;
    return Math.abs(coefficients[0]) / 8 + reach / 4 <= LARGEST_SAMPLE
        || InverseTransform.largest(coefficients) <= LARGEST_SAMPLE;
  }

  /** Returns the value after a code; one that begins with a zero stands for a negative number. */
  private static int value(long bits, int found) {
    int size = found >> 8 & 15;
    long after = bits << (found & 0xff) - size;
    int negative = ~(int) (after >> 63);
    int magnitude = (int) (after >>> 1 >>> 63 - size);
    return magnitude + (negative & 1 - (1 << size));
  }
}
