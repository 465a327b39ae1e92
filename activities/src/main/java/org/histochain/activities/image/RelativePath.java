package org.histochain.activities.image;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Paths in tables and zips, written on whatever system. */
public final class RelativePath {
  private static final Pattern DRIVE = Pattern.compile("^[A-Za-z]:.*", Pattern.DOTALL);

  private RelativePath() {}

  /**
   * Returns a path with {@code /} between its names and no {@code .} among them; null where it is
   * absolute, empty, or leads upwards.
   */
  public static @Nullable String of(String written) {
    String path = written.replace('\\', '/');
    if (path.startsWith("/") || DRIVE.matcher(path).matches() || path.indexOf('\0') >= 0) {
      return null;
    }
    List<String> names = new ArrayList<>();
    for (String name : path.split("/")) {
      if (name.equals("..")) {
        return null;
      }
      if (!name.isEmpty() && !name.equals(".")) {
        names.add(name);
      }
    }
    return names.isEmpty() ? null : String.join("/", names);
  }
}
