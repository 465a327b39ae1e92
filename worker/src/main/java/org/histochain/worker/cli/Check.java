package org.histochain.worker.cli;

import static java.util.Objects.requireNonNull;

/**
 * What a look at one thing found.
 *
 * @param name the thing
 * @param ok whether it is as it should be
 * @param found what was found; where it is not ok, also how to mend it
 */
record Check(String name, boolean ok, String found) {
  Check {
    requireNonNull(name, "name is null");
    requireNonNull(found, "found is null");
  }
}
