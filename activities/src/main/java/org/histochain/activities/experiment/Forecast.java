package org.histochain.activities.experiment;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import org.histochain.activities.artifact.Sha256;
import org.histochain.activities.audit.Perturbation;
import org.histochain.activities.dataset.DatasetManifest;
import org.histochain.activities.step.Json;
import org.histochain.workflows.contract.ChainSpec;
import org.histochain.workflows.contract.ConsistencySpec;
import org.histochain.workflows.contract.TrainingSpec;
import org.jspecify.annotations.Nullable;

/**
 * What an experiment will do: distinct steps, those that chains share counted once, and how long
 * they take one after the other on a machine of given rates. Of tuning with several rungs it takes
 * the first candidates for the survivors: which ones they are does not matter for the time, unless
 * settings change how long training is.
 *
 * @param chains chains of each round, the last one's are reported
 * @param steps how often each kind of step is done, in the order of a chain
 * @param asked how often chains ask for them
 * @param seconds how long all of it takes
 */
public record Forecast(
    List<Integer> chains,
    SequencedMap<String, Integer> steps,
    SequencedMap<String, Integer> asked,
    double seconds) {
  /** Preparing, filtering, indices and reports, of an iteration or a chain: what is not a rate. */
  private static final double OVERHEAD_SECONDS = 1.5;

  /** Counts what is distinct. */
  private static final class Tally {
    private final Set<String> done = new LinkedHashSet<>();
    private final SequencedMap<String, Integer> steps = new LinkedHashMap<>();
    private final SequencedMap<String, Integer> asked = new LinkedHashMap<>();
    private double seconds;

    /** Takes a step; equal {@code identity} is equal work. */
    void add(String kind, String identity, double cost) {
      asked.merge(kind, 1, Integer::sum);
      steps.putIfAbsent(kind, 0);
      if (done.add(kind + " " + identity)) {
        steps.merge(kind, 1, Integer::sum);
        seconds += cost;
      }
    }
  }

  /** Looks ahead. */
  public static Forecast of(Plan plan, DatasetManifest dataset, Rates rates) {
    requireNonNull(rates, "rates is null");
    Tally tally = new Tally();
    List<Integer> chains = new ArrayList<>();
    Rounds rounds = new Rounds("forecast", plan);
    TuningResult tuning = null;
    for (int round = 0; round < rounds.count(); round++) {
      List<Rounds.NamedRun> runs = rounds.runs(round, tuning);
      chains.add(runs.size());
      boolean last = round == rounds.count() - 1;
      for (Rounds.NamedRun named : runs) {
        chain(named.run().spec(), dataset, rates, last, tally);
      }
      for (Rounds.NamedRun named : last ? rounds.audited(tuning) : List.<Rounds.NamedRun>of()) {
        audit(named, dataset, rates, tally);
      }
      tuning = last ? tuning : firstGoOn(plan.requireTune(), round, tuning);
    }
    return new Forecast(chains, tally.steps, tally.asked, tally.seconds);
  }

  /** Test as it is and once more for each change. */
  private static void audit(
      Rounds.NamedRun named, DatasetManifest dataset, Rates rates, Tally tally) {
    long passes = 1 + Perturbation.standard().size();
    tally.add(
        "audit",
        Sha256.of(Json.canonical(named.run().spec())),
        passes * PoolSizes.of(named.run().spec(), dataset).test() / rates.labelled()
            + OVERHEAD_SECONDS);
  }

  private static TuningResult firstGoOn(Tunable tune, int rung, @Nullable TuningResult before) {
    List<Integer> tried = TuningResult.survivors(tune, before);
    int kept = rung == tune.rungs().size() - 1 ? 1 : Math.ceilDiv(tried.size(), tune.share());
    List<TuningResult.Rung> rungs = new ArrayList<>(before == null ? List.of() : before.rungs());
    rungs.add(new TuningResult.Rung(tune.rungs().get(rung), List.of(), tried.subList(0, kept)));
    return new TuningResult(rungs);
  }

  private static void chain(
      ChainSpec spec, DatasetManifest dataset, Rates rates, boolean reported, Tally tally) {
    PoolSizes sizes = PoolSizes.of(spec, dataset);
    int folds = spec.split().folds() == null ? 0 : spec.split().folds();
    int models = 1 + folds;
    String course = Rounds.teacher(spec);
    double evaluating = sizes.validation() / rates.labelled();
    tally.add("prepare", course, OVERHEAD_SECONDS);
    tally.add(
        "trainTeacher",
        course,
        models * patches(spec.teacher(), sizes.labelled()) / rates.trained() + evaluating);
    for (int iteration = 1; iteration <= spec.chain().iterations(); iteration++) {
      ChainSpec at = spec.at(iteration);
      course = Sha256.of(Json.canonical(Map.of("before", course, "at", at.withIterations(0))));
      long selected = selected(at.filter().k(), sizes.pool(), dataset.classes().size());
      tally.add("pseudoLabel", course, models * sizes.pool() / rates.labelled() + OVERHEAD_SECONDS);
      tally.add(
          "pretrain",
          course,
          models * patches(at.pretrain(), selected) / rates.trained() + evaluating);
      tally.add(
          "finetune",
          course,
          models * patches(at.finetune(), sizes.labelled()) / rates.trained() + evaluating);
    }
    if (reported) {
      int stages = 1 + 2 * spec.chain().iterations();
      tally.add("report", course, stages * sizes.test() / rates.labelled() + OVERHEAD_SECONDS);
    }
  }

  /**
   * Returns the patches that training goes through: the last batch of an epoch is filled up. Where
   * consistency is asked of the pool, an update has a whole batch's share of that: a weak view
   * costs a forward pass, a third of what training on a patch does.
   */
  static double patches(TrainingSpec training, long set) {
    long batch = Math.max(1, Math.min(training.batch(), set));
    long updates =
        training.steps() == null
            ? requireNonNull(training.epochs(), "epochs is null") * Math.ceilDiv(set, batch)
            : training.steps();
    ConsistencySpec consistency = training.consistency();
    double views = consistency == null ? 0 : consistency.ratio() * training.batch() * 4 / 3.0;
    return updates * (batch + views);
  }

  private static long selected(String k, long pool, int classes) {
    if (k.equals("all")) {
      return pool;
    }
    BigDecimal number = new BigDecimal(k);
    return number.compareTo(BigDecimal.ONE) < 0
        ? Math.round(number.doubleValue() * pool)
        : Math.min(pool, number.longValue() * classes);
  }
}
