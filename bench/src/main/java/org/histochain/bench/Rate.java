package org.histochain.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * What a contestant of a race ends with, as {@code race.alternate} reads it.
 *
 * @param rate units of work per second
 * @param peakMiB most resident memory that this process has had
 * @param shares shares of the time that went into single parts, 0 to 1, by their names
 */
public record Rate(double rate, long peakMiB, Map<String, Double> shares) {
  private static final Pattern PEAK = Pattern.compile("VmHWM:\\s+(\\d+) kB");

  /** Prints the rate as this process's last line. */
  public static void tell(double rate) throws IOException {
    tell(rate, Map.of());
  }

  /** Prints the rate, and what the time went into, as this process's last line. */
  public static void tell(double rate, Map<String, Double> shares) throws IOException {
    System.out.println(new ObjectMapper().writeValueAsString(new Rate(rate, peak(), shares)));
  }

  private static long peak() throws IOException {
    String status = Files.readString(Path.of("/proc/self/status"));
    MatchResult found = PEAK.matcher(status).results().findFirst().orElseThrow();
    return Long.parseLong(found.group(1)) >> 10;
  }
}
