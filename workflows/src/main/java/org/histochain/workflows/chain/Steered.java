package org.histochain.workflows.chain;

/**
 * What a chain answers when it is steered.
 *
 * @param changed false if it was so already
 * @param paused whether it waits, or will after the steps in course
 * @param iterations iterations in all
 */
public record Steered(boolean changed, boolean paused, int iterations) {}
