package org.histochain.workflows.chain;

import org.jspecify.annotations.Nullable;

/**
 * The size of a step's work.
 *
 * @param patches patches that it goes through, each as often as it does; below 0: not known; more
 *     than {@link #MOST} count as so many
 */
record Work(long patches) {
  /** Whatever settings ask for, times and sums stay far from overflowing. */
  static final long MOST = 100_000_000;

  static final Work UNKNOWN = new Work(-1);

  /** A step that goes through no patches. */
  static final Work NONE = new Work(0);

  Work {
    patches = Math.min(patches, MOST);
  }

  static Work of(@Nullable Integer patches) {
    return patches == null ? UNKNOWN : new Work(patches);
  }

  boolean isKnown() {
    return patches >= 0;
  }

  Work plus(long more) {
    return isKnown() ? new Work(patches + more) : this;
  }

  Work times(long often) {
    return isKnown() ? new Work(patches * often) : this;
  }
}
