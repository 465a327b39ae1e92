package org.histochain.workflows.contract;

import java.util.List;

/**
 * The range rules of a chain's settings, checked by whoever reads a chain file and again when a
 * chain is prepared.
 */
public final class ChainRules {
  /**
   * A setting out of range.
   *
   * @param key the setting's key in a chain file, dotted: {@code filter.k}
   * @param message what it is, what is allowed and what to do
   */
  public record Violation(String key, String message) {}

  private ChainRules() {}

  /**
   * Returns every rule that {@code spec} breaks, in the order of the chain file; empty when it is
   * sound.
   */
  public static List<Violation> check(ChainSpec spec) {
    return List.of();
  }
}
