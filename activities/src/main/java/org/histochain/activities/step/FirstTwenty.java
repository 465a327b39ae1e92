package org.histochain.activities.step;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Things to be named in a message: the first twenty, and then how many more there are. */
public final class FirstTwenty {
  private static final int NAMED = 20;

  private final List<String> named = new ArrayList<>();
  private int count;

  /** Counts one more. */
  public void add(String line) {
    count++;
    if (named.size() < NAMED) {
      named.add(line);
    }
  }

  /** Returns how many there are. */
  public int count() {
    return count;
  }

  /** Returns the only one; there must be just one. */
  public String only() {
    return named.getFirst();
  }

  /** Returns a heading and a line below it for each. */
  public String below(String heading) {
    Stream<String> more =
        count > NAMED ? Stream.of("and " + (count - NAMED) + " more") : Stream.of();
    return heading + ":\n  " + String.join("\n  ", Stream.concat(named.stream(), more).toList());
  }
}
