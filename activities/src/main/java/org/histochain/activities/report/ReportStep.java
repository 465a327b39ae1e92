package org.histochain.activities.report;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.histochain.activities.artifact.ArtifactStore;
import org.histochain.activities.artifact.Artifacts;
import org.histochain.activities.evaluation.EvaluationDetails;
import org.histochain.activities.evaluation.EvaluationResult;
import org.histochain.activities.network.NetworkInput;
import org.histochain.activities.step.Json;
import org.histochain.activities.step.Manifests;
import org.histochain.activities.step.Producer;
import org.histochain.activities.step.StepFailure;
import org.histochain.activities.step.StepIdentity;
import org.histochain.activities.step.StepMonitor;
import org.histochain.activities.step.StepOutput;
import org.histochain.activities.step.StepResult;
import org.histochain.activities.step.StepRunner;
import org.histochain.activities.table.ProvenanceTable;
import org.histochain.workflows.contract.ArtifactRef;
import org.histochain.workflows.contract.ChainSpec;
import org.histochain.workflows.contract.FailureTypes;
import org.histochain.workflows.contract.ModelInput;
import org.histochain.workflows.contract.Prepared;
import org.histochain.workflows.contract.ReportRequest;
import org.histochain.workflows.contract.Reported;
import org.histochain.workflows.contract.Scores;
import org.histochain.workflows.contract.StageName;
import org.histochain.workflows.contract.StageRecord;

/**
 * Ends a chain, once best is fixed: scores every stage on test, writes {@code summary.json}, the
 * page and copies of the best model into the chain's folder, and that the chain is done. The scores
 * are memoised; the folder is written each time, for another chain may have paid for them.
 */
public final class ReportStep {
  private static final String NAME = "report";
  private static final int ALGORITHM_VERSION = 4;
  private static final String TEST_SCORES = "testScores";

  /** What decides the scores besides the models and the test table. */
  private record Settings(NetworkInput input, String best, int stages, long seed) {}

  /** For the manifest. */
  private record Metrics(int stages) {}

  private final Artifacts artifacts;
  private final StepRunner runner;
  private final Producer producer;
  private final StageScorer scorer;
  private final BaselineScorer baseline;
  private final GalleryWriter gallery;

  /**
   * @param artifacts where models and tables are
   * @param runner memoises the scores
   * @param producer named on the page
   * @param scorer runs the models
   * @param baseline what the models are to beat
   * @param gallery makes the page's pictures
   */
  public ReportStep(
      Artifacts artifacts,
      StepRunner runner,
      Producer producer,
      StageScorer scorer,
      BaselineScorer baseline,
      GalleryWriter gallery) {
    this.artifacts = requireNonNull(artifacts, "artifacts is null");
    this.runner = requireNonNull(runner, "runner is null");
    this.producer = requireNonNull(producer, "producer is null");
    this.scorer = requireNonNull(scorer, "scorer is null");
    this.baseline = requireNonNull(baseline, "baseline is null");
    this.gallery = requireNonNull(gallery, "gallery is null");
  }

  /**
   * Makes the report. Making it again is harmless.
   *
   * @throws StepFailure {@code MissingArtifact} if best is not among the stages, {@code
   *     InvalidDataset} if a test patch has no class
   */
  public Reported run(ReportRequest request, StepMonitor monitor) throws IOException {
    List<StageRecord> stages = StageList.read(artifacts, request.stages()).stages();
    StageRecord best = best(request, stages);
    StepIdentity identity =
        identity(request.spec(), request.prepared(), stages, request.best().modelSha256());
    if (request.prepared().counts().test() > 0) {
      looks(request).note(identity.key());
    }
    StepResult result =
        runner.run(request.context(), identity, () -> score(request, stages, monitor));
    TestScores test =
        Json.mapper().readValue(artifacts.read(result.output(TEST_SCORES)), TestScores.class);
    Path provenance = Files.createTempFile("histochain-", ".parquet");
    try {
      Selections selections = selections(request, stages, provenance, monitor);
      return new Reported(
          write(request, stages, best, test, selections, provenance, result, monitor),
          result.run());
    } finally {
      Files.deleteIfExists(provenance);
    }
  }

  private Selections selections(
      ReportRequest request, List<StageRecord> stages, Path provenance, StepMonitor monitor)
      throws IOException {
    try (ProvenanceTable.Writer writer = ProvenanceTable.writer(provenance)) {
      return new SelectionsReader(artifacts, monitor).read(request, stages, writer);
    }
  }

