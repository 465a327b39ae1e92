package org.histochain.worker.telemetry;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.config.MeterFilterReply;
import java.util.Map;

/**
 * Names and describes meters of others as Prometheus wants them: no {@code _count} but a
 * histogram's, no abbreviated units, a help text for each.
 */
final class MeterNames implements MeterFilter {
  private static final String SDK = "temporal_";

  private static final Map<String, String> NAMES =
      Map.of(
          "temporal_workflow_active_thread_count", "temporal_workflow_active_threads",
          "system.cpu.count", "system.cpus");

  /** In nanoseconds, which is no base unit; {@code process.cpu.usage} says what it would. */
  private static final String LEFT_OUT = "process.cpu.time";

  @Override
  public MeterFilterReply accept(Meter.Id id) {
    return id.getName().equals(LEFT_OUT) ? MeterFilterReply.DENY : MeterFilterReply.NEUTRAL;
  }

  @Override
  public Meter.Id map(Meter.Id id) {
    Meter.Id named = id.withName(NAMES.getOrDefault(id.getName(), id.getName()));
    return named.getDescription() == null ? described(named) : named;
  }

  private static Meter.Id described(Meter.Id id) {
    String name = id.getName();
    String words = name.replaceFirst("^" + SDK, "").replaceAll("[_.]+", " ");
    String description = (name.startsWith(SDK) ? "Temporal SDK: " : "") + words;
    return new Meter.Id(name, Tags.of(id.getTags()), id.getBaseUnit(), description, id.getType());
  }
}
