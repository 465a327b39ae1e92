package org.histochain.workflows.chain;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Asks for other settings from the next iteration on.
 *
 * @param settings values by the keys of a chain file, dotted: {@code filter.k} is {@code 0.6}
 */
public record SettingsRequest(SortedMap<String, String> settings) {
  public SettingsRequest {
    settings =
        Collections.unmodifiableSortedMap(
            new TreeMap<>(requireNonNull(settings, "settings is null")));
  }
}
