package org.histochain.activities.importing;

import static java.util.Objects.requireNonNull;

import org.histochain.activities.image.RefusedImageException;

/**
 * Why an image of a shard is not taken.
 *
 * @param entry its place among the patches of the source's shard, from 0
 * @param kind what is wrong
 * @param reason the same in words
 */
record ImageFault(int entry, Kind kind, String reason) {
  /** What is wrong with images, and what to do about it. */
  enum Kind {
    unreadable("", "", "cannot be read", "replace it, or import with --on-bad-image skip"),
    mode("is ", "are ", "not 8-bit RGB", "convert it, or import with --modes convert"),
    shape("is ", "are ", "not square", "crop it, or import with --size PX --fit crop (or stretch)"),
    size("is ", "are ", "not of the side of the first", "resize it, or import with --size PX");

    final String one;
    final String many;
    final String what;
    final String remedy;

    Kind(String one, String many, String what, String remedy) {
      this.one = one;
      this.many = many;
      this.what = what;
      this.remedy = remedy;
    }

    static Kind of(RefusedImageException.Reason reason) {
      return switch (reason) {
        case mode -> mode;
        case shape -> shape;
        case size -> size;
      };
    }
  }

  ImageFault {
    requireNonNull(kind, "kind is null");
    requireNonNull(reason, "reason is null");
  }
}
