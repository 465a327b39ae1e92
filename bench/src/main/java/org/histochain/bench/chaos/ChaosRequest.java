package org.histochain.bench.chaos;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.List;

/**
 * What is asked for.
 *
 * @param faults how many
 * @param seed draws them
 * @param kinds kinds to draw from
 * @param out folder for logs and digests
 * @param planted whether the workers take a finished step's outputs for whole without a look
 */
record ChaosRequest(int faults, long seed, List<FaultKind> kinds, Path out, boolean planted) {
  ChaosRequest {
    kinds = List.copyOf(kinds);
    requireNonNull(out, "out is null");
  }

  ChainLength length() {
    return ChainLength.of(faults);
  }

  /** Where the chain file is. */
  Path chainFile() {
    return out.resolve("chain.yaml");
  }

  /** Returns what was typed, without the places of this machine. */
  String command() {
    StringBuilder command =
        new StringBuilder("bench/chaos --faults %d --seed %d".formatted(faults, seed));
    if (kinds.size() < FaultKind.values().length) {
      command.append(" --kinds ");
      command.append(String.join(",", kinds.stream().map(FaultKind::label).toList()));
    }
    return command.append(planted ? " --plant no-digest-check" : "").toString();
  }

  static void say(String line) {
    System.err.println("chaos: " + line);
  }
}
