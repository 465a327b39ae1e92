package org.histochain.activities.report;

import static java.util.Objects.requireNonNull;

import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** The first of many by a ranking; no more than so many are kept in memory. */
final class Foremost<T> {
  private final Comparator<T> ranking;
  private final int most;
  private final PriorityQueue<T> kept;

  /**
   * @param ranking the first one first
   * @param most how many are kept
   */
  Foremost(Comparator<T> ranking, int most) {
    this.ranking = requireNonNull(ranking, "ranking is null");
    this.most = most;
    this.kept = new PriorityQueue<>(ranking.reversed());
  }

  void add(T one) {
    kept.add(one);
    if (kept.size() > most) {
      kept.remove();
    }
  }

  /** Returns those that are kept, the first one first. */
  List<T> ranked() {
    return kept.stream().sorted(ranking).toList();
  }
}
