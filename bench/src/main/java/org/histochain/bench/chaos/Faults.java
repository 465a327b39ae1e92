package org.histochain.bench.chaos;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.ToLongFunction;
import java.util.regex.Pattern;
import org.histochain.activities.report.ChainState;
import org.histochain.bench.chaos.FaultyProxy.Mode;

/** Does faults to a working system, and watches it recover. For one thread. */
final class Faults {
  private static final Duration NET_FAULT = Duration.ofSeconds(5);
  private static final Duration LONGEST_FULL = Duration.ofSeconds(25);
  private static final Duration LONGEST_RECOVERY = Duration.ofMinutes(3);
  private static final Pattern NO_SPACE = Pattern.compile("No space left|The disk of .* is full");

  private final Watch watch;
  private final List<ChaosWorker> workers;
  private final Servers servers;
  private final Damage damage;
  private final BooleanSupplier temporalAnswers;
  private final long chainUpdates;
  private long late;

  /**
   * @param temporalAnswers whether Temporal can be spoken to
   * @param chainUpdates updates of the whole chain
   */
  Faults(
      Watch watch,
      List<ChaosWorker> workers,
      Servers servers,
      Damage damage,
      BooleanSupplier temporalAnswers,
      long chainUpdates) {
    this.watch = requireNonNull(watch, "watch is null");
    this.workers = List.copyOf(workers);
    this.servers = requireNonNull(servers, "servers is null");
    this.damage = requireNonNull(damage, "damage is null");
    this.temporalAnswers = requireNonNull(temporalAnswers, "temporalAnswers is null");
    this.chainUpdates = chainUpdates;
  }

  /** How a fault went on once it was done. */
  private record Recovery(double seconds, long lost, String words) {}

  /**
   * Waits until a fault is due and somebody trains, does it, and waits until training gets on. One
   * that turns out to have hit nobody at work is done again.
   */
  FaultReport strike(PlannedFault fault) throws IOException, InterruptedException {
    while (true) {
      Sighting seen = aim(fault);
      watch.takeRecent();
      late = Math.max(late, watch.takeRedone());
      Optional<FaultReport> report = strike(fault, seen);
      if (report.isPresent()) {
        return report.get();
      }
    }
  }

  /** Returns the most updates that one attempt had to make again when no fault was in course. */
  long late() {
    return Math.max(late, watch.takeRedone());
  }

  private Sighting aim(PlannedFault fault) throws IOException, InterruptedException {
    long due = (long) (fault.share() * chainUpdates);
    while (true) {
      watch.tick();
      if (watch.state() == ChainState.Kind.done) {
        throw new ChaosFailure("the chain was done before fault " + fault.number());
      }
      Optional<Sighting> seen = watch.training();
      if (seen.isPresent()
          && watch.reached() >= due
          && seen.get().update() > seen.get().attempt().from()) {
        return seen.get();
      }
    }
  }

  private Optional<FaultReport> strike(PlannedFault fault, Sighting seen)
      throws IOException, InterruptedException {
    Instant at = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    ChaosWorker worker = seen.worker();
    return switch (fault.kind()) {
      case KILL_WORKER -> {
        if (!worker.kill()) {
          worker.start();
          yield Optional.empty();
        }
        worker.start();
        yield Optional.of(report(fault, seen, at, "worker " + worker.name(), 0, lostWorker(seen)));
      }
      case STOP_WORKER -> {
        worker.freeze();
        Recovery recovery = lostWorker(seen);
        worker.thaw();
        yield Optional.of(
            report(fault, seen, at, "worker " + worker.name(), recovery.seconds(), recovery));
      }
      case KILL_TEMPORAL -> {
        servers.kill("temporal");
        Recovery recovery =
            awaited(seen, WorkerMeters::updates, temporalAnswers, "Temporal is back");
        yield Optional.of(report(fault, seen, at, "Temporal's server", 0, recovery));
      }
      case KILL_MINIO -> {
        servers.kill("minio");
        Recovery recovery = awaited(seen, WorkerMeters::stored, () -> true, "MinIO is back");
        yield Optional.of(report(fault, seen, at, "MinIO", 0, recovery));
      }
      case NET_CUT -> Optional.of(network(fault, seen, at, Mode.CUT));
      case NET_SLOW -> Optional.of(network(fault, seen, at, Mode.SLOW));
      case NET_HALF_OPEN -> Optional.of(network(fault, seen, at, Mode.HALF_OPEN));
      case DISK_FULL -> Optional.of(fullDisk(fault, seen, at));
      case DAMAGE_ARTIFACT -> damagedArtifact(fault, seen, at);
      case DAMAGE_CHECKPOINT -> damagedCheckpoint(fault, seen, at);
    };
  }

  private FaultReport network(PlannedFault fault, Sighting seen, Instant at, Mode mode)
      throws IOException, InterruptedException {
    FaultyProxy proxy = seen.worker().proxy();
    Stopwatch time = new Stopwatch();
    proxy.become(mode);
    while (time.seconds() < NET_FAULT.toSeconds()) {
      watch.tick();
    }
    proxy.become(Mode.SOUND);
    double lasted = time.seconds();
    Recovery recovery =
        awaited(seen, WorkerMeters::stored, () -> true, "the connection is sound again");
    String target = "connections of worker %s to MinIO".formatted(seen.worker().name());
    return report(fault, seen, at, target, lasted, recovery);
  }

