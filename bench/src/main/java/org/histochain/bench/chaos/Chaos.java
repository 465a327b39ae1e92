package org.histochain.bench.chaos;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Runs a chain over real patches undisturbed, unless its digests are known, then once more among
 * faults, then over what that left, so that damage which nobody met is met.
 */
final class Chaos {
  private final ChaosRequest request;

  Chaos(ChaosRequest request) {
    this.request = requireNonNull(request, "request is null");
  }

  /** Returns the exit code: 0 where every check passed. */
  int run() throws IOException, InterruptedException {
    Path home = Path.of("").toAbsolutePath();
    Path scratch = Path.of(requireNonNull(System.getenv("XDG_CACHE_HOME"), "XDG_CACHE_HOME"));
    Files.createDirectories(request.out());
    request.length().write(home.resolve("examples/pathmnist-1000.yaml"), request.chainFile());
    try {
      Rig rig = Rig.of(home, scratch, request.out().resolve("logs-" + request.seed()));
      Expected expected = new UndisturbedRun(rig, request).expected();
      return new DisturbedRun(rig, request, expected).run() ? 0 : 1;
    } catch (ChaosFailure e) {
      ChaosRequest.say("failed: " + e.getMessage());
      return 1;
    }
  }
}
