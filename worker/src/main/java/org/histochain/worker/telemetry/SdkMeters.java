package org.histochain.worker.telemetry;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.config.MeterFilter;

/** Describes the meters of Temporal's SDK, which come without help texts. */
final class SdkMeters implements MeterFilter {
  private static final String PREFIX = "temporal_";

  @Override
  public Meter.Id map(Meter.Id id) {
    if (id.getDescription() != null) {
      return id;
    }
    String subject = id.getName().startsWith(PREFIX) ? "Temporal SDK" : "Histochain";
    String words = id.getName().replaceFirst("^" + PREFIX, "").replaceAll("[_.]+", " ");
    return new Meter.Id(
        id.getName(),
        Tags.of(id.getTags()),
        id.getBaseUnit(),
        subject + ": " + words,
        id.getType());
  }
}
