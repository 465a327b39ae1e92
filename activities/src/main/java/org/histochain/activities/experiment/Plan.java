package org.histochain.activities.experiment;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Everything that decides an experiment's result, written before its first chain begins.
 *
 * @param schema version of this form, {@value #SCHEMA}
 * @param source the experiment file as it was written
 * @param tune what is tuned; null: nothing
 * @param runs chains that are reported, in the order of the file
 * @param tuned arms whose chains take the tuned settings
 * @param references arms of which the better one on validation stands for all, by their name
 * @param claims what the experiment is to decide, each with its rule and margin
 * @param audits arms whose best models are audited once they are reported; null: none
 */
public record Plan(
    int schema,
    String source,
    @Nullable Tunable tune,
    List<PlanRun> runs,
    List<String> tuned,
    SortedMap<String, List<String>> references,
    List<Claim> claims,
    @Nullable List<String> audits) {
  /** Version of this form. */
  public static final int SCHEMA = 1;

  public Plan {
    requireNonNull(source, "source is null");
    runs = List.copyOf(requireNonNull(runs, "runs is null"));
    tuned = List.copyOf(requireNonNull(tuned, "tuned is null"));
    references = Collections.unmodifiableSortedMap(new TreeMap<>(references));
    claims = List.copyOf(requireNonNull(claims, "claims is null"));
    audits = audits == null ? null : List.copyOf(audits);
  }

  /** A plan without audits. */
  Plan(
      int schema,
      String source,
      @Nullable Tunable tune,
      List<PlanRun> runs,
      List<String> tuned,
      SortedMap<String, List<String>> references,
      List<Claim> claims) {
    this(schema, source, tune, runs, tuned, references, claims, null);
  }

  Tunable requireTune() {
    return requireNonNull(tune, "nothing is tuned");
  }
}
