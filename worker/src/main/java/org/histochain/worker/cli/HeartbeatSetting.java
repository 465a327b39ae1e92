package org.histochain.worker.cli;

import java.time.Duration;
import java.util.Map;
import org.histochain.workflows.chain.ChainRequest;
import org.histochain.workflows.contract.ChainSpec;
import org.histochain.workflows.contract.StepTimeouts;

/**
 * {@code HISTOCHAIN_HEARTBEAT_SECONDS}: the silence after which a worker counts as lost, for the
 * chains that a command starts. For tests by faults, which cannot wait a minute each time; on a
 * busy machine a short one takes living workers for dead.
 */
final class HeartbeatSetting {
  private static final String NAME = "HISTOCHAIN_HEARTBEAT_SECONDS";
  private static final int SHORTEST = 2;

  private HeartbeatSetting() {}

  /** Returns the request for a chain, with the usual timeouts unless the setting is there. */
  static ChainRequest request(ChainSpec spec, Map<String, String> environment) {
    return new ChainRequest(spec, null, timeouts(environment));
  }

  static StepTimeouts timeouts(Map<String, String> environment) {
    String seconds = environment.getOrDefault(NAME, "");
    return seconds.isBlank()
        ? StepTimeouts.DEFAULTS
        : new StepTimeouts(duration(seconds), null, null);
  }

  private static Duration duration(String seconds) {
    try {
      int number = Integer.parseInt(seconds.strip());
      if (number >= SHORTEST) {
        return Duration.ofSeconds(number);
      }
    } catch (NumberFormatException noNumber) {
      // It is refused like any other that is too small.
    }
    throw CliError.wrongInput(
        "%s is %s: it must be a whole number of at least %d; unset it, save in tests by faults"
            .formatted(NAME, seconds, SHORTEST));
  }
}
