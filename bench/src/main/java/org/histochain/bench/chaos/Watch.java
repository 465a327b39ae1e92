package org.histochain.bench.chaos;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.histochain.activities.artifact.ArtifactStore;
import org.histochain.activities.report.ChainFolder;
import org.histochain.activities.report.ChainState;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the workers and the chain over and over. A chain that ended because an input was damaged
 * is resumed, as its user would. For one thread.
 */
final class Watch {
  private static final Duration TICK = Duration.ofMillis(150);
  private static final Duration STATE_EVERY = Duration.ofSeconds(2);
  private static final Duration STANDSTILL = Duration.ofMinutes(4);
  private static final int MOST_IN_VAIN = 4;
  private static final Pattern DONE = Pattern.compile("StepRunner: Step \\S+ (\\S+) is done");
  private static final Pattern NOTICED =
      Pattern.compile(
          "Output \\S+ .* is missing or damaged in the store: the step is redone"
              + "|The manifest of step \\S+ (?:is damaged|is deleted)"
              + "|Checkpoint \\S+ is not used"
              + "|is damaged in the store");

  private final List<ChaosWorker> workers;
  private final ArtifactStore store;
  private final String chain;
  private final Runnable resume;
  private final Consumer<String> say;
  private final Map<String, Integer> done = new HashMap<>();
  private final Map<String, Long> furthest = new HashMap<>();
  private final List<String> noticed = new ArrayList<>();
  private final List<String> recent = new ArrayList<>();
  private final ChainLength length;
  private long lastState;
  private long lastProgress = System.nanoTime();
  private long progressSum;
  private long reached;
  private long redone;
  private int resumes;
  private int inVain;
  private long workAtResume = -1;
  private ChainState.@Nullable Kind state;

  /**
   * @param resume resumes the chain; may fail, and is then called again
   * @param say takes lines of news
   */
  Watch(
      List<ChaosWorker> workers,
      ArtifactStore store,
      String chain,
      ChainLength length,
      Runnable resume,
      Consumer<String> say) {
    this.workers = List.copyOf(workers);
    this.store = requireNonNull(store, "store is null");
    this.chain = requireNonNull(chain, "chain is null");
    this.length = requireNonNull(length, "length is null");
    this.resume = requireNonNull(resume, "resume is null");
    this.say = requireNonNull(say, "say is null");
  }

  /** Waits a moment, then looks at everything. */
  void tick() throws IOException, InterruptedException {
    Thread.sleep(TICK);
    look();
    long now = System.nanoTime();
    if (now - lastState > STATE_EVERY.toNanos()) {
      lastState = now;
      lookAtChain();
    }
    long sum = workers.stream().mapToLong(worker -> sum(worker.meters())).sum();
    if (sum != progressSum) {
      progressSum = sum;
      lastProgress = now;
    }
    if (now - lastProgress > STANDSTILL.toNanos()) {
      throw new ChaosFailure("nothing has got on for " + STANDSTILL);
    }
  }

  /** Looks at the workers now. */
  void look() throws IOException, InterruptedException {
    for (ChaosWorker worker : workers) {
      worker.look();
      for (String line : worker.takeNews()) {
        read(worker, line);
      }
      worker.takeFinished().forEach(furthest::remove);
      worker.takeStarted().forEach(this::started);
    }
    training().ifPresent(this::seen);
  }

  private void started(Attempt attempt) {
    long before = furthest.getOrDefault(attempt.purpose(), 0L);
    redone = Math.max(redone, before - attempt.from());
    furthest.put(attempt.purpose(), attempt.from());
  }

  private void seen(Sighting seen) {
    String purpose = seen.attempt().purpose();
    furthest.merge(purpose, seen.update(), Math::max);
    reached = Math.max(reached, length.before(purpose) + seen.update());
  }

  /** Returns the most updates that one attempt had to make again since this was last asked for. */
  long takeRedone() {
    long taken = redone;
    redone = 0;
    return taken;
  }

  private void read(ChaosWorker worker, String line) {
    recent.add(line);
    Matcher finished = DONE.matcher(line);
    if (finished.find()) {
      done.merge(finished.group(1), 1, Integer::sum);
    } else if (NOTICED.matcher(line).find()) {
      noticed.add("worker " + worker.name() + ": " + line);
      say.accept("worker " + worker.name() + " noticed: " + line);
    }
  }

  private void lookAtChain() throws IOException {
    ChainState now;
    try {
      now = new ChainFolder(store, chain).state().orElse(null);
    } catch (IOException away) {
      return;
    }
    state = now == null ? null : now.state();
    if (now != null && now.state() == ChainState.Kind.failed) {
      long work = reached + done.values().stream().mapToLong(Integer::longValue).sum();
      inVain = workAtResume == work ? inVain + 1 : 0;
      workAtResume = work;
      if (inVain == MOST_IN_VAIN) {
        throw new ChaosFailure(
            "the chain ended again and again: %s: %s".formatted(now.failureType(), now.message()));
      }
      resumes++;
      say.accept(
          "the chain ended: %s: %s; resuming it".formatted(now.failureType(), now.message()));
      resume.run();
    }
  }

  /** Returns who trains now, and where; of two the one that started later is believed. */
  Optional<Sighting> training() {
    return workers.stream()
        .flatMap(worker -> sighting(worker).stream())
        .max(Comparator.comparingLong(seen -> seen.attempt().nanoTime()));
  }

  private static Optional<Sighting> sighting(ChaosWorker worker) {
    return Optional.ofNullable(worker.attempt())
        .map(attempt -> new Sighting(worker, attempt, attempt.update(worker.meters())));
  }

  /** Returns how many updates of the chain have been reached. */
  long reached() {
    return reached;
  }

  /** Returns the chain's state as the store has it; null where it is not known. */
  ChainState.@Nullable Kind state() {
    return state;
  }

  /** Returns how often the chain was resumed. */
  int resumes() {
    return resumes;
  }

  /** Returns how often each step was done, by key. */
  Map<String, Integer> done() {
    return Map.copyOf(done);
  }

  /** Returns the lines in which workers said that they had found damage. */
  List<String> noticed() {
    return List.copyOf(noticed);
  }

  /** Returns the lines logged since this was last asked for. */
  List<String> takeRecent() {
    List<String> taken = List.copyOf(recent);
    recent.clear();
    return taken;
  }

  private static long sum(WorkerMeters meters) {
    return meters.updates() + meters.stored();
  }
}
