package org.histochain.activities.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import org.histochain.activities.evaluation.CalibrationScores;
import org.histochain.activities.step.Json;
import org.histochain.activities.step.StepFailure;
import org.histochain.activities.table.PatchRow;
import org.histochain.activities.table.PatchTable;
import org.histochain.activities.table.ProvenanceRow;
import org.histochain.activities.table.ProvenanceRows;
import org.histochain.activities.table.ScoreRows;
import org.histochain.activities.table.ScoreTableFile;
import org.histochain.workflows.contract.FailureTypes;
import org.histochain.workflows.contract.Prepared;
import org.histochain.workflows.contract.Reported;
import org.histochain.workflows.contract.Scores;
import org.histochain.workflows.contract.StageRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ReportStepTest {
  @TempDir private Path folder;
  private ReportFixture fixture;
  private List<StageRecord> stages;

  @BeforeEach
  void beginChain() throws IOException {
    fixture = new ReportFixture(folder, List.of("TUM", "ADI"));
    stages = fixture.stages();
    fixture.folder().begin(ReportFixture.spec());
  }

  @Test
  void writesASummaryWithExactlyTheKeysOfTheContract() throws IOException {
    Reported reported = fixture.report(fixture.prepared(), stages, stages.get(2));

    JsonNode summary = Json.mapper().readTree(fixture.artifacts.read(reported.summary()));
    assertThat(summary.fieldNames())
        .toIterable()
        .containsExactly(
            "schema",
            "chain",
            "dataset",
            "classes",
            "labelled",
            "unlabelled",
            "validation",
            "test",
            "labelBudget",
            "stages",
            "best",
            "baselines",
            "changes",
            "testSeen",
            "alarms",
            "calibration",
            "seconds");
    for (JsonNode stage : summary.get("stages")) {
      assertThat(stage.fieldNames())
          .toIterable()
          .containsExactly(
              "iteration",
              "stage",
              "selected",
              "selectedPerClass",
              "modelSha256",
              "seconds",
              "reused",
              "validation",
              "test");
      for (String set : List.of("validation", "test")) {
        assertThat(stage.get(set).fieldNames())
            .toIterable()
            .containsExactlyInAnyOrder(
                "accuracy", "balancedAccuracy", "macroF1", "ece", "perClassF1", "interval");
      }
    }
    assertThat(summary.get("best").fieldNames())
        .toIterable()
        .containsExactly("iteration", "modelSha256");
    assertThat(summary.get("baselines").has("colourHistogram")).isTrue();
    assertThat(summary.get("baselines").get("colourHistogram").isNull()).isTrue();
  }

  @Test
  void fillsTheSummaryFromTablesStagesAndTest() throws IOException {
    fixture.report(fixture.prepared(), stages, stages.get(2));

    Summary summary = fixture.folder().summary().orElseThrow();
    assertThat(summary.schema()).isEqualTo(1);
    assertThat(summary.chain()).isEqualTo(ReportFixture.CHAIN);
    assertThat(summary.dataset()).isEqualTo("tiles");
    assertThat(summary.labelled()).isEqualTo(12);
    assertThat(summary.unlabelled()).isEqualTo(46);
    assertThat(summary.validation()).isEqualTo(10);
    assertThat(summary.test()).isEqualTo(4);
    assertThat(summary.labelBudget()).isEqualTo(22);
    assertThat(summary.best())
        .isEqualTo(new Summary.Best(1, stages.get(2).model().model().sha256()));
    assertThat(summary.seconds()).isGreaterThanOrEqualTo(0.5 + 3 * 11);
    Summary.Stage teacher = summary.stages().getFirst();
    assertThat(teacher.selected()).isNull();
    assertThat(teacher.selectedPerClass()).isNull();
    assertThat(teacher.seconds()).isEqualTo(10);
    assertThat(teacher.reused()).isFalse();
    assertThat(test(teacher).balancedAccuracy()).isEqualTo(0.5);
    Summary.Stage student = summary.stages().getLast();
    assertThat(student.selected()).isEqualTo(40);
    assertThat(student.selectedPerClass()).containsOnlyKeys("TUM", "ADI");
    assertThat(test(student).balancedAccuracy()).isEqualTo(1);
    assertThat(test(student).interval()).containsExactly(1.0, 1.0);
    assertThat(student.validation().perClassF1().keySet()).containsExactly("TUM", "ADI");
  }

  @Test
  void theColourHistogramStandsBesideTheStagesWithTheirKeys() throws IOException {
    Scores validation = stages.getFirst().validation().scores();
    fixture.colourOnTest = stages.getLast().validation().scores();

    fixture.report(fixture.prepared().withColourHistogram(validation), stages, stages.get(2));

    Summary.Baseline baseline =
        requireNonNull(fixture.folder().summary().orElseThrow().baselines().colourHistogram());
    assertThat(baseline.validation()).isEqualTo(validation);
    assertThat(baseline.test()).isEqualTo(fixture.colourOnTest);
    assertThat(baseline.validation().perClassF1().keySet()).containsExactly("TUM", "ADI");
    assertThat(stored("report/index.html"))
        .contains(
            "Colour histogram",
            "50.0<span class=\"interval\">40.0 to 60.0",
            "trained on the same labels");
  }

  @Test
  void copiesTheBestModelAndSaysThatTheChainIsDone() throws IOException {
    fixture.report(fixture.prepared(), stages, stages.get(2));

    assertThat(stored("best/model.safetensors")).isEqualTo("finetuned");
    assertThat(stored("best/card.json")).isEqualTo("finetuned card");
    assertThat(stored("report/index.html")).startsWith("<!doctype html>");
    assertThat(fixture.folder().state().orElseThrow().state()).isEqualTo(ChainState.Kind.done);
  }

  @Test
  void reusesTheScoresAndStillWritesTheFolderOfAnotherChain() throws IOException {
    Prepared prepared = fixture.prepared();
    Reported first = fixture.report(prepared, stages, stages.get(2));
    Reported second = fixture.report("another-chain", prepared, stages, stages.get(2));

    assertThat(first.run().reused()).isFalse();
    assertThat(second.run().reused()).isTrue();
    assertThat(fixture.scored).hasSize(3);
    ChainFolder other = new ChainFolder(fixture.artifacts.store(), "another-chain");
    other.begin(ReportFixture.spec());
    fixture.report("another-chain", prepared, stages, stages.get(2));
    assertThat(other.summary().orElseThrow().chain()).isEqualTo("another-chain");
  }

  @Test
  void givesTheSameSummaryWhenFinishedTwice() throws IOException {
    Prepared prepared = fixture.prepared();
    Reported first = fixture.report(prepared, stages, stages.get(2));
    Reported second = fixture.report(prepared, stages, stages.get(2));
    assertThat(second.summary()).isEqualTo(first.summary());
  }

  @Test
  void leavesTestNullWhereTestHoldsNoPatch() throws IOException {
    Path empty = folder.resolve("empty.parquet");
    PatchTable.write(empty, List.of());
    Prepared prepared = fixture.prepared(fixture.artifacts.put(empty), 0);

    fixture.report(prepared, stages, stages.get(2));

    Summary summary = fixture.folder().summary().orElseThrow();
    assertThat(summary.stages()).allSatisfy(stage -> assertThat(stage.test()).isNull());
    assertThat(stored("report/index.html")).contains("Test holds no patch");
    assertThat(fixture.scored).isEmpty();
  }

  @Test
  void leavesTheNumbersOfThePageBesideItForOtherPrograms() throws IOException {
    fixture.report(fixture.prepared(), stages, stages.get(2));

    assertThat(fixture.folder().reportData())
        .contains(
            "data/stages.csv", "data/stages.json", "data/confusion.csv", "data/provenance.parquet")
        .hasSize(27);
    assertThat(stored("report/data/confusion.csv"))
        .startsWith("model,set,truth,predicted,patches\r\nteacher,test,TUM,TUM,2\r\n");
    assertThat(Json.mapper().readTree(stored("report/data/classes.json")).get(1).get("hard"))
        .isEqualTo(BooleanNode.TRUE);
  }

  /**
   * Three of four are right at odds of 9 to 1, so odds of 3 to 1 are honest: 9^(1/T) = 3, and the
   * log likelihood is then that of a coin that falls so three times of four.
   */
  @Test
  void scalesTheBestModelsConfidenceByATemperatureFromValidation() throws IOException {
    fixture.report(fixture.prepared(), stages, stages.get(2));

    Summary.Calibration made =
        requireNonNull(fixture.folder().summary().orElseThrow().calibration());
    assertThat(made.temperature()).isCloseTo(2, within(1e-6));
    CalibrationScores before = made.validation().before();
    assertThat(before.ece()).isCloseTo(0.15, within(1e-6));
    assertThat(before.nll()).isCloseTo(-(3 * Math.log(0.9) + Math.log(0.1)) / 4, within(1e-6));
    assertThat(before.brier()).isCloseTo((3 * 0.02 + 1.62) / 4, within(1e-6));
    CalibrationScores after = made.validation().after();
    assertThat(after.ece()).isCloseTo(0, within(1e-6));
    assertThat(after.nll()).isCloseTo(-(3 * Math.log(0.75) + Math.log(0.25)) / 4, within(1e-6));
    assertThat(after.brier()).isCloseTo((3 * 0.125 + 1.125) / 4, within(1e-6));
    assertThat(requireNonNull(made.test()).before()).isEqualTo(new CalibrationScores(0, 0, 0));
    assertThat(stored("report/data/calibration.csv").lines())
        .hasSize(7)
        .anyMatch(line -> line.startsWith("1,finetuned,true,1.99999"));
    assertThat(stored("report/data/calibrated.csv").lines()).hasSize(16);
    assertThat(stored("report/index.html"))
        .contains(
            "Temperature 2.00, fitted on validation, above 1: the model is surer than it is right.")
        .contains("Validation, fitted here");
  }

  @Test
  void leavesWhatTheFilterKeptByConfidence() throws IOException {
    fixture.report(fixture.prepared(), stages, stages.get(2));

    assertThat(stored("report/data/selection.csv"))
        .isEqualTo(
            """
            iteration,class,chosen,pseudo_labelled,right,wrong,least_confidence,\
            precision,precision_low,precision_high,pool_pseudo_labelled,pool_right,pool_wrong,\
            pool_precision,pool_precision_low,pool_precision_high\r
            1,TUM,3,12,5,5,0.8799999952316284,\
            0.5,0.236593090512564,0.763406909487436,18,5,5,\
            0.5,0.236593090512564,0.763406909487436\r
            1,ADI,3,0,0,0,,,,,0,0,0,,,\r
            """);
    assertThat(stored("report/data/confidence.csv"))
        .contains("\r\n1,TUM,0.8,0.85,3,0\r\n1,TUM,0.85,0.9,5,2\r\n1,TUM,0.9,0.95,6,6\r\n");
    assertThat(stored("report/data/flips.csv").lines()).hasSize(1);
  }

  @Test
  void leavesHowRightThePseudoLabelsWereByConfidence() throws IOException {
    fixture.report(fixture.prepared(), stages, stages.get(2));

    assertThat(
            stored("report/data/precision.csv")
                .lines()
                .map(line -> line.replaceFirst("(,[^,]*){3}$", "")))
        .containsExactly(
            "iteration,pseudo_label,above,up_to,of,right,wrong",
            "1,TUM,0.9,0.95,pool,3,3",
            "1,TUM,0.9,0.95,kept,3,3",
            "1,TUM,0.95,1.0,pool,2,2",
            "1,TUM,0.95,1.0,kept,2,2");
  }

  @Test
  void alarmsStandInTheSummaryAndOnTopOfThePage() throws IOException {
    fixture.report(fixture.prepared(), stages, stages.get(2));

    Alarm alarm =
        new Alarm(
            Alarm.Kind.vanishingClass,
            1,
            List.of("ADI"),
            "Iteration 1: the filter kept hardly a patch, or none, of ADI (0 of 12, where validation has 0.0\u00a0%).");
    assertThat(fixture.folder().summary().orElseThrow().alarms()).containsExactly(alarm);
    assertThat(stored("report/index.html").split("<main>", 2)[0])
        .contains("The pseudo-labels go wrong", alarm.message());
    assertThat(Json.mapper().readTree(stored("report/summary.json")).at("/alarms/0/kind").asText())
        .isEqualTo("vanishingClass");
  }

  @Test
  void leavesWhereEveryPseudoLabelComesFrom() throws IOException {
    List<StageRecord> two = fixture.twoIterations();
    fixture.report(fixture.prepared(), two, two.getLast());

    Path file = folder.resolve("provenance.parquet");
    fixture.folder().copyReportData("data/provenance.parquet", file);
    List<ProvenanceRow> rows = ProvenanceRows.read(file);
    assertThat(rows).hasSize(36);
    List<String> ids = fixture.ids();
    String teacher = two.get(0).model().model().sha256();
    String student = two.get(2).model().model().sha256();
    assertThat(rows.get(1))
        .isEqualTo(
            new ProvenanceRow(ids.get(1), 1, teacher, "TUM", 0.98f, true, List.of("TUM"), "ADI"));
    assertThat(rows.get(11))
        .isEqualTo(
            new ProvenanceRow(ids.get(11), 1, teacher, "TUM", 0.88f, true, List.of("TUM"), null));
    assertThat(rows.get(17).kept()).isFalse();
    assertThat(rows.get(17).chosenBy()).isEmpty();
    assertThat(rows.get(18 + 1))
        .isEqualTo(
            new ProvenanceRow(ids.get(1), 2, student, "ADI", 0.98f, true, List.of("ADI"), "ADI"));
    assertThat(rows.stream().filter(ProvenanceRow::kept)).hasSize(24);
  }

  /** A filter that aligns keeps other soft labels than the teacher gave. */
  @Test
  void keptPseudoLabelsAreThoseThatTheStudentLearnsFrom() throws IOException {
    StageRecord given = stages.get(1);
    float[][] aligned = {{0.4f, 0.6f}};
    List<String> kept = fixture.ids().subList(1, 2);
    StageRecord pretrained =
        new StageRecord(
            1,
            given.stage(),
            1,
            List.of(0, 1),
            given.model(),
            given.validation(),
            fixture.artifacts.put(
                file ->
                    ScoreTableFile.write(
                        file, new ScoreRows(List.of("TUM", "ADI"), kept, aligned))),
            given.scores());
    fixture.report(
        fixture.prepared(), List.of(stages.get(0), pretrained, stages.get(2)), stages.get(2));

    Path file = folder.resolve("provenance.parquet");
    fixture.folder().copyReportData("data/provenance.parquet", file);
    List<ProvenanceRow> rows = ProvenanceRows.read(file);
    assertThat(rows.get(1).pseudoLabel()).isEqualTo("ADI");
    assertThat(rows.get(1).confidence()).isEqualTo(0.6f);
    assertThat(rows.get(1).chosenBy()).containsExactly("ADI");
    assertThat(rows.get(2).pseudoLabel()).isEqualTo("TUM");
    assertThat(stored("report/data/selection.csv")).contains("1,ADI,1,1,1,0,0.6");
  }

  @Test
  void leavesWhichPseudoLabelsChangedBetweenIterations() throws IOException {
    List<StageRecord> two = fixture.twoIterations();
    fixture.report(fixture.prepared(), two, two.getLast());

    assertThat(stored("report/data/flips.csv").lines()).endsWith("1,2,TUM,ADI,3,1,1").hasSize(2);
  }

  @Test
  void walksFromTheBestModelToTheDataSet() throws IOException {
    List<StageRecord> two = fixture.twoIterations();
    fixture.report(fixture.prepared(), two, two.get(2));

    JsonNode links = Json.mapper().readTree(stored("report/data/lineage.json"));
    assertThat(links.findValuesAsText("what"))
        .containsExactly(
            "Student of iteration 1, fine-tuned",
            "Student of iteration 1, pretrained",
            "Selection of iteration 1",
            "Soft labels of iteration 1",
            "Teacher",
            "Labelled set",
            "Unlabelled pool",
            "Data set tiles");
    assertThat(links.get(0).get("sha256").asText()).isEqualTo(two.get(2).model().model().sha256());
    assertThat(links.get(4).get("patches").asInt()).isEqualTo(12);
  }

  @Test
  void saysWhatEachKindOfStepCost() throws IOException {
    fixture.report(fixture.prepared(), stages, stages.get(2));

    JsonNode costs = Json.mapper().readTree(stored("report/data/cost.json"));
    assertThat(costs.findValuesAsText("step")).containsExactly("report");
    assertThat(costs.get(0).get("steps").asInt()).isEqualTo(1);
    assertThat(costs.get(0).get("images_per_second").isNull()).isTrue();
  }

  @Test
  void refusesATestPatchWithoutAClass() throws IOException {
    Path table = folder.resolve("unlabelled.parquet");
    PatchTable.write(table, List.of(new PatchRow("t9", PatchRow.NO_CLASS, null, "pixels")));
    Prepared prepared = fixture.prepared(fixture.artifacts.put(table), 1);

    assertThatThrownBy(() -> fixture.report(prepared, stages, stages.get(2)))
        .isInstanceOfSatisfying(
            StepFailure.class,
            failure -> assertThat(failure.type()).isEqualTo(FailureTypes.INVALID_DATASET))
        .hasMessageContaining("test patch t9 of data set tiles has class index -1 of 2");
  }

  @Test
  void refusesABestThatIsNoCandidate() throws IOException {
    Prepared prepared = fixture.prepared();
    assertThatThrownBy(() -> fixture.report(prepared, stages, stages.get(1)))
        .isInstanceOfSatisfying(
            StepFailure.class,
            failure -> assertThat(failure.type()).isEqualTo(FailureTypes.MISSING_ARTIFACT))
        .hasMessageContaining("is not in the stage list of chain a-chain");
  }

  @Test
  void writesTheSameScoresAndPredictionsForVersion4EverywhereAndAlways() throws IOException {
    Reported reported = fixture.report(fixture.prepared(), stages, stages.get(2));
    JsonNode manifest =
        Json.mapper().readTree(open("steps/" + reported.run().key() + "/manifest.json"));
    JsonNode outputs = manifest.at("/result/outputs");
    assertThat(outputs.fieldNames())
        .toIterable()
        .containsExactly("test00000", "test00001", "test00002", "testScores");
    assertThat(outputs.findValuesAsText("sha256"))
        .containsExactly(
            "6f27c6764661531a983a286e291da55260b4f2f3cf8f0c9a13ce21a63cac6406",
            "d1f7c27cd03afb78ef8dcb5ffc307959e4a99931f7b82b4b96a1fd9f3947544a",
            "d1f7c27cd03afb78ef8dcb5ffc307959e4a99931f7b82b4b96a1fd9f3947544a",
            "75762a18ffa6a92632d4124e6e03065f7ebdfe6cf223dde9041a695e1bef3c62");
  }

  @Test
  void whatEveryStagePredictedForTestIsReadWithoutItsModel() throws IOException {
    Prepared prepared = fixture.prepared();
    fixture.folder().recordPrepared(prepared);
    fixture.report(prepared, stages, stages.get(2));
    int runs = fixture.scored.size();
    TestPredictionsReader reader = new TestPredictionsReader(fixture.artifacts);

    TestPredictions teacher = reader.read(ReportFixture.CHAIN, 0);
    TestPredictions student = reader.read(ReportFixture.CHAIN, 2);

    assertThat(teacher.scores().classes()).containsExactly("TUM", "ADI");
    assertThat(teacher.scores().ids()).containsExactly("t0", "t1", "t2", "t3");
    assertThat(teacher.truth()).containsExactly(0, 0, 1, 1);
    assertThat(teacher.groups()).containsExactly("case-1", "case-2", "case-3", null);
    assertThat(teacher.scores().probabilities())
        .isDeepEqualTo(new float[][] {{1, 0}, {1, 0}, {1, 0}, {1, 0}});
    assertThat(student.scores().probabilities())
        .isDeepEqualTo(new float[][] {{1, 0}, {1, 0}, {0, 1}, {0, 1}});
    assertThat(fixture.scored).hasSize(runs);
  }

  @Test
  void predictionsForTestAreOfFinishedChainsAlone() throws IOException {
    fixture.folder().recordPrepared(fixture.prepared());
    TestPredictionsReader reader = new TestPredictionsReader(fixture.artifacts);

    assertThatThrownBy(() -> reader.read(ReportFixture.CHAIN, 0))
        .isInstanceOf(StepFailure.class)
        .hasMessageContaining("chain a-chain is not finished");

    Reported reported = fixture.report(fixture.prepared(), stages, stages.get(2));
    fixture.artifacts.store().delete("steps/" + reported.run().key() + "/manifest.json");
    assertThatThrownBy(() -> reader.read(ReportFixture.CHAIN, 0))
        .isInstanceOf(StepFailure.class)
        .hasMessageContaining("start its chain file once more under another id");
    assertThatThrownBy(() -> reader.read(ReportFixture.CHAIN, 3))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  private static Scores test(Summary.Stage stage) {
    Scores test = stage.test();
    assertThat(test).isNotNull();
    return requireNonNull(test);
  }

  private String stored(String name) throws IOException {
    return new String(open("chains/" + ReportFixture.CHAIN + "/" + name), UTF_8);
  }

  private byte[] open(String path) throws IOException {
    try (InputStream content = fixture.artifacts.store().open(path)) {
      return content.readAllBytes();
    }
  }
}
