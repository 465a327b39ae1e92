package org.histochain.bench.chaos;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.histochain.activities.artifact.ArtifactStore;
import org.histochain.activities.artifact.Sha256;
import org.histochain.activities.draw.Draw;
import org.histochain.activities.network.NumericFamily;
import org.histochain.activities.report.ChainState;
import org.histochain.activities.step.Json;

/**
 * Runs a chain over real patches undisturbed, unless its digests are known, then once more among
 * faults, then over what that left, so that damage which nobody met is met. Every check can fail.
 */
final class Chaos {
  private static final String CALM = "undisturbed";
  private static final String DISTURBED = "disturbed";
  private static final String AGAIN = "again";
  private static final Duration GRACE = Duration.ofSeconds(60);

  private final int faults;
  private final long seed;
  private final List<FaultKind> kinds;
  private final Path out;
  private final boolean planted;
  private final ChainLength length;
  private final Path chainFile;

  /**
   * @param out folder for logs and digests
   * @param planted whether the workers take a finished step's outputs for whole without a look
   */
  Chaos(int faults, long seed, List<FaultKind> kinds, Path out, boolean planted) {
    this.faults = faults;
    this.seed = seed;
    this.kinds = List.copyOf(kinds);
    this.out = requireNonNull(out, "out is null");
    this.planted = planted;
    this.length = ChainLength.of(faults);
    this.chainFile = out.resolve("chain.yaml");
  }

  /** Returns the exit code: 0 where every check passed. */
  int run() throws IOException, InterruptedException {
    Path home = Path.of("").toAbsolutePath();
    Path scratch = Path.of(requireNonNull(System.getenv("XDG_CACHE_HOME"), "XDG_CACHE_HOME"));
    Files.createDirectories(out);
    length.write(home.resolve("examples/pathmnist-1000.yaml"), chainFile);
    try {
      Rig rig = Rig.of(home, scratch, out.resolve("logs-" + seed));
      Expected expected = expected(rig);
      return disturbed(rig, expected);
    } catch (ChaosFailure e) {
      say("failed: " + e.getMessage());
      return 1;
    }
  }

  private Expected expected(Rig rig) throws IOException, InterruptedException {
    String commit = commit();
    String settings = Sha256.of(chainFile);
    String family = NumericFamily.current();
    Path file = out.resolve("undisturbed-%d.json".formatted(length.iterations()));
    Optional<Expected> kept = Expected.read(file, commit, settings, family);
    if (kept.isPresent()) {
      say("the undisturbed run's digests are those in " + file);
      return kept.get();
    }
    say(
        "the undisturbed run: %d iterations, %d updates"
            .formatted(length.iterations(), length.updates()));
    long begun = System.nanoTime();
    try (ChaosWorker worker = rig.worker("calm", CALM, "")) {
      worker.start();
      rig.histochain(CALM).require("start", "-f", chainFile.toString(), "--id", CALM, "--wait");
    }
    double seconds = seconds(begun);
    try (ArtifactStore store = rig.store(CALM)) {
      StoreState state = new StoreState(store);
      Expected expected =
          new Expected(
              commit,
              settings,
              family,
              state.digests(CALM),
              state.results(),
              seconds,
              new UploadGaps(store, rig.minioFiles(CALM)).longest());
      expected.write(file);
      say(
          "it took %.0f s; no manifest came later than %.1f s after its step's last upload"
              .formatted(seconds, expected.uploadToManifest()));
      return expected;
    }
  }

