package org.histochain.workflows.contract;

/**
 * Sizes of the chain's patch tables.
 *
 * @param labelled patches in the labelled set
 * @param pool patches in the unlabelled pool
 * @param validation patches in validation
 * @param test patches in test
 */
public record PatchCounts(int labelled, int pool, int validation, int test) {}
