package org.histochain.activities.experiment;

/** How data decide a claim. */
public enum ClaimRule {
  /** The difference is above the margin. */
  greater(true),
  /** The difference is no further from 0 than the margin. */
  within(true),
  /** Every iteration is better than the one before it, by more than the margin. */
  increasing(false),
  /** The variance between runs is smaller at the last iteration than at the teacher. */
  varianceFalls(false);

  private final boolean comparing;

  ClaimRule(boolean comparing) {
    this.comparing = comparing;
  }

  /** Whether a claim by this rule names what it is compared with. */
  public boolean comparing() {
    return comparing;
  }
}
