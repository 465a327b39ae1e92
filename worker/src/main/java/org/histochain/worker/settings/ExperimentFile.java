package org.histochain.worker.settings;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.TreeMap;
import org.histochain.activities.experiment.Claim;
import org.jspecify.annotations.Nullable;

/**
 * An experiment file: the settings of every arm read and checked, data sets and lists of labels
 * still names and paths on this machine.
 *
 * @param file where it was read from
 * @param source its text
 * @param name name of the experiment
 * @param parallel families of chains at the same time, at least 1
 * @param arms settings by the arm's name, in the order of the file
 * @param fractions label fractions, for arms that say nothing of their labels; empty: as the chain
 *     file says
 * @param ownLabels arms that say something of their labels themselves
 * @param draws seeds of the labelled draws, at least one
 * @param seeds seeds of training for each draw; empty: each draw's own seed
 * @param tune what is tuned; null: nothing
 * @param tuned arms that take the tuned settings
 * @param references arms of which the better one on validation stands for all, by their name
 * @param claims what the experiment is to decide
 * @param audits arms whose best models are audited once they are reported; empty: none
 */
public record ExperimentFile(
    Path file,
    String source,
    String name,
    int parallel,
    SequencedMap<String, ChainFile> arms,
    List<String> fractions,
    List<String> ownLabels,
    List<Long> draws,
    List<Long> seeds,
    @Nullable Tuning tune,
    List<String> tuned,
    SortedMap<String, List<String>> references,
    List<Claim> claims,
    List<String> audits) {
  public ExperimentFile {
    requireNonNull(file, "file is null");
    requireNonNull(source, "source is null");
    requireNonNull(name, "name is null");
    arms = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(arms));
    fractions = List.copyOf(fractions);
    ownLabels = List.copyOf(ownLabels);
    draws = List.copyOf(draws);
    seeds = List.copyOf(seeds);
    tuned = List.copyOf(tuned);
    references = Collections.unmodifiableSortedMap(new TreeMap<>(references));
    claims = List.copyOf(claims);
    audits = List.copyOf(audits);
  }

  /**
   * What is tuned on validation.
   *
   * @param arm the arm that it is tried in
   * @param fraction label fraction that it is tried at; null: what the arm says
   * @param draws seeds of the labelled draws that it is tried on
   * @param candidates settings by dotted key
   * @param rungs iterations of each rung, rising
   * @param share the one in so many that goes on to the next rung
   */
  public record Tuning(
      String arm,
      @Nullable String fraction,
      List<Long> draws,
      List<SortedMap<String, String>> candidates,
      List<Integer> rungs,
      int share) {
    public Tuning {
      requireNonNull(arm, "arm is null");
      draws = List.copyOf(draws);
      candidates = List.copyOf(candidates);
      rungs = List.copyOf(rungs);
    }
  }

  /**
   * One chain of an experiment.
   *
   * @param arm name of its arm
   * @param fraction label fraction, as written; null: what the arm says
   * @param draw seed of the labelled draw
   * @param seed seed of training
   * @param chain its settings
   */
  public record Run(String arm, @Nullable String fraction, long draw, long seed, ChainFile chain) {}

  /**
   * Returns every chain, those of one labelled draw beside each other: they share what they train.
   */
  public List<Run> runs() {
    List<Run> runs = new ArrayList<>();
    List<@Nullable String> levels = new ArrayList<>(fractions);
    if (levels.isEmpty()) {
      levels.add(null);
    }
    for (String level : levels) {
      for (long draw : draws) {
        for (long seed : seeds.isEmpty() ? List.of(draw) : seeds) {
          arms.keySet().stream()
              .filter(arm -> !ownLabels.contains(arm) || level == levels.getFirst())
              .map(arm -> run(arm, ownLabels.contains(arm) ? null : level, draw, seed))
              .forEach(runs::add);
        }
      }
    }
    return runs;
  }

  /** Returns the chains that candidates are tried in; none where nothing is tuned. */
  public List<Run> tuningRuns() {
    if (tune == null) {
      return List.of();
    }
    return tune.draws().stream().map(draw -> run(tune.arm(), tune.fraction(), draw, draw)).toList();
  }

  private Run run(String arm, @Nullable String fraction, long draw, long seed) {
    ChainFile chain = requireNonNull(arms.get(arm), () -> "there is no arm " + arm);
    LabelDraw labels = chain.labels().withSeed(draw);
    return new Run(
        arm,
        fraction,
        draw,
        seed,
        chain.with(fraction == null ? labels : labels.withFraction(fraction), seed));
  }
}
