package org.histochain.workflows.chain;

/**
 * What a chain answers when it is steered.
 *
 * @param changed false if it was so already
 * @param paused whether it waits, or will as soon as the steps in course have stopped
 * @param iterations iterations in all
 */
public record Steered(boolean changed, boolean paused, int iterations) {}
