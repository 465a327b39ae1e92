package org.histochain.bench.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.histochain.activities.step.Json;

/**
 * A run as it is kept under {@code bench/results}.
 *
 * @param command what was run
 * @param cores processors of the machine
 * @param outcome what it ended with
 * @param failures checks that failed, a line each
 * @param faults every fault
 * @param noticed what workers said of damage that they found
 */
record ChaosRecord(
    String command,
    int cores,
    Outcome outcome,
    List<String> failures,
    List<FaultReport> faults,
    List<String> noticed) {

  void write(Path file) throws IOException {
    Files.write(file, Json.mapper().writerWithDefaultPrettyPrinter().writeValueAsBytes(this));
  }
}
