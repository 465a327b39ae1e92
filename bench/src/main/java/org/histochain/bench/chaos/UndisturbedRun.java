package org.histochain.bench.chaos;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.histochain.activities.artifact.ArtifactStore;
import org.histochain.activities.artifact.Sha256;
import org.histochain.activities.network.NumericFamily;

/** The chain with one worker and no faults: what it ends with is what others must end with. */
final class UndisturbedRun {
  private static final String ID = "undisturbed";

  private final Rig rig;
  private final ChaosRequest request;

  UndisturbedRun(Rig rig, ChaosRequest request) {
    this.rig = requireNonNull(rig, "rig is null");
    this.request = requireNonNull(request, "request is null");
  }

  /** Returns what the chain ends with, from a file where this commit has run it already. */
  Expected expected() throws IOException, InterruptedException {
    ChainLength length = request.length();
    String commit = commit();
    String settings = Sha256.of(request.chainFile());
    String family = NumericFamily.current();
    Path file = request.out().resolve("undisturbed-%d.json".formatted(length.iterations()));
    Optional<Expected> kept = Expected.read(file, commit, settings, family);
    if (kept.isPresent()) {
      ChaosRequest.say("the undisturbed run's digests are those in " + file);
      return kept.get();
    }
    ChaosRequest.say(
        "the undisturbed run: %d iterations, %d updates"
            .formatted(length.iterations(), length.updates()));
    double seconds = run();
    try (ArtifactStore store = rig.store(ID)) {
      StoreState state = new StoreState(store);
      Expected expected =
          new Expected(
              commit,
              settings,
              family,
              state.digests(ID),
              state.results(),
              seconds,
              new UploadGaps(store, rig.minioFiles(ID)).longest());
      expected.write(file);
      ChaosRequest.say(
          "it took %.0f s; no manifest came later than %.1f s after its step's last upload"
              .formatted(seconds, expected.uploadToManifest()));
      return expected;
    }
  }

  private double run() throws IOException, InterruptedException {
    Stopwatch watch = new Stopwatch();
    try (ChaosWorker worker = rig.worker("calm", ID, "")) {
      worker.start();
      rig.histochain(ID)
          .require("start", "-f", request.chainFile().toString(), "--id", ID, "--wait");
    }
    return watch.seconds();
  }

  /** The commit, with {@code +changes} where the tree differs from it. */
  private static String commit() throws IOException {
    Process git =
        new ProcessBuilder("git", "describe", "--always", "--abbrev=40", "--dirty=+changes")
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String said = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    return said.isEmpty() ? "unknown+" : said;
  }
}
