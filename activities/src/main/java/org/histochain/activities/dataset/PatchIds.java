package org.histochain.activities.dataset;

import java.text.Normalizer;

/** Patch ids made from paths. */
public final class PatchIds {
  private PatchIds() {}

  /**
   * Returns the id of the image at a relative path: without its extension, and with {@code _} for
   * every ASCII character that is no letter, digit, hyphen or slash, since a WebDataset key ends at
   * its first dot. What is beyond ASCII stays, in Unicode's composed form (NFC), but for white
   * space and control characters.
   */
  public static String ofPath(String path) {
    int name = path.lastIndexOf('/') + 1;
    int dot = path.lastIndexOf('.');
    String stem = dot > name ? path.substring(0, dot) : path;
    return Normalizer.normalize(stem, Normalizer.Form.NFC)
        .replaceAll("[\\p{ASCII}&&[^A-Za-z0-9/_-]]|[\\p{Z}\\p{Cc}\\p{Cs}]", "_");
  }
}
