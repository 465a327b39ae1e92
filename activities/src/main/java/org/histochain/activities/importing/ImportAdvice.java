package org.histochain.activities.importing;

import java.util.Map;
import org.histochain.activities.image.ImageFaults.Advice;
import org.histochain.activities.image.ImageFaults.Kind;

/** What an import says of images that it cannot take. */
final class ImportAdvice {
  static final Map<Kind, Advice> ADVICE =
      Map.of(
          Kind.unreadable,
          new Advice("cannot be read", "replace it, or import with --on-bad-image skip"),
          Kind.mode,
          new Advice("is not 8-bit RGB", "convert it, or import with --modes convert"),
          Kind.shape,
          new Advice("is not square", "crop it, or import with --size PX --fit crop (or stretch)"),
          Kind.size,
          new Advice("is not of the side of the first", "resize it, or import with --size PX"));

  private ImportAdvice() {}
}
