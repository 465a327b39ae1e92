package org.histochain.activities.training;

import java.util.ArrayList;
import java.util.List;
import org.histochain.activities.draw.Draw;

/**
 * In which order an epoch visits the patches. {@code uniform}: every patch once. {@code balanced}:
 * as many visits, the classes in turn, each class's patches in random order and again from the
 * start when they run out.
 */
final class EpochOrder {
  private final long seed;
  private final String purpose;
  private final int size;
  private final List<int[]> classes;

  /**
   * @param seed seed of the chain
   * @param purpose purpose of the step
   * @param labels class of each patch (of soft labels: the most probable one)
   * @param balanced whether to visit the classes equally often
   */
  EpochOrder(long seed, String purpose, int[] labels, boolean balanced) {
    this.seed = seed;
    this.purpose = purpose + "/order";
    size = labels.length;
    classes = balanced ? byClass(labels) : List.of();
  }

  /** Returns the patches of an epoch, from 0, in visiting order. */
  int[] epoch(int epoch) {
    return classes.isEmpty() ? Draw.of(seed, purpose, epoch).permutation(size) : balanced(epoch);
  }

  private int[] balanced(int epoch) {
    int[] order = new int[size];
    int[][] queues = new int[classes.size()][];
    for (int index = 0; index < size; index++) {
      int turn = index % classes.size();
      int round = index / classes.size();
      int[] members = classes.get(turn);
      int place = round % members.length;
      if (place == 0) {
        long cycle = round / members.length;
        queues[turn] = Draw.of(seed, purpose, epoch, turn, cycle).permutation(members.length);
      }
      order[index] = members[queues[turn][place]];
    }
    return order;
  }

  private static List<int[]> byClass(int[] labels) {
    List<List<Integer>> members = new ArrayList<>();
    for (int index = 0; index < labels.length; index++) {
      while (members.size() <= labels[index]) {
        members.add(new ArrayList<>());
      }
      members.get(labels[index]).add(index);
    }
    return members.stream()
        .filter(list -> !list.isEmpty())
        .map(list -> list.stream().mapToInt(Integer::intValue).toArray())
        .toList();
  }
}
