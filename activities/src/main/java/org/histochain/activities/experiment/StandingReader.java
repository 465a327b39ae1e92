package org.histochain.activities.experiment;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.histochain.activities.artifact.ArtifactStore;
import org.histochain.activities.report.ChainFolder;
import org.histochain.activities.report.ChainState;
import org.histochain.activities.report.Summary;
import org.jspecify.annotations.Nullable;

/** Reads how an experiment stands; of a chain that is done only the first time. */
public final class StandingReader {
  private final ArtifactStore store;
  private final ExperimentFolder folder;
  private final String id;
  private final Map<String, Standing.Run> done = new HashMap<>();
  private @Nullable Plan plan;

  /**
   * @param id id of the experiment
   * @throws IllegalArgumentException if the id breaks the rule for ids
   */
  public StandingReader(ArtifactStore store, String id) {
    this.store = requireNonNull(store, "store is null");
    this.folder = new ExperimentFolder(store, id);
    this.id = id;
  }

  /** Returns how it stands; empty if there is no such experiment. */
  public Optional<Standing> read() throws IOException {
    if (plan == null) {
      plan = folder.plan().orElse(null);
    }
    Plan planned = plan;
    return planned == null ? Optional.empty() : Optional.of(read(planned));
  }

  private Standing read(Plan planned) throws IOException {
    Rounds rounds = new Rounds(id, planned);
    TuningResult tuning = folder.tuning().orElse(null);
    int ended = tuning == null ? 0 : tuning.rungs().size();
    int rungs = rounds.count() - 1;
    List<Standing.Round> known = new ArrayList<>();
    for (int round = 0; round <= Math.min(ended, rungs); round++) {
      known.add(
          new Standing.Round(
              round == rungs ? null : planned.requireTune().rungs().get(round),
              runs(rounds.families(round, upTo(round, tuning)))));
    }
    return new Standing(
        id,
        planned.runs().getFirst().spec().dataset().name(),
        rungs,
        tuning == null || ended < rungs
            ? null
            : planned.requireTune().candidates().get(tuning.chosen()),
        folder.hasReport(),
        known);
  }

  /** Returns what tuning had found when a round began. */
  private static @Nullable TuningResult upTo(int round, @Nullable TuningResult tuning) {
    return tuning == null || round == 0 ? null : new TuningResult(tuning.rungs().subList(0, round));
  }

  private List<Standing.Run> runs(List<List<Rounds.NamedRun>> families) throws IOException {
    List<Standing.Run> runs = new ArrayList<>();
    for (int family = 0; family < families.size(); family++) {
      for (Rounds.NamedRun named : families.get(family)) {
        Standing.Run known = done.get(named.chain());
        runs.add(known == null ? run(named, family) : known);
      }
    }
    return runs;
  }

  /** The state first: a summary read before its chain is done lacks the report's alarms. */
  private Standing.Run run(Rounds.NamedRun named, int family) throws IOException {
    ChainFolder chain = new ChainFolder(store, named.chain());
    ChainState state = chain.state().orElse(null);
    Summary summary = state == null ? null : chain.summary().orElse(null);
    String select = named.run().spec().chain().select();
    Standing.Run run =
        new Standing.Run(
            named.chain(),
            named.run().label(),
            family,
            state == null ? Standing.State.waiting : Standing.State.valueOf(state.state().name()),
            state == null ? null : state.message(),
            summary == null
                ? null
                : summary.bestStage().map(stage -> stage.validation().of(select)).orElse(null),
            summary == null ? List.of() : summary.alarms(),
            state == null ? null : state.started(),
            state == null ? null : state.changed());
    if (run.state() == Standing.State.done) {
      done.put(named.chain(), run);
    }
    return run;
  }
}
