package org.histochain.worker.settings;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What is wrong with one chain file, and on which line each of its keys stands. */
final class Findings {
  private record Finding(int line, String message) {}

  private final Path file;
  private final Map<String, Integer> lines = new HashMap<>();
  private final List<Finding> findings = new ArrayList<>();

  Findings(Path file) {
    this.file = file;
  }

  /** Remembers the line of a dotted key, from 1. */
  void locate(String key, int line) {
    lines.put(key, line);
  }

  boolean located(String key) {
    return lines.containsKey(key);
  }

  /** Reports a problem on a line, from 1. */
  void report(int line, String message) {
    findings.add(new Finding(line, message));
  }

  /** Reports a problem of a dotted key, on its line or on that of the nearest section around it. */
  void report(String key, String message) {
    report(lineOf(key), message);
  }

  /** Throws if anything was reported. */
  void throwIfAny() {
    if (!findings.isEmpty()) {
      throw new InvalidChainFileException(
          findings.stream()
              .sorted(Comparator.comparingInt(Finding::line))
              .map(finding -> file + ", line " + finding.line + ": " + finding.message)
              .distinct()
              .toList());
    }
  }

  private int lineOf(String key) {
    String nearest = key;
    while (!lines.containsKey(nearest)) {
      int dot = nearest.lastIndexOf('.');
      if (dot < 0) {
        return 1;
      }
      nearest = nearest.substring(0, dot);
    }
    return lines.getOrDefault(nearest, 1);
  }
}
