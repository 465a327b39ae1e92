package org.histochain.worker.cli;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Settings as people type them: {@code filter.k=0.6}. */
final class GivenSettings {
  private GivenSettings() {}

  /**
   * Returns the values by key.
   *
   * @param command who needs them
   * @throws CliError if one is no {@code KEY=VALUE}, or a key is there twice
   */
  static SortedMap<String, String> parse(String command, List<String> words) {
    SortedMap<String, String> settings = new TreeMap<>();
    for (String word : words) {
      int equals = word.indexOf('=');
      if (equals < 1 || equals == word.length() - 1) {
        throw CliError.wrongInput(
            "%s needs KEY=VALUE, such as filter.k=0.6, and not %s".formatted(command, word));
      }
      String key = word.substring(0, equals).strip();
      if (settings.put(key, word.substring(equals + 1).strip()) != null) {
        throw CliError.wrongInput("%s is set twice: keep one".formatted(key));
      }
    }
    return settings;
  }

  /** Returns them in words: {@code filter.k 0.6, filter.p 2}. */
  static String words(SortedMap<String, String> settings) {
    return String.join(
        ", ",
        settings.entrySet().stream()
            .map(setting -> setting.getKey() + " " + setting.getValue())
            .toList());
  }
}
