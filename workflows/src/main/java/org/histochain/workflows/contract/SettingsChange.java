package org.histochain.workflows.contract;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Settings that hold from an iteration on, in place of those before.
 *
 * @param from the first iteration that they hold for, from 1
 * @param settings values by the keys of a chain file, dotted: {@code filter.k} is {@code 0.6}
 */
public record SettingsChange(int from, SortedMap<String, String> settings) {
  public SettingsChange {
    settings =
        Collections.unmodifiableSortedMap(
            new TreeMap<>(requireNonNull(settings, "settings is null")));
  }
}
