package org.histochain.activities.experiment;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.histochain.activities.experiment.RunTables.PrecisionRow;
import org.histochain.activities.report.Precision;
import org.histochain.activities.statistics.Interval;
import org.histochain.activities.statistics.Spread;
import org.jspecify.annotations.Nullable;

/**
 * How often what the filter kept had the right pseudo-label, over the runs of an arm.
 *
 * @param arm name of the arm
 * @param fraction label fraction, as written; null where the arm decides itself
 * @param iteration from 1
 * @param pseudoLabel class of the pseudo-labels; null: all of them
 * @param bin their confidence; null: any
 * @param runs runs that kept such a patch whose truth is known, at least one
 * @param right right ones of all these runs; a patch counts in each run that kept it
 * @param wrong wrong ones
 * @param precision mean over runs of right / (right + wrong)
 * @param interval 95 % t interval over runs, within [0, 1]; of one run Wilson's score interval,
 *     which takes its patches as independent
 */
record KeptPrecision(
    String arm,
    @Nullable String fraction,
    int iteration,
    @Nullable String pseudoLabel,
    @Nullable Bin bin,
    int runs,
    int right,
    int wrong,
    double precision,
    Interval interval) {
  KeptPrecision {
    requireNonNull(arm, "arm is null");
    requireNonNull(interval, "interval is null");
  }

  /** A bin of confidence, {@code above} left out. */
  record Bin(double above, double upTo) {}

  /** What is counted together. */
  private record Key(int iteration, @Nullable String pseudoLabel, @Nullable Bin bin) {}

  /** Counts of one run. */
  private static final class Counts {
    private int right;
    private int wrong;

    private void add(PrecisionRow row) {
      right += row.right();
      wrong += row.wrong();
    }

    private Precision precision() {
      return new Precision(right, wrong);
    }
  }

  /** Reads what the reports of an arm's runs say, by iteration: of all, by class, by confidence. */
  static List<KeptPrecision> of(ArmRuns arm, RunTables tables) throws IOException {
    SequencedMap<Key, List<Precision>> byKey = new LinkedHashMap<>();
    for (RunOutcome run : arm.runs()) {
      SequencedMap<Key, Counts> counts = new LinkedHashMap<>();
      for (PrecisionRow row : tables.precision(run.chain())) {
        if (row.of().equals("kept")) {
          for (Key key : keys(row)) {
            counts.computeIfAbsent(key, _ -> new Counts()).add(row);
          }
        }
      }
      counts.forEach(
          (key, of) -> byKey.computeIfAbsent(key, _ -> new ArrayList<>()).add(of.precision()));
    }
    List<String> classes = arm.runs().getFirst().result().classes();
    return byKey.keySet().stream()
        .sorted(
            Comparator.comparing(Key::iteration)
                .thenComparing(key -> key.bin() == null ? 0 : key.bin().upTo())
                .thenComparing(
                    key -> key.pseudoLabel() == null ? -1 : classes.indexOf(key.pseudoLabel())))
        .map(key -> over(arm, key, requireNonNull(byKey.get(key))))
        .toList();
  }

  private static List<Key> keys(PrecisionRow row) {
    return List.of(
        new Key(row.iteration(), null, null),
        new Key(row.iteration(), row.pseudoLabel(), null),
        new Key(row.iteration(), null, new Bin(row.above(), row.upTo())));
  }

  private static KeptPrecision over(ArmRuns arm, Key key, List<Precision> runs) {
    Spread spread =
        Spread.of(runs.stream().mapToDouble(run -> requireNonNull(run.value())).toArray());
    Interval over = spread.interval();
    Precision first = runs.getFirst();
    Interval interval =
        over == null
            ? new Interval(requireNonNull(first.low()), requireNonNull(first.high()))
            : new Interval(Math.clamp(over.low(), 0, 1), Math.clamp(over.high(), 0, 1));
    return new KeptPrecision(
        arm.arm(),
        arm.fraction(),
        key.iteration(),
        key.pseudoLabel(),
        key.bin(),
        runs.size(),
        runs.stream().mapToInt(Precision::right).sum(),
        runs.stream().mapToInt(Precision::wrong).sum(),
        spread.mean(),
        interval);
  }
}
