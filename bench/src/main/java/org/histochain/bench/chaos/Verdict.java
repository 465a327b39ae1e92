package org.histochain.bench.chaos;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Compares what a disturbed chain left with what an undisturbed one did. */
final class Verdict {
  /** Time to progress may be this much longer than the silence after which a worker is lost. */
  private static final int SLACK_SECONDS = 15;

  /**
   * How the disturbed chain went.
   *
   * @param resumes how often it was resumed
   * @param planted damages that were done
   * @param unread those that nobody had read when it was done
   * @param gcRounds rounds of collecting garbage
   * @param iterations of the chain
   * @param seconds from its start to its end
   */
  record Course(
      int resumes, int planted, int unread, int gcRounds, int iterations, double seconds) {}

  private final StoreState store;
  private final Expected expected;
  private final List<String> failures = new ArrayList<>();
  private boolean digestEqual = true;
  private int damagedObjects;
  private int contradictions;
  private int lostSteps;

  Verdict(StoreState store, Expected expected) {
    this.store = store;
    this.expected = expected;
  }

  /** Returns what failed so far, a line each. */
  List<String> failures() {
    return List.copyOf(failures);
  }

  /** Checks the models of a chain. */
  void chain(String id) throws IOException {
    SortedMap<String, String> digests = store.digests(id);
    if (!digests.equals(expected.digests())) {
      digestEqual = false;
      failures.add(
          "the chain %s has other models: %s instead of %s"
              .formatted(id, digests, expected.digests()));
    }
  }

  /** Checks that every damaged object is one that we damaged, and returns how many there are. */
  int unread(Damage damage) throws IOException {
    List<String> standing = damage.standing().stream().map(Damage.Done::path).distinct().toList();
    for (String path : store.damagedObjects()) {
      if (!standing.contains(path)) {
        failures.add(path + " is damaged, and not by us");
      }
    }
    return standing.size();
  }

  /** Checks a chain of the same settings that was run over the store afterwards. */
  void again(int exitCode, String id) throws IOException {
    if (exitCode == 0) {
      chain(id);
    } else {
      failures.add("a chain over what was left ended with " + exitCode);
    }
  }

  /** Checks that every object is what its name says, and every step's result what it was. */
  void store() throws IOException {
    List<String> damaged = store.damagedObjects();
    damagedObjects = damaged.size();
    damaged.forEach(path -> failures.add(path + " has a wrong digest and stays so"));
    SortedMap<String, String> results = store.results();
    List<String> other = new ArrayList<>(store.contradicted(results));
    expected
        .results()
        .forEach(
            (key, result) -> {
              String now = results.getOrDefault(key, "none");
              if (!now.equals(result)) {
                other.add("step %s: %s instead of %s".formatted(key, now, result));
              }
            });
    contradictions = other.size();
    other.forEach(what -> failures.add("another result: " + what));
  }

  /**
   * Checks that no finished step was done again but where it was damaged.
   *
   * @param done how often each was done, by key
   */
  void steps(Map<String, Integer> done, List<Damage.Done> damages) {
    done.forEach(
        (key, times) -> {
          String result = expected.results().getOrDefault(key, "");
          long excused =
              damages.stream()
                  .filter(
                      damage ->
                          damage.key().equals(key)
                              || (damage.isObject() && result.contains(damage.before())))
                  .count();
          long lost = times - 1 - excused;
          if (lost > 0) {
            lostSteps += Math.toIntExact(lost);
            failures.add("step %s was done %d times".formatted(key, times));
          }
        });
  }

  /** Checks what each fault cost. */
  void faults(List<FaultReport> reports) {
    for (FaultReport report : reports) {
      int intervals = FaultKind.of(report.kind()).map(FaultKind::intervals).orElse(1);
      if (report.lostUpdates() > (long) intervals * Rig.INTERVAL) {
        failures.add(
            "fault %d, %s, cost %d updates: %d intervals of %d are allowed"
                .formatted(
                    report.number(), report.kind(), report.lostUpdates(), intervals, Rig.INTERVAL));
      }
      if (report.secondsToProgress() > Rig.HEARTBEAT_SECONDS + SLACK_SECONDS) {
        failures.add(
            "fault %d, %s: %.1f s to progress, more than %d + %d"
                .formatted(
                    report.number(),
                    report.kind(),
                    report.secondsToProgress(),
                    Rig.HEARTBEAT_SECONDS,
                    SLACK_SECONDS));
      }
    }
  }

  /** Checks what was lost when a fault was over: no more than one more kill would cost. */
  void late(long updates) {
    if (updates > Rig.INTERVAL) {
      failures.add(
          "%d updates were made again when no fault was in course: %d are allowed"
              .formatted(updates, Rig.INTERVAL));
    }
  }

  /** Checks that garbage was collected meanwhile. */
  void garbage(int rounds) {
    if (rounds == 0) {
      failures.add("artifacts gc never came to its end: see the log of commands");
    }
  }

  /** Returns the line that this ends with. */
  Outcome outcome(long seed, List<FaultReport> reports, Course course) {
    SortedMap<String, Integer> kinds = new TreeMap<>();
    reports.forEach(report -> kinds.merge(report.kind(), 1, Integer::sum));
    return new Outcome(
        "chaos",
        reports.size(),
        seed,
        kinds,
        digestEqual,
        damagedObjects,
        lostSteps,
        contradictions,
        reports.stream().mapToLong(FaultReport::lostUpdates).max().orElse(0),
        Rig.INTERVAL,
        reports.stream().mapToDouble(FaultReport::secondsToProgress).max().orElse(0),
        Rig.HEARTBEAT_SECONDS,
        course.resumes(),
        course.planted(),
        course.unread(),
        course.gcRounds(),
        course.iterations(),
        Math.round(course.seconds()),
        Math.round(expected.seconds()),
        expected.commit(),
        expected.numericFamily());
  }
}
