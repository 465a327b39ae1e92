package org.histochain.activities.upkeep;

/**
 * How many things there are, and their bytes.
 *
 * @param count how many
 * @param bytes their bytes in all
 */
public record Sum(long count, long bytes) {
  static final Sum NONE = new Sum(0, 0);

  Sum plus(long size) {
    return new Sum(count + 1, bytes + size);
  }

  Sum plus(Sum other) {
    return new Sum(count + other.count, bytes + other.bytes);
  }
}
