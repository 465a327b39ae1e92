package org.histochain.activities.dataset;

/** Patch ids made from paths. */
final class PatchIds {
  private PatchIds() {}

  /**
   * Returns the id of the image at a relative path: without its extension, and with {@code _} for
   * every character that is no ASCII letter, digit, hyphen or slash, since a WebDataset key ends at
   * its first dot.
   */
  static String ofPath(String path) {
    int name = path.lastIndexOf('/') + 1;
    int dot = path.lastIndexOf('.');
    String stem = dot > name ? path.substring(0, dot) : path;
    return stem.replaceAll("[^A-Za-z0-9/_-]", "_");
  }
}
