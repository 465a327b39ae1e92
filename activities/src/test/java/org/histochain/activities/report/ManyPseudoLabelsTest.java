package org.histochain.activities.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.histochain.activities.artifact.Artifacts;
import org.histochain.activities.artifact.MemoryStore;
import org.histochain.activities.filtering.ScoreIndex;
import org.histochain.activities.step.Json;
import org.histochain.activities.step.StepMonitor;
import org.histochain.activities.table.PatchRow;
import org.histochain.activities.table.PatchTable;
import org.histochain.activities.table.ProvenanceTable;
import org.histochain.activities.table.ScoreTableFile;
import org.histochain.workflows.contract.ArtifactRef;
import org.histochain.workflows.contract.BestStage;
import org.histochain.workflows.contract.Evaluated;
import org.histochain.workflows.contract.NetworkSpec;
import org.histochain.workflows.contract.Normalisation;
import org.histochain.workflows.contract.PatchCounts;
import org.histochain.workflows.contract.PatchTables;
import org.histochain.workflows.contract.Prepared;
import org.histochain.workflows.contract.ReportRequest;
import org.histochain.workflows.contract.ScoreTable;
import org.histochain.workflows.contract.Scores;
import org.histochain.workflows.contract.StageName;
import org.histochain.workflows.contract.StageRecord;
import org.histochain.workflows.contract.StepContext;
import org.histochain.workflows.contract.StepRun;
import org.histochain.workflows.contract.Trained;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ten iterations over a pool of 100,000, in a heap that could not hold their pseudo-labels. */
final class ManyPseudoLabelsTest {
  private static final int PATCHES = 100_000;
  private static final int ITERATIONS = 10;
  private static final List<String> CLASSES = List.of("A", "B", "C");

  @TempDir private Path folder;

  @Test
  void provenanceIsWrittenWithoutHoldingThePool() throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx112m",
                "-cp",
                System.getProperty("java.class.path"),
                ManyPseudoLabelsTest.class.getName(),
                folder.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile())
            .start();
    assertThat(process.waitFor()).describedAs(() -> log()).isZero();
    assertThat(log()).contains("kept 500000 of 1000000");
  }

  private String log() {
    try {
      return Files.readString(folder.resolve("log"));
    } catch (IOException e) {
      return e.toString();
    }
  }

  /** Writes the table of the folder given. */
  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    Artifacts artifacts =
        new Artifacts(new MemoryStore(), folder.resolve("cache"), new SimpleMeterRegistry());
    ArtifactRef scores = artifacts.put(file -> scores(file, 1));
    ArtifactRef selection = artifacts.put(file -> scores(file, 2));
    ArtifactRef truth = artifacts.put(ManyPseudoLabelsTest::truth);
    ArtifactRef index =
        artifacts.put(Json.canonical(new ScoreIndex(List.of(new ScoreTable(scores, PATCHES)))));
    List<StageRecord> stages = new ArrayList<>();
    stages.add(stage(0, StageName.teacher, selection, index));
    for (int iteration = 1; iteration <= ITERATIONS; iteration++) {
      stages.add(stage(iteration, StageName.pretrained, selection, index));
      stages.add(stage(iteration, StageName.finetuned, selection, index));
    }
    Path file = folder.resolve("provenance.parquet");
    Selections selections;
    try (ProvenanceTable.Writer writer = ProvenanceTable.writer(file)) {
      selections =
          new SelectionsReader(artifacts, StepMonitor.silent())
              .read(request(truth, index), stages, writer);
    }
    long kept = 0;
    long pool = 0;
    for (Selection one : selections.iterations()) {
      kept += one.confidence().precision().known();
      pool += one.pool().precision().known();
    }
    System.out.println("kept %d of %d in %d bytes".formatted(kept, pool, Files.size(file)));
  }

  /** Every {@code step}-th patch of the pool. */
  private static void scores(Path file, int step) throws IOException {
    try (ScoreTableFile.Writer writer = ScoreTableFile.writer(file, CLASSES)) {
      for (int n = 0; n < PATCHES; n += step) {
        writer.write(id(n), new float[] {0.2f, 0.5f, 0.3f});
      }
    }
  }

  private static void truth(Path file) throws IOException {
    List<PatchRow> rows = new ArrayList<>();
    for (int n = 0; n < PATCHES; n++) {
      rows.add(new PatchRow(id(n), n % CLASSES.size(), null, ""));
    }
    PatchTable.write(file, rows);
  }

  private static String id(int n) {
    return "class-of-tissue/patch-%08d".formatted(n);
  }

  private static StageRecord stage(
      int iteration, StageName name, ArtifactRef selection, ArtifactRef index) {
    StepRun run = new StepRun("k", false, 1);
    return new StageRecord(
        iteration,
        name,
        PATCHES / 2,
        List.of(0, PATCHES / 2, 0),
        new Trained(index, index, 0.1, 1, run),
        new Evaluated(new Scores(1, 1, 1, 0, Map.of(), null), index, index, run),
        selection,
        index);
  }

  private static ReportRequest request(ArtifactRef truth, ArtifactRef none) {
    Prepared prepared =
        new Prepared(
            CLASSES,
            28,
            1,
            new PatchCounts(9, PATCHES, 9, 0),
            new PatchTables(none, none, none, none, truth),
            Normalisation.IMAGENET,
            new NetworkSpec("resnet10", 16, "small"),
            new StepRun("p", false, 0.5));
    return new ReportRequest(
        new StepContext("many", 1),
        ReportFixture.spec(),
        prepared,
        none,
        new BestStage(0, none.sha256(), 0));
  }
}
