package org.histochain.workflows.contract;

/**
 * Stable types of failures that retrying cannot heal; messages name the thing, the value and what
 * to do.
 */
public final class FailureTypes {
  /** The chain's settings are out of range or do not fit its data set. */
  public static final String INVALID_CHAIN = "InvalidChain";

  /** The data set's version is not in the store, or is damaged beyond repair. */
  public static final String INVALID_DATASET = "InvalidDataset";

  /** An input artifact is missing from the store and no step can make it again here. */
  public static final String MISSING_ARTIFACT = "MissingArtifact";

  /** The loss is no longer finite. */
  public static final String DIVERGED = "Diverged";

  /** The filter kept nothing. */
  public static final String EMPTY_SELECTION = "EmptySelection";

  /** A step began five times without getting on. */
  public static final String NO_PROGRESS = "NoProgress";

  /** The store refuses: credentials, rights, a read-only folder. */
  public static final String STORE_REFUSED = "StoreRefused";

  /** A payload above the guard's limit. */
  public static final String PAYLOAD_TOO_LARGE = "PayloadTooLarge";

  /** Somebody cancelled the chain; recorded, never thrown. */
  public static final String CANCELLED = "Cancelled";

  /** A running chain was asked for what it cannot do; it goes on as it did. */
  public static final String REFUSED = "Refused";

  /** A step ended in a way that has no type of its own. */
  public static final String STEP_FAILED = "StepFailed";

  private FailureTypes() {}
}
