package org.histochain.activities.image;

/** What becomes of an image that is not 8-bit RGB: grey, 16-bit, CMYK, with alpha, of a palette. */
public enum Modes {
  /** It is converted, and counted as such. */
  convert,
  /** It is not taken. */
  refuse
}
