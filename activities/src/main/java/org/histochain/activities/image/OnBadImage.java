package org.histochain.activities.image;

/** What to do with an image that cannot be read. */
public enum OnBadImage {
  /** Refuse the whole source, naming the image. */
  fail,
  /** Leave the image out and list it. */
  skip
}
