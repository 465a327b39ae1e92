package org.histochain.bench.pages;

import static java.util.Objects.requireNonNull;

/**
 * How a page is looked at.
 *
 * @param width width of the window, in CSS pixels
 * @param height height of the window, in CSS pixels
 * @param scheme the reader's colour scheme, {@code light} or {@code dark}
 */
record Look(int width, int height, String scheme) {
  Look {
    requireNonNull(scheme, "scheme is null");
  }

  /** Reads {@code WIDTHxHEIGHT}, for the light scheme. */
  static Look light(String size) {
    String[] sides = size.split("x", -1);
    return new Look(Integer.parseInt(sides[0]), Integer.parseInt(sides[1]), "light");
  }

  /** Returns {@code WIDTH-SCHEME}. */
  String label() {
    return width + "-" + scheme;
  }
}
