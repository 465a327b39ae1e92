package org.histochain.activities.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.data.Offset;
import org.histochain.activities.artifact.Artifacts;
import org.histochain.activities.artifact.MemoryStore;
import org.histochain.activities.step.Producer;
import org.histochain.activities.step.StepRunner;
import org.histochain.activities.table.PatchRow;
import org.histochain.activities.table.PatchTable;
import org.histochain.activities.table.ScoreRows;
import org.histochain.activities.table.ScoreTableFile;
import org.histochain.workflows.contract.ArtifactRef;
import org.histochain.workflows.contract.Evaluated;
import org.histochain.workflows.contract.PoolFoldsRequest;
import org.histochain.workflows.contract.StepContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PoolFoldsStepTest {
  private static final List<String> CLASSES = List.of("STR", "TUM");

  @TempDir private Path folder;
  private Artifacts artifacts;
  private PoolFoldsStep step;

  @BeforeEach
  void open() {
    SimpleMeterRegistry meters = new SimpleMeterRegistry();
    artifacts = new Artifacts(new MemoryStore(), folder, meters);
    step =
        new PoolFoldsStep(
            artifacts, new StepRunner(artifacts, new Producer("test", "none"), meters));
  }

  @Test
  void predictionsOfAllFoldsAreScoredAsOneSet() throws IOException {
    // The first fold holds one class alone: a mean of its folds' scores would be another number.
    Evaluated pooled =
        run(
            List.of(table("a", 0, 0, 0), table("b", 0, 1, 1)),
            List.of(predicted("a", 0, 0, 1), predicted("b", 1, 1, 1)));

    assertThat(pooled.scores().accuracy()).isCloseTo(4 / 6.0, Offset.offset(1e-12));
    assertThat(pooled.scores().balancedAccuracy())
        .isCloseTo((2 / 4.0 + 2 / 2.0) / 2, Offset.offset(1e-12));
    assertThat(ScoreTableFile.read(artifacts.fetch(pooled.predictions())).ids())
        .containsExactly("a0", "a1", "a2", "b0", "b1", "b2");
  }

  @Test
  void predictionsOfOtherPatchesAreRefused() throws IOException {
    List<ArtifactRef> tables = List.of(table("a", 0, 1), table("b", 0, 1));
    List<ArtifactRef> swapped = List.of(predicted("b", 0, 1), predicted("a", 0, 1));
    assertThatThrownBy(() -> run(tables, swapped))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("fold 0");
  }

  private Evaluated run(List<ArtifactRef> tables, List<ArtifactRef> predictions)
      throws IOException {
    return step.run(
        new PoolFoldsRequest(new StepContext("chain", 1), CLASSES, tables, predictions, 1));
  }

  private ArtifactRef table(String prefix, int... classes) throws IOException {
    List<PatchRow> rows = new ArrayList<>();
    for (int index = 0; index < classes.length; index++) {
      rows.add(new PatchRow(prefix + index, classes[index], null, "pixels"));
    }
    return artifacts.put(file -> PatchTable.write(file, rows));
  }

  private ArtifactRef predicted(String prefix, int... classes) throws IOException {
    List<String> ids = new ArrayList<>();
    float[][] probabilities = new float[classes.length][2];
    for (int index = 0; index < classes.length; index++) {
      ids.add(prefix + index);
      probabilities[index][classes[index]] = 1;
    }
    ScoreRows rows = new ScoreRows(CLASSES, ids, probabilities);
    return artifacts.put(file -> ScoreTableFile.write(file, rows));
  }
}
