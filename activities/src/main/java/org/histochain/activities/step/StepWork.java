package org.histochain.activities.step;

import java.io.IOException;

/** A step's work, done only where its result is not in the store. */
@FunctionalInterface
public interface StepWork {
  /** Does the work, puts its outputs in the store and names them. */
  StepOutput run() throws IOException;
}
