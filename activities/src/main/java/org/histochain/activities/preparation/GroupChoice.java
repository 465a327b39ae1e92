package org.histochain.activities.preparation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.histochain.activities.table.PatchRow;

/**
 * Labels from as few groups as can give them: one patient where one has enough patches. Which
 * groups, of all that are few enough, the seed decides: they are asked in its order, and one is
 * taken if the largest of the others can make up the rest. A larger draw of a seed may be of other
 * groups.
 */
final class GroupChoice implements LabelChoice {
  private final UnaryOperator<String> order;

  /**
   * @param order a group's place in an order drawn by the seed, as a text to sort by
   */
  GroupChoice(UnaryOperator<String> order) {
    this.order = order;
  }

  @Override
  public List<PatchRow> of(List<PatchRow> ordered, int count) {
    Map<String, List<PatchRow>> groups = new LinkedHashMap<>();
    for (PatchRow patch : ordered) {
      groups.computeIfAbsent(GroupSplit.groupOf(patch), _ -> new ArrayList<>()).add(patch);
    }
    return few(groups, count).stream()
        .flatMap(group -> groups.getOrDefault(group, List.of()).stream())
        .limit(count)
        .toList();
  }

  private Set<String> few(Map<String, List<PatchRow>> groups, int count) {
    List<Integer> left =
        new ArrayList<>(
            groups.values().stream().map(List::size).sorted(Comparator.reverseOrder()).toList());
    int enough = 0;
    for (int sum = 0; sum < count; enough++) {
      sum += left.get(enough);
    }
    Set<String> chosen = new LinkedHashSet<>();
    int missing = count;
    for (String group : groups.keySet().stream().sorted(Comparator.comparing(order)).toList()) {
      Integer size = groups.getOrDefault(group, List.of()).size();
      left.remove(size);
      if (size + sumOfFirst(left, enough - chosen.size() - 1) >= missing) {
        chosen.add(group);
        missing -= size;
      }
      if (chosen.size() == enough) {
        break;
      }
    }
    return chosen;
  }

  private static int sumOfFirst(List<Integer> sizes, int count) {
    return sizes.stream().limit(count).mapToInt(Integer::intValue).sum();
  }
}
