package org.histochain.worker.cli;

import java.util.ArrayList;
import java.util.List;
import org.histochain.activities.upkeep.LineageNode;

/** A lineage as a tree of lines. */
final class LineageText {
  private LineageText() {}

  /** Returns a line for each thing, what it was made from below it. */
  static List<String> lines(LineageNode root) {
    List<String> lines = new ArrayList<>();
    lines.add(words(root));
    addBelow(root, "", lines);
    return lines;
  }

  private static void addBelow(LineageNode node, String indent, List<String> lines) {
    for (int place = 0; place < node.from().size(); place++) {
      boolean last = place == node.from().size() - 1;
      LineageNode next = node.from().get(place);
      lines.add(indent + (last ? "└─ " : "├─ ") + words(next));
      addBelow(next, indent + (last ? "   " : "│  "), lines);
    }
  }

  private static String words(LineageNode node) {
    String role = node.role().isEmpty() ? "" : node.role() + " ";
    String step = node.key() == null ? "" : ", step %.12s".formatted(node.key());
    String above = node.repeated() ? " (see above)" : "";
    return "%s%s  %.12s%s%s".formatted(role, node.what(), node.sha256(), step, above);
  }
}
