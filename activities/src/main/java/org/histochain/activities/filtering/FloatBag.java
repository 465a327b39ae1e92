package org.histochain.activities.filtering;

import java.util.Arrays;

/** A growing array of float32, four bytes a value. */
final class FloatBag {
  private float[] values = new float[1024];
  private int size;

  void add(float value) {
    if (size == values.length) {
      values = Arrays.copyOf(values, size + (size >> 1));
    }
    values[size++] = value;
  }

  int size() {
    return size;
  }

  /** Returns the {@code n}-th largest value, from 1; the order of the values is lost. */
  float largest(int n) {
    Arrays.sort(values, 0, size);
    return values[size - n];
  }

  int countAbove(float threshold) {
    int count = 0;
    for (int i = 0; i < size; i++) {
      if (values[i] > threshold) {
        count++;
      }
    }
    return count;
  }

  int countEqual(float value) {
    int count = 0;
    for (int i = 0; i < size; i++) {
      if (values[i] == value) {
        count++;
      }
    }
    return count;
  }
}
