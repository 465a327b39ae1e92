package org.histochain.activities.experiment;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.function.Predicate;
import org.histochain.activities.report.Alarm;
import org.jspecify.annotations.Nullable;

/**
 * How an experiment stands, by what the store knows.
 *
 * @param experiment its id
 * @param dataset name of its data set
 * @param rungs rungs of tuning; 0: nothing is tuned
 * @param chosen the settings that tuning chose, by dotted key; null: none yet, or nothing is tuned
 * @param reported whether its report is written
 * @param rounds the rungs, and at last the runs that are reported, as far as their chains are known
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
@JsonPropertyOrder({"experiment", "dataset", "rungs", "chosen", "reported", "rounds"})
public record Standing(
    String experiment,
    String dataset,
    int rungs,
    @Nullable SortedMap<String, String> chosen,
    boolean reported,
    List<Round> rounds) {
  public Standing {
    requireNonNull(experiment, "experiment is null");
    requireNonNull(dataset, "dataset is null");
    rounds = List.copyOf(requireNonNull(rounds, "rounds is null"));
  }

  /** Returns the first round of which a chain has not ended; the last one where all have. */
  public int inCourse() {
    for (int round = 0; round < rounds.size(); round++) {
      if (rounds.get(round).count(Run::ended) < rounds.get(round).runs().size()) {
        return round;
      }
    }
    return rounds.size() - 1;
  }

  /**
   * A round.
   *
   * @param iterations of each chain of a rung; null: the runs that are reported
   * @param runs its chains
   */
  public record Round(@Nullable Integer iterations, List<Run> runs) {
    public Round {
      runs = List.copyOf(requireNonNull(runs, "runs is null"));
    }

    /** Returns how many runs there are of a kind. */
    public int count(Predicate<Run> kind) {
      return (int) runs.stream().filter(kind).count();
    }

    /** Returns how many families it has. */
    public int families() {
      return (int) runs.stream().mapToInt(Run::family).distinct().count();
    }

    /** Returns how many families have ended with all of their chains. */
    public int familiesEnded() {
      return families()
          - (int)
              runs.stream().filter(run -> !run.ended()).mapToInt(Run::family).distinct().count();
    }

    /**
     * Returns the seconds until the round has ended, if each chain takes the median time of those
     * that are done and as many run side by side as do now.
     *
     * @return at least 0; null where none is done or none runs
     */
    public @Nullable Double secondsLeft(Instant now) {
      List<Long> took =
          runs.stream()
              .filter(run -> run.state() == State.done)
              .map(run -> seconds(run, Instant.parse(requireNonNull(run.changed()))))
              .sorted()
              .toList();
      List<Run> running = runs.stream().filter(Run::running).toList();
      if (took.isEmpty() || running.isEmpty()) {
        return null;
      }
      long median = took.get(took.size() / 2);
      long left = median * count(run -> run.state() == State.waiting);
      for (Run run : running) {
        left += Math.max(0, median - seconds(run, now));
      }
      return (double) left / running.size();
    }

    private static long seconds(Run run, Instant end) {
      return Duration.between(Instant.parse(requireNonNull(run.started())), end).toSeconds();
    }
  }

  /** States of a chain: that it has not begun, or as {@code status} names them. */
  public enum State {
    waiting,
    running,
    paused,
    done,
    failed,
    cancelled
  }

  /**
   * A chain.
   *
   * @param chain its id
   * @param run what it is, for people
   * @param family index of its family in the round
   * @param state its state
   * @param message why it failed, or what else there is to know; null: nothing
   * @param validation what its best stage so far reached on validation, 0 to 1, of the kind that
   *     the chain selects by; null before there is one
   * @param alarms signs that its pseudo-labels go wrong
   * @param started when it first began, ISO 8601 in UTC; null: it has not
   * @param changed when its state was last written, likewise
   */
  @JsonInclude(JsonInclude.Include.ALWAYS)
  public record Run(
      String chain,
      String run,
      int family,
      State state,
      @Nullable String message,
      @Nullable Double validation,
      List<Alarm> alarms,
      @Nullable String started,
      @Nullable String changed) {
    public Run {
      requireNonNull(chain, "chain is null");
      requireNonNull(run, "run is null");
      requireNonNull(state, "state is null");
      alarms = List.copyOf(requireNonNull(alarms, "alarms is null"));
    }

    /** Whether it is in course, or paused within it. */
    public boolean running() {
      return state == State.running || state == State.paused;
    }

    /** Whether it came to its end, or never will unless somebody starts it again. */
    public boolean ended() {
      return state != State.waiting && !running();
    }

    /** Whether it ended without a result. */
    public boolean failed() {
      return ended() && state != State.done;
    }
  }
}
