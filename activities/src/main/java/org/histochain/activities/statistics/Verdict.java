package org.histochain.activities.statistics;

/** What data say of a claim. */
public enum Verdict {
  /** The interval lies wholly where the claim puts it. */
  supported,
  /** The interval lies wholly where the claim does not put it. */
  contradicted,
  /** Neither: these data do not tell. */
  undecided
}
