package org.histochain.activities.dataset;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Things to be named in a message: the first twenty, and then how many more there are. */
final class FirstTwenty {
  private static final int NAMED = 20;

  private final List<String> named = new ArrayList<>();
  private int count;

  void add(String line) {
    count++;
    if (named.size() < NAMED) {
      named.add(line);
    }
  }

  int count() {
    return count;
  }

  /** Returns the only one; there must be just one. */
  String only() {
    return named.getFirst();
  }

  /** Returns a heading and a line below it for each. */
  String below(String heading) {
    Stream<String> more =
        count > NAMED ? Stream.of("and " + (count - NAMED) + " more") : Stream.of();
    return heading + ":\n  " + String.join("\n  ", Stream.concat(named.stream(), more).toList());
  }
}
