package org.histochain.activities.audit;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.histochain.activities.artifact.Artifacts;
import org.histochain.activities.baseline.ColourBaseline;
import org.histochain.activities.baseline.ColourFeatures;
import org.histochain.activities.dataset.Datasets;
import org.histochain.activities.dataset.PatchFile;
import org.histochain.activities.dataset.PatchLoader;
import org.histochain.activities.network.NetworkInput;
import org.histochain.activities.report.ChainFolder;
import org.histochain.activities.step.Json;
import org.histochain.activities.step.StepFailure;
import org.histochain.activities.step.StepIdentity;
import org.histochain.activities.step.StepMonitor;
import org.histochain.activities.step.StepOutput;
import org.histochain.activities.step.StepResult;
import org.histochain.activities.step.StepRunner;
import org.histochain.activities.table.PatchRow;
import org.histochain.activities.table.PatchTable;
import org.histochain.workflows.contract.ArtifactRef;
import org.histochain.workflows.contract.ModelInput;
import org.histochain.workflows.contract.Scores;

/**
 * Asks what a chain's best model rests on: scores colour-only models beside it on test, and it
 * itself on perturbed test patches. It opens test, so best must be fixed before: its digest is part
 * of the step's key, and the look at test is noted in the chain's folder. The scores are memoised.
 */
public final class AuditStep {
  private static final String NAME = "audit";
  private static final int ALGORITHM_VERSION = 1;
  private static final String ROBUSTNESS = "robustness";

  /** What decides the scores besides the model and the test table. */
  private record Settings(
      NetworkInput input, String best, List<Perturbation> perturbations, long seed) {}

  /** For the manifest. */
  private record Metrics(int patches) {}

  private final Artifacts artifacts;
  private final StepRunner runner;
  private final Datasets datasets;
  private final PatchLoader patches;
  private final PatchScorer scorer;
  private final Path scratch;

  /**
   * @param artifacts where models and tables are
   * @param runner memoises the scores
   * @param scorer runs the model
   * @param scratch folder for perturbed patches while they are scored
   */
  public AuditStep(
      Artifacts artifacts,
      StepRunner runner,
      Datasets datasets,
      PatchLoader patches,
      PatchScorer scorer,
      Path scratch) {
    this.artifacts = requireNonNull(artifacts, "artifacts is null");
    this.runner = requireNonNull(runner, "runner is null");
    this.datasets = requireNonNull(datasets, "datasets is null");
    this.patches = requireNonNull(patches, "patches is null");
    this.scorer = requireNonNull(scorer, "scorer is null");
    this.scratch = requireNonNull(scratch, "scratch is null");
  }

  /**
   * Audits a chain's best model. Doing it again finds the scores, and is no new look at test.
   *
   * @throws StepFailure {@code InvalidDataset} if test holds no patch
   */
  public AuditResult run(AuditRequest request, StepMonitor monitor) throws IOException {
    String chain = request.context().chainId();
    if (request.prepared().counts().test() == 0) {
      throw StepFailure.invalidDataset(
          "Chain %s has no test patch, so there is nothing to audit: audit one whose data set has a test part"
              .formatted(chain));
    }
    StepIdentity identity = identity(request);
    ChainFolder folder = new ChainFolder(artifacts.store(), chain);
    folder.noteTestLook(identity.key());
    StepResult result = runner.run(request.context(), identity, () -> score(request, monitor));
    Robustness robustness =
        Json.mapper().readValue(artifacts.read(result.output(ROBUSTNESS)), Robustness.class);
    double chance = 1.0 / request.prepared().classes().size();
    List<ColourAlone> colour = new ArrayList<>();
    for (ColourFeatures features : ColourFeatures.values()) {
      colour.add(
          ColourAlone.of(
              features, colour(features, request, monitor), robustness.network(), chance));
    }
    return new AuditResult(
        AuditResult.SCHEMA,
        chain,
        request.spec().dataset().name(),
        request.prepared().classes(),
        request.iteration(),
        request.best().sha256(),
        robustness.patches(),
        robustness.groups(),
        robustness.network(),
        chance,
        colour,
        AuditResult.warns(colour),
        robustness.perturbed(),
        folder.testLooks().size());
  }

  private StepOutput score(AuditRequest request, StepMonitor monitor) throws IOException {
    ModelInput input = input(request);
    List<PatchRow> rows = PatchTable.read(artifacts.fetch(request.prepared().tables().test()));
    List<String> ids = rows.stream().map(PatchRow::id).toList();
    Auditing auditing =
        new Auditing(input, request.best(), rows, request.spec().seed(), scorer, scratch, monitor);
    Robustness robustness;
    try (PatchFile decoded = patches.load(datasets.load(input.dataset()), ids, null, monitor)) {
      robustness = auditing.score(decoded, Perturbation.standard());
    }
    SortedMap<String, ArtifactRef> outputs = new TreeMap<>();
    outputs.put(ROBUSTNESS, artifacts.put(Json.canonical(robustness)));
    return new StepOutput(outputs, new Metrics(rows.size()));
  }

  private Scores colour(ColourFeatures features, AuditRequest request, StepMonitor monitor)
      throws IOException {
    ColourBaseline baseline = new ColourBaseline(artifacts, runner, datasets, patches, features);
    ColourBaseline.Part part =
        new ColourBaseline.Part(
            request.prepared().tables().labelled(), request.prepared().tables().test());
    return requireNonNull(
        baseline.run(
            request.context(), input(request), List.of(part), request.spec().seed(), monitor),
        "test holds a patch and has no colour score");
  }

  private static StepIdentity identity(AuditRequest request) {
    SortedMap<String, ArtifactRef> inputs = new TreeMap<>();
    inputs.put("model", request.best());
    inputs.put("test", request.prepared().tables().test());
    Settings settings =
        new Settings(
            NetworkInput.of(input(request)),
            request.best().sha256(),
            Perturbation.standard(),
            request.spec().seed());
    return new StepIdentity(NAME, ALGORITHM_VERSION, settings, inputs);
  }

  private static ModelInput input(AuditRequest request) {
    return ModelInput.of(request.spec(), request.prepared());
  }
}
