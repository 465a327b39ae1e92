package org.histochain.workflows.chain;

import org.jspecify.annotations.Nullable;

/**
 * What a chain answers when it is steered.
 *
 * @param changed false if it was so already
 * @param paused whether it waits, or will as soon as the steps in course have stopped
 * @param iterations iterations in all
 * @param from the iteration that settings hold from; null: settings were not asked about
 */
public record Steered(boolean changed, boolean paused, int iterations, @Nullable Integer from) {
  /** An answer about anything but settings. */
  public Steered(boolean changed, boolean paused, int iterations) {
    this(changed, paused, iterations, null);
  }
}