  private int disturbed(Rig rig, Expected expected) throws IOException, InterruptedException {
    if (expected.uploadToManifest() * 2 > GRACE.toSeconds()) {
      throw new ChaosFailure(
          "a grace of %s is too short for gc: a manifest came %.1f s after its upload"
              .formatted(GRACE, expected.uploadToManifest()));
    }
    String options = planted ? "-javaagent:" + agent() : "";
    try (ArtifactStore store = rig.store(DISTURBED);
        ChaosWorker one = rig.worker("one", DISTURBED, options);
        ChaosWorker two = rig.worker("two", DISTURBED, options)) {
      List<ChaosWorker> workers = List.of(one, two);
      Histochain histochain = rig.histochain(DISTURBED);
      Watch watch =
          new Watch(workers, store, DISTURBED, length, () -> resume(histochain), Chaos::say);
      Damage damage = new Damage(store, Draw.of(seed, "chaos damage"));
      Faults doer =
          new Faults(watch, workers, rig.servers(), damage, rig::temporalAnswers, length.updates());
      for (ChaosWorker worker : workers) {
        worker.start();
      }
      long begun = System.nanoTime();
      histochain.require("start", "-f", chainFile.toString(), "--id", DISTURBED);
      List<FaultReport> reports = new ArrayList<>();
      int rounds;
      try (GcLoop gc = GcLoop.start(histochain, GRACE)) {
        for (PlannedFault fault : FaultPlan.draw(faults, kinds, seed)) {
          reports.add(strike(doer, fault));
        }
        awaitDone(watch);
        rounds = gc.rounds();
      }
      double seconds = seconds(begun);
      Verdict verdict = new Verdict(new StoreState(store), expected);
      verdict.chain(DISTURBED);
      int unread = verdict.unread(damage);
      if (unread > 0) {
        say("%d damaged objects were read by nobody".formatted(unread));
      }
      say("once more over what it left, which meets the damage that nobody has met");
      verdict.again(
          histochain.run("start", "-f", chainFile.toString(), "--id", AGAIN, "--wait"), AGAIN);
      watch.look();
      verdict.store();
      verdict.steps(watch.done(), damage.done());
      verdict.faults(reports);
      verdict.garbage(rounds);
      Outcome outcome =
          verdict.outcome(
              seed,
              reports,
              new Verdict.Course(
                  watch.resumes(),
                  damage.done().size(),
                  unread,
                  rounds,
                  length.iterations(),
                  seconds));
      new ChaosRecord(
              "bench/chaos --faults %d --seed %d".formatted(faults, seed)
                  + (kinds.size() < FaultKind.values().length ? " --kinds " + names() : "")
                  + (planted ? " --plant no-digest-check" : ""),
              Runtime.getRuntime().availableProcessors(),
              outcome,
              verdict.failures(),
              reports,
              watch.noticed())
          .write(out.resolve("chaos-%d-%d.json".formatted(faults, seed)));
      verdict.failures().forEach(failure -> say("failed: " + failure));
      System.out.println(Json.mapper().writeValueAsString(outcome));
      return verdict.failures().isEmpty() ? 0 : 1;
    }
  }

  private FaultReport strike(Faults doer, PlannedFault fault)
      throws IOException, InterruptedException {
    FaultReport report = doer.strike(fault);
    say(
        "fault %d of %d, %s: %s, at update %d of %s; %s; %.1f s to progress, %d updates lost"
            .formatted(
                report.number(),
                faults,
                report.kind(),
                report.target(),
                report.update(),
                report.step(),
                report.recovered(),
                report.secondsToProgress(),
                report.lostUpdates()));
    Files.writeString(
        out.resolve("faults-%d.jsonl".formatted(seed)),
        Json.mapper().writeValueAsString(report) + "\n",
        StandardCharsets.UTF_8,
        StandardOpenOption.CREATE,
        fault.number() == 1 ? StandardOpenOption.TRUNCATE_EXISTING : StandardOpenOption.APPEND);
    return report;
  }

  private static void awaitDone(Watch watch) throws IOException, InterruptedException {
    while (watch.state() != ChainState.Kind.done) {
      watch.tick();
    }
  }

  private static void resume(Histochain histochain) {
    try {
      int code = histochain.run("resume", DISTURBED);
      if (code != 0) {
        say("resume ended with %d and is tried again".formatted(code));
      }
    } catch (IOException e) {
      throw new ChaosFailure("histochain resume cannot be run: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private String names() {
    return String.join(",", kinds.stream().map(FaultKind::label).toList());
  }

  private static Path agent() throws IOException {
    try (Stream<Path> jars = Files.list(Path.of("bench/target"))) {
      return jars.filter(jar -> jar.getFileName().toString().matches("histochain-bench-.*\\.jar"))
          .findFirst()
          .orElseThrow(() -> new ChaosFailure("bench/target has no jar: start this by bench/chaos"))
          .toAbsolutePath();
    }
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

  private static double seconds(long since) {
    return (System.nanoTime() - since) / (double) TimeUnit.SECONDS.toNanos(1);
  }

  private static void say(String line) {
    System.err.println("chaos: " + line);
  }
}
