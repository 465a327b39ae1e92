package org.histochain.worker.settings;

import static java.util.Objects.requireNonNull;

import java.util.regex.Pattern;

/**
 * One value and where it came from.
 *
 * @param name the environment variable that sets it
 * @param value the value
 * @param origin where it was found, for people: {@code environment}, a file, {@code default}
 * @param secret whether the value must not be shown
 */
public record Setting(String name, String value, String origin, boolean secret) {
  static final String ENVIRONMENT = "environment";
  static final String DEFAULT = "default";

  /** A user and password in front of a host. */
  private static final Pattern CREDENTIALS = Pattern.compile("(?<=://)[^/@\\s]+(?=@)");

  public Setting {
    requireNonNull(name, "name is null");
    requireNonNull(value, "value is null");
    requireNonNull(origin, "origin is null");
  }

  /** Returns the value as it may be shown: a secret, or one inside an address, is not. */
  public String shown() {
    return secret ? "(set)" : CREDENTIALS.matcher(value).replaceAll("(set)");
  }

  @Override
  public String toString() {
    return name + "=" + shown() + " (" + origin + ")";
  }
}
