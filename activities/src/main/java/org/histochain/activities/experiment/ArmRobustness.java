package org.histochain.activities.experiment;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.histochain.activities.audit.AuditResult;
import org.histochain.activities.audit.Perturbation;
import org.histochain.activities.audit.Perturbed;
import org.histochain.activities.statistics.Interval;
import org.histochain.activities.statistics.Spread;
import org.jspecify.annotations.Nullable;

/**
 * What a change of every test patch costs the best models of an arm.
 *
 * @param arm name of the arm
 * @param fraction label fraction, as written; null where the arm decides itself
 * @param change what is done to the patches
 * @param balancedAccuracy on changed patches, over runs
 * @param difference changed minus unchanged, over runs; -0.02 is two points lost
 * @param interval 95 % t interval of the difference over runs; of one run its bootstrap interval
 *     over test groups, paired; null where there is neither
 */
record ArmRobustness(
    String arm,
    @Nullable String fraction,
    Perturbation change,
    Spread balancedAccuracy,
    Spread difference,
    @Nullable Interval interval) {
  ArmRobustness {
    requireNonNull(arm, "arm is null");
    requireNonNull(change, "change is null");
  }

  /** Reads the audits of an arm's runs; none where none was audited. */
  static List<ArmRobustness> of(ArmRuns arm, Map<String, AuditResult> audits) {
    List<AuditResult> audited =
        arm.runs().stream().map(run -> audits.get(run.chain())).filter(Objects::nonNull).toList();
    List<ArmRobustness> all = new ArrayList<>();
    if (!audited.isEmpty()) {
      for (Perturbed one : audited.getFirst().perturbations()) {
        all.add(of(arm, new Perturbation(one.kind(), one.strength()), audited));
      }
    }
    return all;
  }

  private static ArmRobustness of(ArmRuns arm, Perturbation change, List<AuditResult> audits) {
    List<Perturbed> runs = audits.stream().map(audit -> requireChange(audit, change)).toList();
    Spread difference =
        Spread.of(runs.stream().mapToDouble(Perturbed::balancedAccuracyDifference).toArray());
    List<Double> ends = runs.getFirst().balancedAccuracyInterval();
    Interval ofRun = ends == null ? null : new Interval(ends.getFirst(), ends.getLast());
    return new ArmRobustness(
        arm.arm(),
        arm.fraction(),
        change,
        Spread.of(runs.stream().mapToDouble(Perturbed::balancedAccuracy).toArray()),
        difference,
        runs.size() == 1 ? ofRun : difference.interval());
  }

  private static Perturbed requireChange(AuditResult audit, Perturbation change) {
    return audit.perturbations().stream()
        .filter(one -> one.kind() == change.kind() && one.strength() == change.strength())
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "the audit of chain %s has no %s".formatted(audit.chain(), change)));
  }
}
