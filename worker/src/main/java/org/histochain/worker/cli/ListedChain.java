package org.histochain.worker.cli;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.histochain.activities.report.ChainFolder;
import org.histochain.activities.report.ChainState;
import org.histochain.activities.report.Summary;
import org.histochain.workflows.contract.ChainSpec;
import org.histochain.workflows.contract.StageName;
import org.jspecify.annotations.Nullable;

/**
 * A chain as {@code list} shows it, by what the store knows.
 *
 * @param chain its id
 * @param dataset name of its data set
 * @param state running, paused, done, failed or cancelled
 * @param score balanced accuracy of the best stage on validation, 0 to 1; null before there is one
 * @param bestIteration iteration of that stage, 0 for the teacher; null before there is one
 * @param started when it first began, ISO 8601 in UTC; empty before it did
 * @param changed when its state was last written, likewise
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
@JsonPropertyOrder({"chain", "dataset", "state", "score", "bestIteration", "started", "changed"})
record ListedChain(
    String chain,
    String dataset,
    String state,
    @Nullable Double score,
    @Nullable Integer bestIteration,
    String started,
    String changed) {
  static final List<String> HEAD =
      List.of("chain", "data set", "state", "score", "best", "started");

  ListedChain {
    requireNonNull(chain, "chain is null");
    requireNonNull(dataset, "dataset is null");
    requireNonNull(state, "state is null");
    requireNonNull(started, "started is null");
    requireNonNull(changed, "changed is null");
  }

  static ListedChain read(ChainFolder folder) throws IOException {
    Optional<ChainState> state = folder.state();
    Summary summary = folder.summary().orElse(null);
    Optional<Summary.Stage> best = best(summary);
    return new ListedChain(
        folder.chainId(),
        folder.spec().map(ChainSpec::dataset).map(set -> set.name()).orElse(""),
        state.map(kept -> kept.state().name()).orElse(ChainState.Kind.running.name()),
        best.map(stage -> stage.validation().balancedAccuracy()).orElse(null),
        best.map(Summary.Stage::iteration).orElse(null),
        state.map(ChainState::started).orElse(""),
        state.map(ChainState::changed).orElse(""));
  }

  private static Optional<Summary.Stage> best(@Nullable Summary summary) {
    Summary.Best best = summary == null ? null : summary.best();
    return summary == null || best == null
        ? Optional.empty()
        : summary.stages().stream()
            .filter(stage -> stage.iteration() == best.iteration())
            .filter(stage -> stage.stage() != StageName.pretrained)
            .findFirst();
  }

  /** Returns its cells under {@link #HEAD}. */
  List<String> cells() {
    return List.of(
        chain,
        dataset,
        state,
        score == null ? "-" : String.format(Locale.ROOT, "%.3f", score),
        bestIteration == null ? "-" : String.valueOf(bestIteration),
        started);
  }
}
