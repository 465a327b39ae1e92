package org.histochain.activities.step;

import static java.util.Objects.requireNonNull;

/**
 * Who does the steps in this process. No part of a step's key: what one worker finished is good on
 * any other.
 *
 * @param version Histochain's version
 * @param numericFamily device kind, instruction set and libtorch: bits are promised equal within
 *     one
 */
public record Producer(String version, String numericFamily) {
  public Producer {
    requireNonNull(version, "version is null");
    requireNonNull(numericFamily, "numericFamily is null");
  }
}
