package org.histochain.activities.preparation;

import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Searches how to share groups of several patches out. Few groups are tried in every way; more, by
 * seeded descent from several beginnings: large groups first, each where it fits best, then moves
 * and swaps while they help.
 */
final class SplitSearch {
  private static final int PARTS = 3;
  private static final int TRIED_IN_EVERY_WAY = 10;
  private static final int BEGINNINGS = 8;
  private static final int PROPOSALS_PER_GROUP = 300;
  private static final int MOST_PROPOSALS = 300_000;

  /** A class missing from a part outweighs every distance from the quotas. */
  private static final double MISSING = 1e9;

  private final List<GroupSplit.Group> groups;
  private final SplitTargets targets;
  private final boolean[] wanted;
  private final SplittableRandom random;
  private final int classes;

  SplitSearch(List<GroupSplit.Group> groups, SplitTargets targets, boolean[] wanted, long seed) {
    this.groups = groups;
    this.targets = targets;
    this.wanted = wanted;
    this.random = new SplittableRandom(seed);
    this.classes = targets.classSizes().length;
  }

  /** Returns the best assignment found: the part of each group. */
  int[] best() {
    return groups.size() <= TRIED_IN_EVERY_WAY ? everyWay() : descent();
  }

  private int[] everyWay() {
    int ways = 1;
    for (int group = 0; group < groups.size(); group++) {
      ways *= PARTS;
    }
    int[] best = new int[groups.size()];
    double bestCost = Double.POSITIVE_INFINITY;
    for (int way = 0; way < ways; way++) {
      int[] parts = new int[groups.size()];
      int[][] counts = new int[PARTS][classes];
      for (int group = 0, digits = way; group < parts.length; group++, digits /= PARTS) {
        parts[group] = digits % PARTS;
        add(counts[parts[group]], group, 1);
      }
      double cost = cost(counts);
      if (cost < bestCost) {
        best = parts;
        bestCost = cost;
      }
    }
    return best;
  }

  private int[] descent() {
    int[] best = new int[groups.size()];
    double bestCost = Double.POSITIVE_INFINITY;
    for (int beginning = 0; beginning < BEGINNINGS; beginning++) {
      int[] parts = new int[groups.size()];
      int[][] counts = new int[PARTS][classes];
      begin(parts, counts, shuffled());
      double cost = improve(parts, counts);
      if (cost < bestCost) {
        best = parts;
        bestCost = cost;
      }
    }
    return best;
  }

  private int[] shuffled() {
    int[] order = IntStream.range(0, groups.size()).toArray();
    for (int last = order.length - 1; last > 0; last--) {
      int other = random.nextInt(last + 1);
      int held = order[last];
      order[last] = order[other];
      order[other] = held;
    }
    return order;
  }

  private void begin(int[] parts, int[][] counts, int[] order) {
    int[] largestFirst =
        IntStream.of(order)
            .boxed()
            .sorted(Comparator.comparingInt(group -> -groups.get(group).size()))
            .mapToInt(Integer::intValue)
            .toArray();
    for (int group : largestFirst) {
      int chosen = GroupSplit.TRAIN;
      double least = Double.POSITIVE_INFINITY;
      for (int part = 0; part < PARTS; part++) {
        if (!wanted[part]) {
          continue;
        }
        double before = cost(counts, part);
        add(counts[part], group, 1);
        double more = cost(counts, part) - before;
        add(counts[part], group, -1);
        if (more < least) {
          least = more;
          chosen = part;
        }
      }
      parts[group] = chosen;
      add(counts[chosen], group, 1);
    }
  }

  private double improve(int[] parts, int[][] counts) {
    int proposals = Math.min(MOST_PROPOSALS, PROPOSALS_PER_GROUP * groups.size());
    double cost = cost(counts);
    for (int proposal = 0; proposal < proposals; proposal++) {
      int group = random.nextInt(groups.size());
      int other = random.nextBoolean() ? random.nextInt(groups.size()) : -1;
      int from = parts[group];
      int to = other < 0 ? random.nextInt(PARTS) : parts[other];
      if (from == to || !wanted[to]) {
        continue;
      }
      exchange(counts, group, from, to, other);
      double changed = cost(counts);
      if (changed < cost) {
        cost = changed;
        parts[group] = to;
        if (other >= 0) {
          parts[other] = from;
        }
      } else {
        exchange(counts, group, to, from, other);
      }
    }
    return cost;
  }

  private void exchange(int[][] counts, int group, int from, int to, int other) {
    add(counts[from], group, -1);
    add(counts[to], group, 1);
    if (other >= 0) {
      add(counts[to], other, -1);
      add(counts[from], other, 1);
    }
  }

  private void add(int[] counts, int group, int times) {
    int[] perClass = groups.get(group).perClass();
    for (int index = 0; index < classes; index++) {
      counts[index] += times * perClass[index];
    }
  }

  private double cost(int[][] counts) {
    double cost = 0;
    for (int part = 0; part < PARTS; part++) {
      cost += cost(counts, part);
    }
    return cost;
  }

  /** Squared distance from the total, and from each class's quota, as a share of that quota. */
  private double cost(int[][] counts, int part) {
    double cost = 0;
    int sum = 0;
    for (int index = 0; index < classes; index++) {
      int count = counts[part][index];
      double quota = targets.quotas()[part][index];
      sum += count;
      cost += (count - quota) * (count - quota) / Math.max(1, quota);
      cost += wanted[part] && count == 0 ? MISSING : 0;
    }
    double excess = sum - (double) targets.totals()[part];
    cost += excess * excess / Math.max(1, targets.totals()[part]) * classes;
    return wanted[part] || sum == 0 ? cost : cost + MISSING * sum;
  }
}
