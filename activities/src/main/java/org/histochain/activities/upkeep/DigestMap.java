package org.histochain.activities.upkeep;

import java.util.HexFormat;

/**
 * Numbers by SHA-256 digest, at some 60 to 110 bytes for each: stores hold hundreds of thousands.
 * Safe for use by many threads.
 */
final class DigestMap {
  private static final int WORDS = 4;
  private static final int DIGITS = 16;
  private static final int ENTRY = WORDS + 1;
  private static final int SMALLEST = 64;

  private long[] table = new long[SMALLEST * ENTRY];
  private int size;

  /** Takes one entry after another. */
  @FunctionalInterface
  interface Taker<X extends Exception> {
    void take(String digest, long value) throws X;
  }

  /**
   * Sets a digest's number.
   *
   * @param digest 64 lower-case hexadecimal digits
   * @param value 0 or more
   */
  synchronized void put(String digest, long value) {
    if (value < 0) {
      throw new IllegalArgumentException("value is negative: " + value);
    }
    if ((size + 1) * 2 > table.length / ENTRY) {
      grow();
    }
    long[] words = words(digest);
    int place = place(table, words);
    size += table[place + WORDS] == 0 ? 1 : 0;
    set(table, place, words, value + 1);
  }

  /** Sets a digest's number unless it has a lower one. */
  synchronized void lower(String digest, long value) {
    long known = get(digest);
    if (known < 0 || value < known) {
      put(digest, value);
    }
  }

  /** Returns a digest's number; -1 where it has none. */
  synchronized long get(String digest) {
    return table[place(table, words(digest)) + WORDS] - 1;
  }

  boolean contains(String digest) {
    return get(digest) >= 0;
  }

  synchronized int size() {
    return size;
  }

  /** Shows all entries, in no order; what is put meanwhile may be missed. */
  <X extends Exception> void forEach(Taker<X> taker) throws X {
    long[] entries;
    synchronized (this) {
      entries = table.clone();
    }
    for (int place = 0; place < entries.length; place += ENTRY) {
      if (entries[place + WORDS] > 0) {
        taker.take(digest(entries, place), entries[place + WORDS] - 1);
      }
    }
  }

  private void grow() {
    long[] larger = new long[Math.multiplyExact(table.length, 2)];
    for (int from = 0; from < table.length; from += ENTRY) {
      if (table[from + WORDS] > 0) {
        long[] words = {table[from], table[from + 1], table[from + 2], table[from + 3]};
        set(larger, place(larger, words), words, table[from + WORDS]);
      }
    }
    table = larger;
  }

  private static void set(long[] table, int place, long[] words, long stored) {
    System.arraycopy(words, 0, table, place, WORDS);
    table[place + WORDS] = stored;
  }

  /** A digest's bits are as good as random, so its first ones are its hash. */
  private static int place(long[] table, long[] words) {
    int slots = table.length / ENTRY;
    int slot = (int) (words[0] & (slots - 1));
    while (table[slot * ENTRY + WORDS] != 0 && !isAt(table, slot * ENTRY, words)) {
      slot = (slot + 1) & (slots - 1);
    }
    return slot * ENTRY;
  }

  private static boolean isAt(long[] table, int place, long[] words) {
    return table[place] == words[0]
        && table[place + 1] == words[1]
        && table[place + 2] == words[2]
        && table[place + 3] == words[3];
  }

  private static long[] words(String digest) {
    if (digest.length() != WORDS * DIGITS) {
      throw new IllegalArgumentException("no SHA-256 digest: " + digest);
    }
    long[] words = new long[WORDS];
    for (int word = 0; word < WORDS; word++) {
      words[word] = HexFormat.fromHexDigitsToLong(digest, word * DIGITS, (word + 1) * DIGITS);
    }
    return words;
  }

  private static String digest(long[] table, int place) {
    HexFormat hex = HexFormat.of();
    StringBuilder digits = new StringBuilder();
    for (int word = 0; word < WORDS; word++) {
      digits.append(hex.toHexDigits(table[place + word]));
    }
    return digits.toString();
  }
}
