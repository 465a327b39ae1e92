package org.histochain.activities.report;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the files must be that a report left for people in a chain's or an experiment's folder.
 *
 * @param files SHA-256 of each, by its path in the folder: {@code report/index.html}
 */
public record ChainCopies(SortedMap<String, String> files) {
  public ChainCopies {
    files =
        Collections.unmodifiableSortedMap(new TreeMap<>(requireNonNull(files, "files is null")));
  }
}
