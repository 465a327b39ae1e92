package org.histochain.activities.experiment;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.histochain.activities.artifact.ArtifactStore;
import org.histochain.activities.report.ChainFolder;
import org.histochain.activities.report.Summary;
import org.histochain.activities.step.StepFailure;
import org.histochain.workflows.contract.FailureTypes;
import org.jspecify.annotations.Nullable;

/**
 * Chooses among candidates by the mean, over labelled draws, of what the best stage of their chains
 * reached on validation: successive halving (Karnin, Koren, Somekh: "Almost optimal exploration in
 * multi-armed bandits", ICML 2013; Jamieson, Talwalkar, AISTATS 2016), of which a grid is the case
 * of one rung. Ties go to the earlier candidate. Test is not looked at: these chains do not open
 * it.
 */
final class Choosing {
  private final ArtifactStore store;
  private final Rounds rounds;
  private final Tunable tune;

  Choosing(ArtifactStore store, Rounds rounds, Tunable tune) {
    this.store = requireNonNull(store, "store is null");
    this.rounds = requireNonNull(rounds, "rounds is null");
    this.tune = requireNonNull(tune, "tune is null");
  }

  /**
   * Ends a rung.
   *
   * @param before what the rungs before it have found; null: it is the first
   * @throws StepFailure {@code InvalidChain} if every candidate has a chain that failed
   */
  TuningResult choose(int rung, @Nullable TuningResult before) throws IOException {
    List<TuningResult.CandidateScore> scores = new ArrayList<>();
    for (int candidate : TuningResult.survivors(tune, before)) {
      scores.add(score(rung, candidate));
    }
    List<Integer> ranked =
        scores.stream()
            .filter(score -> score.mean() != null)
            .sorted(Comparator.comparing(score -> -Objects.requireNonNull(score.mean())))
            .map(TuningResult.CandidateScore::candidate)
            .toList();
    if (ranked.isEmpty()) {
      throw new StepFailure(
          FailureTypes.INVALID_CHAIN,
          "nothing can be chosen: of every candidate a chain failed, such as %s; see histochain status %s"
              .formatted(
                  rounds.tuningChain(rung, scores.getFirst().candidate(), 0),
                  rounds.tuningChain(rung, scores.getFirst().candidate(), 0)));
    }
    boolean last = rung == tune.rungs().size() - 1;
    int kept = last ? 1 : Math.ceilDiv(scores.size(), tune.share());
    List<TuningResult.Rung> rungs = new ArrayList<>(before == null ? List.of() : before.rungs());
    rungs.add(
        new TuningResult.Rung(
            tune.rungs().get(rung), scores, ranked.subList(0, Math.min(kept, ranked.size()))));
    return new TuningResult(rungs);
  }

  private TuningResult.CandidateScore score(int rung, int candidate) throws IOException {
    List<@Nullable Double> draws = new ArrayList<>();
    double sum = 0;
    boolean whole = true;
    for (int draw = 0; draw < tune.runs().size(); draw++) {
      Double score = validation(rounds.tuningChain(rung, candidate, draw));
      draws.add(score);
      sum += score == null ? 0 : score;
      whole &= score != null;
    }
    return new TuningResult.CandidateScore(
        candidate, draws, whole ? Double.valueOf(sum / draws.size()) : null);
  }

  private @Nullable Double validation(String chain) throws IOException {
    ChainFolder folder = new ChainFolder(store, chain);
    Optional<Summary> summary = folder.isDone() ? folder.summary() : Optional.empty();
    String select = tune.runs().getFirst().spec().chain().select();
    return summary
        .flatMap(Summary::bestStage)
        .map(stage -> stage.validation().of(select))
        .orElse(null);
  }
}
