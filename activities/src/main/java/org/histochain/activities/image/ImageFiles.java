package org.histochain.activities.image;

import java.io.IOException;
import java.util.SortedMap;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/** Image files under relative paths, {@code /} between names: those of a folder or a zip. */
public interface ImageFiles extends AutoCloseable {
  /** The most bytes of one file; far more than a patch needs. */
  long MOST_BYTES = 256L << 20;

  /** Says where they are, for messages. */
  String where();

  /**
   * Returns what the folders of classes hold, hidden files left out: names by folder; those of
   * folders end with {@code /}, and the folder of what lies in none is empty.
   */
  SortedMap<String, SortedSet<String>> folders() throws IOException;

  /**
   * Returns the path under which a file is here, whose name may be composed of other code points
   * than the one asked for (Unicode's NFC and NFD); null where there is no such file.
   */
  @Nullable String find(String path);

  /** Returns the bytes of a file that is here. */
  byte[] bytes(String path) throws IOException;

  @Override
  void close() throws IOException;
}
