package org.histochain.activities.image;

/** What an import does with an image that cannot be read. */
public enum OnBadImage {
  /** Refuse the whole import, naming the image. */
  fail,
  /** Leave the image out and list it. */
  skip
}
