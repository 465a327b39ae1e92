package org.histochain.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.histochain.activities.network.NumericFamily;

/**
 * A study as it is kept under {@code bench/results}.
 *
 * @param command what was run
 * @param commit commit of the code that ran, with {@code +changes} where the tree differed from it
 * @param cores processors of the machine
 * @param numericFamily machines that compute the same bits
 * @param results every run
 */
record StudyRecord(
    String command, String commit, int cores, String numericFamily, List<SeedResult> results) {

  static StudyRecord of(String command, List<SeedResult> results) throws IOException {
    return new StudyRecord(
        command,
        git("describe", "--always", "--abbrev=40", "--dirty=+changes"),
        Runtime.getRuntime().availableProcessors(),
        NumericFamily.current(),
        results);
  }

  private static String git(String... arguments) throws IOException {
    ProcessBuilder builder = new ProcessBuilder("git");
    builder.command().addAll(List.of(arguments));
    Process process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return output.strip();
  }
}
