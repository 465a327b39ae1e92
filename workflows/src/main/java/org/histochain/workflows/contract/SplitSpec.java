package org.histochain.workflows.contract;

/**
 * How patches without a declared split are shared out, by group.
 *
 * @param validation fraction of patches for validation, in (0, 1)
 * @param test fraction of patches for test, in (0, 1); validation + test below 1
 * @param seed seed of the search
 */
public record SplitSpec(double validation, double test, long seed) {}
