package org.histochain.bench;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import org.histochain.activities.artifact.Artifacts;
import org.histochain.activities.checkpoint.CheckpointRhythm;
import org.histochain.activities.service.ChainSteps;

/** The steps of a chain without Temporal around them, and without checkpoints. */
public final class PlainSteps {
  private static final CheckpointRhythm NEVER =
      new CheckpointRhythm(Duration.ofDays(1), Long.MAX_VALUE);

  private PlainSteps() {}

  /** Returns steps whose artifacts are those, and which meter themselves there. */
  public static ChainSteps over(Artifacts artifacts, MeterRegistry meters) {
    return ChainSteps.create(artifacts, artifacts.cache().scratch(), NEVER, "bench", meters);
  }
}
