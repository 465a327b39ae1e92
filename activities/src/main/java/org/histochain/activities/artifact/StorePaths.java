package org.histochain.activities.artifact;

import java.nio.charset.StandardCharsets;

/** What may be a path or a prefix in every kind of store alike. */
final class StorePaths {
  private static final int MAX_PATH_BYTES = 900;
  private static final int MAX_SEGMENT_BYTES = 255;

  private StorePaths() {}

  static String check(String path) {
    if (path.getBytes(StandardCharsets.UTF_8).length > MAX_PATH_BYTES) {
      throw new IllegalArgumentException(
          "store path is longer than " + MAX_PATH_BYTES + " bytes: " + path);
    }
    for (String segment : path.split("/", -1)) {
      if (!sound(segment)) {
        throw new IllegalArgumentException(
            "store path \"" + path + "\" is not relative segments joined by '/'");
      }
    }
    return path;
  }

  static String checkPrefix(String prefix) {
    if (!prefix.isEmpty()) {
      if (!prefix.endsWith("/")) {
        throw new IllegalArgumentException("store prefix \"" + prefix + "\" does not end with '/'");
      }
      check(prefix.substring(0, prefix.length() - 1));
    }
    return prefix;
  }

  /** Segments that begin with a dot are kept for the stores' own files. */
  private static boolean sound(String segment) {
    return !segment.isEmpty()
        && !segment.startsWith(".")
        && segment.getBytes(StandardCharsets.UTF_8).length <= MAX_SEGMENT_BYTES
        && segment.chars().noneMatch(c -> c < 0x20 || c == 0x7f || c == '\\');
  }
}
