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
import java.util.stream.Stream;
import org.histochain.activities.artifact.ArtifactStore;
import org.histochain.activities.draw.Draw;
import org.histochain.activities.report.ChainState;
import org.histochain.activities.step.Json;

/** The chain with two workers and faults; every check of what it leaves can fail. */
final class DisturbedRun {
  private static final String ID = "disturbed";
  private static final String AGAIN = "again";

  /** How long garbage collection leaves alone what nothing refers to. */
  private static final Duration GRACE = Duration.ofSeconds(60);

  private final Rig rig;
  private final ChaosRequest request;
  private final Expected expected;
  private final Histochain histochain;
  private final List<FaultReport> reports = new ArrayList<>();

  DisturbedRun(Rig rig, ChaosRequest request, Expected expected) {
    this.rig = requireNonNull(rig, "rig is null");
    this.request = requireNonNull(request, "request is null");
    this.expected = requireNonNull(expected, "expected is null");
    this.histochain = rig.histochain(ID);
  }

  /**
   * Runs the chain, then checks it; writes the outcome to stdout.
   *
   * @return whether every check passed
   * @throws ChaosFailure if the chain did not come to its end, or ended before the last fault
   */
  boolean run() throws IOException, InterruptedException {
    if (expected.uploadToManifest() * 2 > GRACE.toSeconds()) {
      throw new ChaosFailure(
          "a grace of %s is too short for gc: a manifest came %.1f s after its upload"
              .formatted(GRACE, expected.uploadToManifest()));
    }
    String options = request.planted() ? "-javaagent:" + agent() : "";
    try (ArtifactStore store = rig.store(ID);
        ChaosWorker one = rig.worker("one", ID, options);
        ChaosWorker two = rig.worker("two", ID, options)) {
      List<ChaosWorker> workers = List.of(one, two);
      Watch watch =
          new Watch(workers, store, ID, request.length(), this::resume, ChaosRequest::say);
      Damage damage = new Damage(store, Draw.of(request.seed(), "chaos damage"));
      Faults faults =
          new Faults(
              watch,
              workers,
              rig.servers(),
              damage,
              rig::temporalAnswers,
              request.length().updates());
      for (ChaosWorker worker : workers) {
        worker.start();
      }
      Stopwatch time = new Stopwatch();
      histochain.require("start", "-f", request.chainFile().toString(), "--id", ID);
      int rounds = strikeAll(faults, watch);
      double seconds = time.seconds();
      Verdict verdict = new Verdict(new StoreState(store), expected);
      verdict.chain(ID);
      int unread = verdict.unread(damage);
      again(verdict);
      watch.look();
      verdict.store();
      verdict.steps(watch.done(), damage.done());
      verdict.faults(reports);
      verdict.late(faults.late());
      verdict.garbage(rounds);
      Verdict.Course course =
          new Verdict.Course(
              watch.resumes(),
              damage.done().size(),
              unread,
              rounds,
              request.length().iterations(),
              seconds);
      return tell(verdict, course, watch.noticed());
    }
  }

  /** Returns how many rounds of collecting garbage came to their end meanwhile. */
  private int strikeAll(Faults faults, Watch watch) throws IOException, InterruptedException {
    Path log = request.out().resolve("faults-%d.jsonl".formatted(request.seed()));
    Files.deleteIfExists(log);
    try (GcLoop gc = GcLoop.start(histochain, GRACE)) {
      for (PlannedFault fault : FaultPlan.draw(request.faults(), request.kinds(), request.seed())) {
        FaultReport report = faults.strike(fault);
        reports.add(report);
        ChaosRequest.say(report.words());
        Files.writeString(
            log,
            Json.mapper().writeValueAsString(report) + "\n",
            StandardCharsets.UTF_8,
            StandardOpenOption.CREATE,
            StandardOpenOption.APPEND);
      }
      while (watch.state() != ChainState.Kind.done) {
        watch.tick();
      }
      return gc.rounds();
    }
  }

  /** Nobody may have read what was damaged: a chain that wants all of it does. */
  private void again(Verdict verdict) throws IOException, InterruptedException {
    ChaosRequest.say("once more over what it left, which meets the damage that nobody has met");
    verdict.again(
        histochain.run("start", "-f", request.chainFile().toString(), "--id", AGAIN, "--wait"),
        AGAIN);
  }

  private boolean tell(Verdict verdict, Verdict.Course course, List<String> noticed)
      throws IOException {
    Outcome outcome = verdict.outcome(request.seed(), reports, course);
    List<String> failures = verdict.failures();
    new ChaosRecord(
            request.command(),
            Runtime.getRuntime().availableProcessors(),
            outcome,
            failures,
            reports,
            noticed)
        .write(
            request.out().resolve("chaos-%d-%d.json".formatted(request.faults(), request.seed())));
    failures.forEach(failure -> ChaosRequest.say("failed: " + failure));
    System.out.println(Json.mapper().writeValueAsString(outcome));
    return failures.isEmpty();
  }

  private void resume() {
    try {
      int code = histochain.run("resume", ID);
      if (code != 0) {
        ChaosRequest.say("resume ended with %d and is tried again".formatted(code));
      }
    } catch (IOException e) {
      throw new ChaosFailure("histochain resume cannot be run: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Path agent() throws IOException {
    try (Stream<Path> jars = Files.list(Path.of("bench/target"))) {
      return jars.filter(jar -> jar.getFileName().toString().matches("histochain-bench-.*\\.jar"))
          .findFirst()
          .orElseThrow(() -> new ChaosFailure("bench/target has no jar: start this by bench/chaos"))
          .toAbsolutePath();
    }
  }
}
