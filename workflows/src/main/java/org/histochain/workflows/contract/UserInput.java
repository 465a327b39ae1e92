package org.histochain.workflows.contract;

/**
 * A workflow's input that people may write by hand, from Temporal's UI: where it cannot be read,
 * the workflow ends as {@link FailureTypes#INVALID_CHAIN} instead of being tried for ever.
 */
public interface UserInput {}
