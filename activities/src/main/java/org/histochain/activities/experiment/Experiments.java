package org.histochain.activities.experiment;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.histochain.activities.artifact.Artifacts;
import org.histochain.activities.dataset.DatasetManifest;
import org.histochain.activities.dataset.Datasets;
import org.histochain.activities.dataset.PatchLoader;
import org.histochain.activities.picture.DatasetSheet;
import org.histochain.activities.report.ChainFolder;
import org.histochain.activities.report.StepCosts;
import org.histochain.activities.step.Json;
import org.histochain.activities.step.Manifests;
import org.histochain.activities.step.Producer;
import org.histochain.activities.step.StepMonitor;
import org.histochain.workflows.contract.ArtifactRef;
import org.histochain.workflows.contract.PlannedRun;
import org.histochain.workflows.contract.PlannedRuns;
import org.histochain.workflows.contract.Round;
import org.histochain.workflows.contract.RoundRequest;
import org.histochain.workflows.contract.RunsRequest;
import org.jspecify.annotations.Nullable;

/** What an experiment does besides its chains. Doing any of it again is harmless. */
public final class Experiments {
  /** Settings of a chain take some 2 KiB, a payload at most 256. */
  private static final int RUNS_AT_A_TIME = 40;

  private final Artifacts artifacts;
  private final PatchLoader patches;
  private final Producer producer;
  private volatile @Nullable Opened last;

  /** What is told of a round, and its runs by family; both follow from its request alone. */
  private record Opened(RoundRequest round, Round told, List<List<Rounds.NamedRun>> families) {}

  /**
   * @param artifacts where plans and chains are
   * @param patches shows a few on the report's page
   * @param producer named on the report's page
   */
  public Experiments(Artifacts artifacts, PatchLoader patches, Producer producer) {
    this.artifacts = requireNonNull(artifacts, "artifacts is null");
    this.patches = requireNonNull(patches, "patches is null");
    this.producer = requireNonNull(producer, "producer is null");
  }

  /**
   * Keeps a plan: as a blob, which requests name, and in the experiment's folder.
   *
   * @throws org.histochain.activities.step.StepFailure {@code InvalidChain} if there is an
   *     experiment of this id with another plan
   */
  public static ArtifactRef begin(Artifacts artifacts, String experiment, Plan plan)
      throws IOException {
    new ExperimentFolder(artifacts.store(), experiment).begin(plan);
    return artifacts.put(Json.canonical(plan));
  }

  /** Says what there is to run in a round; the first time, the plan comes into its folder. */
  public Round open(RoundRequest request) throws IOException {
    new ExperimentFolder(artifacts.store(), request.experiment()).begin(plan(request));
    return opened(request).told();
  }

  /** A worker is asked for the families of one round after another. */
  private Opened opened(RoundRequest request) throws IOException {
    Opened opened = last;
    if (opened == null || !opened.round().equals(request)) {
      Plan plan = plan(request);
      TuningResult tuning = tuning(request);
      Rounds rounds = new Rounds(request.experiment(), plan);
      List<List<Rounds.NamedRun>> families = rounds.families(request.round(), tuning);
      boolean audited = request.round() == rounds.count() - 1 && plan.audits() != null;
      Round told =
          new Round(
              rounds.count(),
              families.stream().map(List::size).toList(),
              audited ? rounds.audited(tuning).size() : null);
      opened = new Opened(request, told, families);
      last = opened;
    }
    return opened;
  }

  /** Returns some of a family's runs, and whether the store has their results. */
  public PlannedRuns runs(RunsRequest request) throws IOException {
    List<Rounds.NamedRun> family = opened(request.round()).families().get(request.family());
    int to = Math.min(family.size(), request.from() + RUNS_AT_A_TIME);
    List<PlannedRun> runs = new ArrayList<>();
    for (Rounds.NamedRun named : family.subList(request.from(), to)) {
      runs.add(
          new PlannedRun(named.chain(), named.run().label(), named.run().spec(), isDone(named)));
    }
    return new PlannedRuns(runs);
  }

  private boolean isDone(Rounds.NamedRun named) throws IOException {
    ChainFolder folder = new ChainFolder(artifacts.store(), named.chain());
    return folder.isDone() && folder.spec().equals(Optional.of(named.run().spec()));
  }

  /** Chooses among candidates by what a rung's chains reached on validation. */
  public ArtifactRef choose(RoundRequest request) throws IOException {
    Plan plan = plan(request);
    TuningResult result =
        new Choosing(artifacts.store(), new Rounds(request.experiment(), plan), plan.requireTune())
            .choose(request.round(), tuning(request));
    new ExperimentFolder(artifacts.store(), request.experiment()).recordTuning(result);
    return artifacts.put(Json.canonical(result));
  }

  /** Writes the report over the chains of the last round, and returns its results. */
  public ArtifactRef report(RoundRequest request, StepMonitor monitor) throws IOException {
    Plan plan = plan(request);
    TuningResult tuning = tuning(request);
    Rounds rounds = new Rounds(request.experiment(), plan);
    Outcomes outcomes = Outcomes.read(artifacts, rounds.runs(request.round(), tuning), monitor);
    DatasetManifest dataset = new Datasets(artifacts).load(plan.runs().getFirst().spec().dataset());
    Results results =
        Results.of(
            request.experiment(),
            plan,
            tuning,
            outcomes,
            DatasetSheet.isSynthetic(dataset),
            monitor);
    ExperimentFolder folder = new ExperimentFolder(artifacts.store(), request.experiment());
    Evidence evidence =
        Evidence.read(artifacts.store(), folder, outcomes.all(), patches, dataset, monitor);
    return artifacts.put(
        new ExperimentReport(results, evidence, costs(request, plan, tuning), producer)
            .write(folder));
  }

  /** Returns what all steps cost, tuning's too, each counted once whichever chains share it. */
  private List<StepCosts.Cost> costs(RoundRequest request, Plan plan, @Nullable TuningResult tuning)
      throws IOException {
    Rounds rounds = new Rounds(request.experiment(), plan);
    SortedSet<String> keys = new TreeSet<>();
    for (String chain : rounds.chains(tuning)) {
      keys.addAll(new ChainFolder(artifacts.store(), chain).stepKeys());
    }
    return StepCosts.read(new Manifests(artifacts.store()), List.copyOf(keys));
  }

  private Plan plan(RoundRequest request) throws IOException {
    return plan(artifacts, request);
  }

  private @Nullable TuningResult tuning(RoundRequest request) throws IOException {
    return tuning(artifacts, request);
  }

  static Plan plan(Artifacts artifacts, RoundRequest request) throws IOException {
    return Json.mapper().readValue(artifacts.read(request.plan()), Plan.class);
  }

  static @Nullable TuningResult tuning(Artifacts artifacts, RoundRequest request)
      throws IOException {
    return request.tuning() == null
        ? null
        : Json.mapper().readValue(artifacts.read(request.tuning()), TuningResult.class);
  }
}
