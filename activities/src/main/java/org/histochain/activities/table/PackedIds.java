package org.histochain.activities.table;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Patch ids as UTF-8, back to back. */
final class PackedIds {
  private byte[] text = new byte[1 << 12];
  private int[] ends = new int[1 << 8];
  private int size;

  int size() {
    return size;
  }

  void clear() {
    size = 0;
  }

  /** Appends the id in {@code length} bytes of {@code from}. */
  void add(byte[] from, int offset, int length) {
    int start = start(size);
    if (text.length - start < length) {
      text = Arrays.copyOf(text, Math.max(start + length, 2 * text.length));
    }
    if (ends.length == size) {
      ends = Arrays.copyOf(ends, 2 * size);
    }
    System.arraycopy(from, offset, text, start, length);
    ends[size++] = start + length;
  }

  void add(String id) {
    byte[] bytes = id.getBytes(StandardCharsets.UTF_8);
    add(bytes, 0, bytes.length);
  }

  /** Appends an id of others. */
  void add(PackedIds others, int id) {
    add(others.text, others.start(id), others.length(id));
  }

  /** The bytes of all ids; of these, those of one are from {@link #start} on. */
  byte[] text() {
    return text;
  }

  int start(int id) {
    return id == 0 ? 0 : ends[id - 1];
  }

  int length(int id) {
    return ends[id] - start(id);
  }

  String get(int id) {
    return new String(text, start(id), length(id), StandardCharsets.UTF_8);
  }
}
