package org.histochain.worker.settings;

import static java.util.Objects.requireNonNullElse;

import java.util.ArrayList;
import java.util.List;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.TreeMap;
import org.histochain.workflows.contract.ChainRules;
import org.histochain.workflows.contract.ChainSpec;
import org.histochain.workflows.contract.Settable;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;

/** Reads what an experiment tunes on validation. */
final class TuningReader {
  private static final Keys KEYS =
      Keys.of("arm", "fraction", "draws", "values", "search", "rungs", "share");
  private static final String EXAMPLE = "{values: {filter.k: [0.2, 0.8, all], filter.p: [1, 2]}}";
  private static final int MOST_CANDIDATES = 1000;

  private final Section section;
  private final Section values;
  private final Findings findings;
  private final SequencedMap<String, ChainFile> arms;
  private final List<String> fractions;
  private final List<Long> draws;

  /**
   * @param arms the experiment's arms, at least one
   * @param draws seeds of the experiment's labelled draws
   */
  TuningReader(
      Section root,
      Findings findings,
      SequencedMap<String, ChainFile> arms,
      List<String> fractions,
      List<Long> draws) {
    this.section = root.section("tune", KEYS, EXAMPLE);
    this.values = section.chosen("values", "{filter.k: [0.2, 0.8]}");
    this.findings = findings;
    this.arms = arms;
    this.fractions = fractions;
    this.draws = draws;
  }

  /** Whether an arm with these changes takes what was tuned: it changes none of those sections. */
  boolean takenBy(@Nullable MappingNode changes) {
    List<String> own = Keys.chosenIn(changes).allowed();
    return !values.names().isEmpty()
        && values.names().stream().noneMatch(key -> own.contains(key.replaceFirst("\\..*", "")));
  }

  /** Returns what is tuned; null: nothing, or it cannot be, which is reported. */
  ExperimentFile.@Nullable Tuning tune() {
    if (section.names().isEmpty()) {
      return null;
    }
    String arm = section.text("arm").orElse(arms.firstEntry().getKey());
    ChainFile chain = arms.get(arm);
    if (chain == null) {
      findings.report("tune.arm", ExperimentFileReader.unknownArm(arm, arms));
      return null;
    }
    String fraction =
        section.text("fraction").orElse(fractions.isEmpty() ? null : fractions.getFirst());
    if (fraction != null && !fractions.contains(fraction)) {
      findings.report(
          "tune.fraction", "tune.fraction is %s: write one of %s".formatted(fraction, fractions));
    }
    List<SortedMap<String, String>> candidates = candidates();
    candidates.forEach(candidate -> check(chain, candidate));
    return new ExperimentFile.Tuning(
        arm,
        fraction,
        section.seeds("draws").orElse(draws),
        candidates,
        rungs(chain.chain().iterations()),
        share());
  }

  private List<SortedMap<String, String>> candidates() {
    if (values.names().isEmpty()) {
      findings.report("tune", "tune.values is not set: write such as " + EXAMPLE);
      return List.of();
    }
    List<SortedMap<String, String>> candidates = List.of(new TreeMap<>());
    for (String key : values.names()) {
      List<String> tried = values.texts(key).orElse(List.of());
      if (tried.isEmpty() || tried.size() > MOST_CANDIDATES / candidates.size()) {
        findings.report(
            "tune.values." + key,
            "tune.values.%s has %d values, with the others more than %d candidates or none: write some"
                .formatted(key, tried.size(), MOST_CANDIDATES));
        return List.of();
      }
      List<SortedMap<String, String>> next = new ArrayList<>();
      for (SortedMap<String, String> candidate : candidates) {
        for (String value : tried) {
          SortedMap<String, String> with = new TreeMap<>(candidate);
          with.put(key, value);
          next.add(with);
        }
      }
      candidates = next;
    }
    return candidates;
  }

  private void check(ChainFile chain, SortedMap<String, String> candidate) {
    try {
      ChainSpec spec = Settable.apply(ChainFileReader.provisional(chain), candidate);
      ChainRules.check(spec)
          .forEach(
              violation -> findings.report("tune.values", "tune.values: " + violation.message()));
    } catch (IllegalArgumentException unsettable) {
      findings.report("tune.values", "tune.values: " + unsettable.getMessage());
    }
  }

  private List<Integer> rungs(int iterations) {
    String search = section.text("search").orElse("grid");
    if (!search.equals("grid") && !search.equals("halving")) {
      findings.report("tune.search", "tune.search is %s: write grid or halving".formatted(search));
    }
    boolean halving = search.equals("halving");
    List<Integer> rungs =
        section
            .seeds("rungs")
            .map(list -> list.stream().map(Math::toIntExact).toList())
            .orElse(halving ? doubling(iterations) : List.of(Math.max(1, iterations)));
    boolean rising = rungs.getFirst() >= 1 && rungs.getLast() <= Math.max(1, iterations);
    for (int rung = 1; rung < rungs.size(); rung++) {
      rising &= rungs.get(rung) > rungs.get(rung - 1);
    }
    if (!rising || iterations < 1) {
      findings.report(
          "tune.rungs",
          "tune.rungs is %s of an arm of %d iterations: write rising numbers from 1 to that"
              .formatted(rungs, iterations));
    }
    return rungs;
  }

  /** Returns 1, 2, 4, … and at last all iterations. */
  private static List<Integer> doubling(int iterations) {
    List<Integer> rungs = new ArrayList<>();
    for (int rung = 1; rung < iterations; rung *= 2) {
      rungs.add(rung);
    }
    rungs.add(Math.max(1, iterations));
    return rungs;
  }

  private int share() {
    int share = requireNonNullElse(section.integer("share").orElse(null), 2);
    if (share < 2) {
      findings.report("tune.share", "tune.share is %d: write 2 or more".formatted(share));
    }
    return share;
  }
}
