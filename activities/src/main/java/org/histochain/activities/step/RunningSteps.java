package org.histochain.activities.step;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The steps that this process is doing. Safe for use by many threads. */
public final class RunningSteps {
  private final Set<StepHeartbeat> heartbeats = ConcurrentHashMap.newKeySet();

  /** Counts a step in until what is returned is closed. */
  public Presence enter(StepHeartbeat heartbeat) {
    heartbeats.add(heartbeat);
    return () -> heartbeats.remove(heartbeat);
  }

  /** Returns the names of those that have hung, sorted. */
  public List<String> hung() {
    return heartbeats.stream()
        .filter(StepHeartbeat::isHung)
        .map(StepHeartbeat::step)
        .sorted()
        .toList();
  }

  /** A step's time among those that run. */
  public interface Presence extends AutoCloseable {
    @Override
    void close();
  }
}
