package org.histochain.worker.cli;

import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.histochain.activities.artifact.Sha256;
import org.histochain.activities.step.Json;
import org.histochain.workflows.contract.ChainRules;
import org.histochain.workflows.contract.ChainSpec;

/** Ids for chains that were given none. */
final class ChainIds {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);
  private static final int LONGEST_NAME = 47;

  private ChainIds() {}

  /** Returns an id that no chain has yet, for people to recognise. */
  static String fresh(String dataset, Clock clock) {
    return shortened(dataset) + "-" + TIME.format(clock.instant());
  }

  /** Returns the id that chains of these settings share. */
  static String of(ChainSpec spec) {
    return shortened(spec.dataset().name()) + "-" + Sha256.of(Json.canonical(spec)).substring(0, 8);
  }

  /** Returns an id that somebody gave, if it is allowed. */
  static String check(String id) {
    List<ChainRules.Violation> violations = ChainRules.checkId(id);
    if (!violations.isEmpty()) {
      throw CliError.wrongInput("the chain's " + violations.getFirst().message());
    }
    return id;
  }

  private static String shortened(String name) {
    return name.substring(0, Math.min(name.length(), LONGEST_NAME));
  }
}
