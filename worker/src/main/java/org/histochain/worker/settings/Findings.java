package org.histochain.worker.settings;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is wrong with one file of settings, and on which line each of its keys stands. */
final class Findings {
  private record Finding(int line, String message) {}

  private final Path file;
  private final @Nullable String part;
  private final int partLine;
  private final Map<String, Integer> lines = new HashMap<>();
  private final List<Finding> findings = new ArrayList<>();

  Findings(Path file) {
    this(file, null, 0);
  }

  /**
   * For settings that are put together: every problem is told of the part that makes them differ.
   *
   * @param part what it is called, such as {@code arm keep-all}; null: each key has its own line
   * @param partLine where it begins, from 1
   */
  Findings(Path file, @Nullable String part, int partLine) {
    this.file = file;
    this.part = part;
    this.partLine = partLine;
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
    findings.add(
        part == null ? new Finding(line, message) : new Finding(partLine, part + ": " + message));
  }

  /** Reports a problem of a dotted key, on its line or on that of the nearest section around it. */
  void report(String key, String message) {
    report(lineOf(key), message);
  }

  /** Throws if anything was reported. */
  void throwIfAny() {
    if (!findings.isEmpty()) {
      throw asException();
    }
  }

  /** Returns what is thrown for what was reported. */
  InvalidChainFileException asException() {
    return new InvalidChainFileException(
        findings.stream()
            .sorted(Comparator.comparingInt(Finding::line))
            .map(finding -> file + ", line " + finding.line + ": " + finding.message)
            .distinct()
            .toList());
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
