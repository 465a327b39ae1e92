package org.histochain.worker.cli;

import java.util.Optional;
import org.histochain.worker.runtime.LiveChain;
import org.histochain.worker.runtime.TemporalUnreachableException;

/** Looks at what Temporal knows of a chain now. */
interface LiveView {
  /** Returns what is known; empty where Temporal answers and knows none of that id. */
  Optional<LiveChain> live(String id) throws TemporalUnreachableException;
}
