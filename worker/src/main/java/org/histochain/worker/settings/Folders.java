package org.histochain.worker.settings;

import java.nio.file.Path;
import java.util.Map;

/** The user's folders, as the XDG base directory specification places them. */
final class Folders {
  private Folders() {}

  /** Where state is kept between runs: {@code $XDG_STATE_HOME/histochain}. */
  static Path state(Map<String, String> environment) {
    return under(environment, "XDG_STATE_HOME", ".local/state");
  }

  /** What can be fetched again: {@code $XDG_CACHE_HOME/histochain}. */
  static Path cache(Map<String, String> environment) {
    return under(environment, "XDG_CACHE_HOME", ".cache");
  }

  private static Path under(Map<String, String> environment, String variable, String otherwise) {
    String set = environment.getOrDefault(variable, "");
    Path base = set.isBlank() ? Path.of(System.getProperty("user.home"), otherwise) : Path.of(set);
    return base.resolve("histochain").toAbsolutePath();
  }
}
