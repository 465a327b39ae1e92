package org.histochain.activities.importing;

/** What an import does with equal images of different classes or declared splits. */
public enum OnDuplicate {
  /** Refuse the whole import, naming them. */
  fail,
  /** Keep them all, and count them. */
  keep
}
