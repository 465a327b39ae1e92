package org.histochain.worker.settings;

import static java.util.Objects.requireNonNull;

/**
 * One value and where it came from.
 *
 * @param name the environment variable that sets it
 * @param value the value
 * @param origin where it was found, for people: {@code environment}, a file, {@code default}
 * @param secret whether the value must not be shown
 */
public record Setting(String name, String value, String origin, boolean secret) {
  public Setting {
    requireNonNull(name, "name is null");
    requireNonNull(value, "value is null");
    requireNonNull(origin, "origin is null");
  }

  /** Returns the value as it may be shown. */
  public String shown() {
    return secret ? "(set)" : value;
  }

  @Override
  public String toString() {
    return name + "=" + shown() + " (" + origin + ")";
  }
}
