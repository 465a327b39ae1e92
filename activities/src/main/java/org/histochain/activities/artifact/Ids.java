package org.histochain.activities.artifact;

import java.util.regex.Pattern;

/** The rule for ids and names that people give: they become parts of store paths and of links. */
public final class Ids {
  /** The rule, as a regular expression. */
  public static final String RULE = "[a-z0-9][a-z0-9._-]{0,62}";

  private static final Pattern PATTERN = Pattern.compile(RULE);

  private Ids() {}

  /**
   * Returns {@code value} where it keeps the rule.
   *
   * @param kind what it names, for the message: {@code chain id}, {@code data set name}
   * @throws IllegalArgumentException if not; the message is one line for the user
   */
  public static String check(String kind, String value) {
    if (!PATTERN.matcher(value).matches()) {
      throw new IllegalArgumentException(
          kind
              + " \""
              + value
              + "\" is not allowed: use 1 to 63 characters of a-z, 0-9, '.', '_' and '-', the first"
              + " a letter or digit");
    }
    return value;
  }
}