  /** The disk stays full until a step is short of it, or two steps came to their end without. */
  private FaultReport fullDisk(PlannedFault fault, Sighting seen, Instant at)
      throws IOException, InterruptedException {
    Stopwatch time = new Stopwatch();
    seen.worker().disk().fill();
    boolean felt = false;
    while (!felt && time.seconds() < LONGEST_FULL.toSeconds()) {
      watch.tick();
      felt = watch.takeRecent().stream().anyMatch(line -> NO_SPACE.matcher(line).find());
    }
    seen.worker().disk().empty();
    double lasted = time.seconds();
    Recovery recovery =
        awaited(
            seen,
            meters -> meters.updates() + meters.stored(),
            () -> true,
            felt ? "a step failed for want of space and was tried again" : "no step wanted space");
    String target = "cache disk of worker " + seen.worker().name();
    return report(fault, seen, at, target, lasted, recovery);
  }

  private Optional<FaultReport> damagedArtifact(PlannedFault fault, Sighting seen, Instant at)
      throws IOException, InterruptedException {
    Optional<Damage.Done> done = damage.artifact(fault);
    if (done.isEmpty()) {
      watch.tick();
      return Optional.empty();
    }
    for (ChaosWorker worker : workers) {
      worker.disk().forget(done.get().before());
    }
    Recovery recovery = awaited(seen, WorkerMeters::updates, () -> true, "nobody has read it yet");
    return Optional.of(report(fault, seen, at, done.get().words(), 0, recovery));
  }

  private Optional<FaultReport> damagedCheckpoint(PlannedFault fault, Sighting seen, Instant at)
      throws IOException, InterruptedException {
    if (damage.checkpoints().size() < 2) {
      watch.tick();
      return Optional.empty();
    }
    ChaosWorker worker = seen.worker();
    watch.look();
    Sighting last = watch.training().orElse(seen);
    worker.freeze();
    Optional<Damage.Done> done = damage.checkpoint(fault);
    boolean atWork = worker.kill();
    worker.start();
    if (done.isEmpty() || !atWork || last.worker() != worker) {
      return Optional.empty();
    }
    String target = done.get().words() + " and killed worker " + worker.name();
    return Optional.of(report(fault, last, at, target, 0, lostWorker(last)));
  }

  /** Waits until another attempt gets on, and compares where it started with where the lost was. */
  private Recovery lostWorker(Sighting lost) throws IOException, InterruptedException {
    Stopwatch time = new Stopwatch();
    Map<ChaosWorker, Long> before = counts(WorkerMeters::updates);
    return recovered(
        lost,
        time,
        () ->
            workers.stream()
                .anyMatch(
                    worker ->
                        worker.attempt() != null
                            && worker.meters().updates() > before.getOrDefault(worker, 0L)),
        "");
  }

  private Recovery awaited(
      Sighting seen, ToLongFunction<WorkerMeters> count, BooleanSupplier also, String words)
      throws IOException, InterruptedException {
    Stopwatch time = new Stopwatch();
    Map<ChaosWorker, Long> before = counts(count);
    return recovered(
        seen,
        time,
        () ->
            workers.stream()
                    .anyMatch(
                        worker ->
                            count.applyAsLong(worker.meters()) > before.getOrDefault(worker, 0L))
                && also.getAsBoolean(),
        words);
  }

  private Recovery recovered(Sighting seen, Stopwatch time, BooleanSupplier gotOn, String words)
      throws IOException, InterruptedException {
    do {
      if (time.seconds() > LONGEST_RECOVERY.toSeconds()) {
        throw new ChaosFailure(
            "nothing got on within %s after a fault to %s"
                .formatted(LONGEST_RECOVERY, seen.words()));
      }
      watch.tick();
    } while (!gotOn.getAsBoolean());
    double took = time.seconds();
    Optional<Sighting> now = watch.training();
    String place = now.map(Sighting::words).orElse("between training steps");
    boolean another = now.isPresent() && !now.get().attempt().equals(seen.attempt());
    boolean sameStep = another && now.get().attempt().purpose().equals(seen.attempt().purpose());
    String how =
        sameStep
            ? "tried again by worker %s from update %d"
                .formatted(now.get().worker().name(), now.get().attempt().from())
            : place;
    return new Recovery(took, watch.takeRedone(), words.isEmpty() ? how : words + "; " + how);
  }

  private Map<ChaosWorker, Long> counts(ToLongFunction<WorkerMeters> count) {
    Map<ChaosWorker, Long> counts = new HashMap<>();
    workers.forEach(worker -> counts.put(worker, count.applyAsLong(worker.meters())));
    return counts;
  }

  private static FaultReport report(
      PlannedFault fault,
      Sighting seen,
      Instant at,
      String target,
      double lasted,
      Recovery recovery) {
    return new FaultReport(
        fault.number(),
        fault.kind().label(),
        target,
        seen.attempt().purpose(),
        seen.update(),
        at.toString(),
        rounded(lasted),
        rounded(recovery.seconds()),
        recovery.lost(),
        recovery.words());
  }

  private static double rounded(double seconds) {
    return Math.round(seconds * 10) / 10.0;
  }
}
