package org.histochain.worker.settings;

import java.util.Optional;
import java.util.regex.Pattern;

/** Ids of chains and names of data sets: {@code [a-z0-9][a-z0-9._-]{0,62}}. */
public final class Names {
  private static final Pattern ALLOWED = Pattern.compile("[a-z0-9][a-z0-9._-]{0,62}");

  private Names() {}

  /** Says what is wrong with a name, beginning with the name itself; empty where it is good. */
  public static Optional<String> problem(String name) {
    return ALLOWED.matcher(name).matches()
        ? Optional.empty()
        : Optional.of(
            name
                + ": allowed are 1 to 63 of a-z, 0-9, dot, underscore and hyphen, the first a letter"
                + " or digit");
  }
}
