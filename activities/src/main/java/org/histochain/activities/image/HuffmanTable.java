package org.histochain.activities.image;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Huffman codes of a JPEG file, of 16 bits at most, looked up in bits to come. */
final class HuffmanTable {
  /** Most codes are no longer. */
  private static final int SHORT = 10;

  private static final int LONGEST = 16;

  private final int[] shortCodes = new int[1 << SHORT];
  private final int[] firstAbove = new int[LONGEST + 1];
  private final int[] symbolOfZero = new int[LONGEST + 1];
  private final byte[] symbols;

  private HuffmanTable(byte[] symbols) {
    this.symbols = symbols;
  }

  /**
   * Builds a table.
   *
   * @param counts uint8 [16], how many codes there are of each length
   * @param symbols uint8, one for each code, as many as the counts sum to
   * @param largest how many bits a value may have
   * @return null if there are more codes than fit, one of ones alone being forbidden, or one is of
   *     a larger value
   */
  static @Nullable HuffmanTable of(byte[] counts, byte[] symbols, int largest) {
    HuffmanTable table = new HuffmanTable(symbols);
    int code = 0;
    int symbol = 0;
    for (int length = 1; length <= LONGEST; length++) {
      int count = counts[length - 1] & 0xff;
      if (count > 0 && code + count >= 1 << length) {
        return null;
      }
      table.symbolOfZero[length] = symbol - code;
      for (int number = 0; number < count; number++) {
        if ((symbols[symbol] & 15) > largest) {
          return null;
        }
        table.putShort(code++, length, symbols[symbol++]);
      }
      table.firstAbove[length] = code;
      code <<= 1;
    }
    return table;
  }

  private void putShort(int code, int length, byte symbol) {
    int spare = SHORT - length;
    if (spare >= 0) {
      Arrays.fill(shortCodes, code << spare, code + 1 << spare, entry(symbol, length));
    }
  }

  private static int entry(byte symbol, int length) {
    int size = symbol & 15;
    return (symbol & 0xf0) << 8 | size << 8 | length + size;
  }

  /**
   * Looks up the code that bits begin with. Its symbol says how many bits of a value follow it, and
   * how many zeros go before.
   *
   * @param bits the bits, from the highest down
   * @return how many bits the code and its value take, plus 256 times those of the value, plus 4096
   *     times the zeros; 0 if it is none
   */
  int find(long bits) {
    int found = shortCodes[(int) (bits >>> Long.SIZE - SHORT)];
    return found == 0 ? findLong(bits) : found;
  }

  private int findLong(long bits) {
    for (int length = SHORT + 1; length <= LONGEST; length++) {
      int code = (int) (bits >>> Long.SIZE - length);
      if (code < firstAbove[length]) {
        return entry(symbols[code + symbolOfZero[length]], length);
      }
    }
    return 0;
  }
}
