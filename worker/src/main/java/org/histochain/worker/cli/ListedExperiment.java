package org.histochain.worker.cli;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.histochain.activities.artifact.ArtifactStore;
import org.histochain.activities.experiment.Standing;
import org.histochain.activities.experiment.StandingReader;
import org.jspecify.annotations.Nullable;

/**
 * An experiment as {@code list} shows it, by what the store knows.
 *
 * @param experiment its id
 * @param dataset name of its data set
 * @param state done where its report is written, else running
 * @param chains chains of all rounds so far
 * @param done how many of them are done
 * @param failed how many of them failed or were cancelled
 * @param started when the first of them began, ISO 8601 in UTC; empty before it did
 * @param changed when the state of one of them was last written, likewise
 */
@JsonPropertyOrder({
  "experiment",
  "dataset",
  "state",
  "chains",
  "done",
  "failed",
  "started",
  "changed"
})
record ListedExperiment(
    String experiment,
    String dataset,
    String state,
    int chains,
    int done,
    int failed,
    String started,
    String changed) {
  static final List<String> HEAD =
      List.of("experiment", "data set", "state", "chains", "done", "failed", "started");

  ListedExperiment {
    requireNonNull(experiment, "experiment is null");
    requireNonNull(dataset, "dataset is null");
    requireNonNull(state, "state is null");
    requireNonNull(started, "started is null");
    requireNonNull(changed, "changed is null");
  }

  /** Reads one; empty if it is gone. */
  static Optional<ListedExperiment> read(ArtifactStore store, String id) throws IOException {
    return new StandingReader(store, id).read().map(ListedExperiment::of);
  }

  private static ListedExperiment of(Standing standing) {
    List<Standing.Run> runs =
        standing.rounds().stream().flatMap(round -> round.runs().stream()).toList();
    int failed = (int) runs.stream().filter(Standing.Run::failed).count();
    return new ListedExperiment(
        standing.experiment(),
        standing.dataset(),
        standing.reported() ? "done" : "running",
        runs.size(),
        (int) runs.stream().filter(Standing.Run::ended).count() - failed,
        failed,
        edge(runs, Standing.Run::started, Comparator.reverseOrder()),
        edge(runs, Standing.Run::changed, Comparator.naturalOrder()));
  }

  private static String edge(
      List<Standing.Run> runs,
      Function<Standing.Run, @Nullable String> time,
      Comparator<String> order) {
    return runs.stream().map(time).filter(Objects::nonNull).max(order).orElse("");
  }

  /** Returns its cells under {@link #HEAD}. */
  List<String> cells() {
    return List.of(
        experiment,
        dataset,
        state,
        Integer.toString(chains),
        Integer.toString(done),
        Integer.toString(failed),
        started);
  }
}
