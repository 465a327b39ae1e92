package org.histochain.activities.image;

/** How an image that is not square is made so when it is resized. */
public enum Fit {
  /** Not at all. */
  refuse,
  /** Its middle is kept, a square as large as its shorter side. */
  crop,
  /** It is resized to a square, whatever becomes of its shapes. */
  stretch
}