  private StepOutput score(ReportRequest request, List<StageRecord> stages, StepMonitor monitor)
      throws IOException {
    TestScoring.Scored scored =
        new TestScoring(artifacts, scorer, monitor)
            .score(
                input(request), request.prepared().tables().test(), stages, request.spec().seed());
    SortedMap<String, ArtifactRef> outputs = new TreeMap<>();
    outputs.put(TEST_SCORES, artifacts.put(Json.canonical(scored.scores())));
    for (int stage = 0; stage < scored.predictions().size(); stage++) {
      outputs.put(predictions(stage), scored.predictions().get(stage));
    }
    return new StepOutput(outputs, new Metrics(stages.size()));
  }

  private ArtifactRef write(
      ReportRequest request,
      List<StageRecord> stages,
      StageRecord best,
      TestScores test,
      Selections selections,
      Path provenance,
      StepResult result,
      StepMonitor monitor)
      throws IOException {
    String chainId = request.context().chainId();
    List<Scores> scores = test.stages().stream().map(EvaluationResult::scores).toList();
    List<ArtifactRef> predictions = new ArrayList<>();
    for (int stage = 0; stage < scores.size(); stage++) {
      predictions.add(result.output(predictions(stage)));
    }
    List<StageCalibration> calibrations =
        new CalibrationReader(artifacts, monitor).read(request.prepared(), stages, predictions);
    Summary summary =
        new SummaryWriter(chainId, request.spec(), request.prepared(), stages)
            .withReport(
                scores.isEmpty() ? null : scores,
                baseline.test(request, monitor),
                new Summary.Best(best.iteration(), best.model().model().sha256()),
                scores.isEmpty() ? null : looks(request).all().size(),
                new Alarms(validation(stages.getFirst())).ofSelections(selections.iterations()),
                calibrations.get(stages.indexOf(best)).summary(),
                result.seconds());
    byte[] json = ChainFolder.json(summary);
    ArtifactRef blob = artifacts.put(json);
    ChainFolder folder = new ChainFolder(artifacts.store(), chainId);
    ReportFacts facts =
        new ReportFacts(
            details(stages, best, test),
            calibrations,
            selections,
            Lineage.of(request, stages),
            StepCosts.read(new Manifests(artifacts.store()), folder.stepKeys()));
    ReportPage page =
        new ReportPage(
            summary, request.spec(), facts, gallery.write(request, selections), producer);
    folder.writeReport(
        artifacts.fetch(best.model().model()),
        artifacts.fetch(best.model().card()),
        json,
        page.html(),
        new ReportData(summary, facts).tables(),
        provenance);
    return blob;
  }

  private ShownDetails details(List<StageRecord> stages, StageRecord best, TestScores test)
      throws IOException {
    return test.stages().isEmpty()
        ? new ShownDetails("validation", validation(stages.getFirst()), validation(best))
        : new ShownDetails(
            "test",
            test.stages().getFirst().details(),
            test.stages().get(stages.indexOf(best)).details());
  }

  private EvaluationDetails validation(StageRecord stage) throws IOException {
    return Json.mapper()
        .readValue(artifacts.read(stage.validation().details()), EvaluationDetails.class);
  }

  private TestLooks looks(ReportRequest request) {
    ArtifactStore store = artifacts.store();
    return new TestLooks(store, new ChainFolder(store, request.context().chainId()));
  }

  /** Returns the output that holds what a stage predicts for test. */
  static String predictions(int stage) {
    return "test%05d".formatted(stage);
  }

  /** Returns what decides a chain's scores on test. */
  static StepIdentity identity(
      ChainSpec spec, Prepared prepared, List<StageRecord> stages, String best) {
    SortedMap<String, ArtifactRef> inputs = new TreeMap<>();
    inputs.put("test", prepared.tables().test());
    for (int i = 0; i < stages.size(); i++) {
      inputs.put("model%05d".formatted(i), stages.get(i).model().model());
    }
    Settings settings =
        new Settings(
            NetworkInput.of(ModelInput.of(spec, prepared)), best, stages.size(), spec.seed());
    return new StepIdentity(NAME, ALGORITHM_VERSION, settings, inputs);
  }

  private static ModelInput input(ReportRequest request) {
    return ModelInput.of(request.spec(), request.prepared());
  }

  private static StageRecord best(ReportRequest request, List<StageRecord> stages) {
    String digest = request.best().modelSha256();
    return stages.stream()
        .filter(stage -> stage.stage() != StageName.pretrained)
        .filter(stage -> stage.iteration() == request.best().iteration())
        .filter(stage -> stage.model().model().sha256().equals(digest))
        .findFirst()
        .orElseThrow(
            () ->
                new StepFailure(
                    FailureTypes.MISSING_ARTIFACT,
                    "the best model %s of iteration %d is not in the stage list of chain %s; resume the chain to make the list again"
                        .formatted(
                            digest, request.best().iteration(), request.context().chainId())));
  }
}
