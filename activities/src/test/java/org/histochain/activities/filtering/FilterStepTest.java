package org.histochain.activities.filtering;

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
import org.histochain.activities.step.StepFailure;
import org.histochain.activities.step.StepMonitor;
import org.histochain.activities.step.StepRunner;
import org.histochain.activities.step.StepStoppedException;
import org.histochain.activities.step.StoppingMonitor;
import org.histochain.activities.table.PatchRow;
import org.histochain.activities.table.PatchTable;
import org.histochain.activities.table.ScoreRows;
import org.histochain.activities.table.ScoreTableFile;
import org.histochain.workflows.contract.ArtifactRef;
import org.histochain.workflows.contract.FailureTypes;
import org.histochain.workflows.contract.FilterRequest;
import org.histochain.workflows.contract.FilterSpec;
import org.histochain.workflows.contract.Filtered;
import org.histochain.workflows.contract.IndexRequest;
import org.histochain.workflows.contract.ScoreTable;
import org.histochain.workflows.contract.StepContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FilterStepTest {
  private static final StepContext CONTEXT = new StepContext("chain", 1);
  private static final List<String> CLASSES = List.of("TUM", "STR");

  @TempDir private Path folder;
  private Artifacts artifacts;
  private FilterStep step;
  private int files;

  @BeforeEach
  void emptyStore() {
    SimpleMeterRegistry meters = new SimpleMeterRegistry();
    artifacts = new Artifacts(new MemoryStore(), folder.resolve("cache" + files++), meters);
    step =
        new FilterStep(artifacts, new StepRunner(artifacts, new Producer("test", "test"), meters));
  }

  @Test
  void selectsAcrossShardsInShardOrder() throws IOException {
    Filtered filtered = filter(pool(), "2", 1);

    ScoreRows rows = ScoreTableFile.read(artifacts.fetch(filtered.selection()));
    assertThat(rows.classes()).isEqualTo(CLASSES);
    assertThat(rows.ids()).containsExactly("z", "y", "c", "b");
    assertThat(rows.probabilities()[0]).containsExactly(0.9f, 1 - 0.9f);
    assertThat(filtered.selected()).isEqualTo(4);
    assertThat(filtered.selectedPerClass()).containsExactly(2, 2);
    assertThat(filtered.run().reused()).isFalse();
  }

  @Test
  void writesTheSameBytesForVersion1EverywhereAndAlways() throws IOException {
    assertThat(filter(pool(), "2", 1).selection().sha256())
        .isEqualTo("d61c97684e65266801fd65b413fcf0b08a9579ff0ad43b6ad126acdb779d73de");
  }

  /** As it was before there were options: finished steps of older chains are found again. */
  @Test
  void optionsThatAreOffAreNotInTheKey() throws IOException {
    assertThat(filter(pool(), "2", 1).run().key())
        .isEqualTo("d5a0575dda65371fbbdaf24f0feb8a85e2ff56e998cb71a1ff6d18a31e07f12f");
  }

  @Test
  void reusesASelectionForTheSameScoresKAndP() throws IOException {
    ArtifactRef pool = pool();
    Filtered first = filter(pool, "0.8", 1);
    Filtered again = filter(pool, "0.80", 1);
    assertThat(again.run().reused()).isTrue();
    assertThat(again.selection()).isEqualTo(first.selection());
    assertThat(filter(pool, "0.5", 1).run().reused()).isFalse();
    assertThat(filter(pool, "0.8", 2).run().reused()).isFalse();
  }

  @Test
  void alignsWithTheLabelledSetsClassFrequenciesAndTheKeyHoldsIt() throws IOException {
    ArtifactRef pool = pool();
    Filtered plain = filter(pool, "all", 1);
    // Means of tumour and stroma are 2.9 and 3.1 of 6; labelled: one of tumour, three of stroma.
    Filtered labels = aligned(pool, "labels", labelled(0, 1, 1, 1));
    Filtered uniform = aligned(pool, "uniform", null);

    double tumour = 0.25 / (2.9 / 6);
    double stroma = 0.75 / (3.1 / 6);
    ScoreRows rows = ScoreTableFile.read(artifacts.fetch(labels.selection()));
    assertThat(rows.ids()).containsExactly("z", "y", "x", "c", "b", "a");
    assertThat(rows.probabilities()[0][0])
        .isCloseTo((float) (0.9 * tumour / (0.9 * tumour + 0.1 * stroma)), Offset.offset(1e-6f));
    assertThat(rows.probabilities()[0][1])
        .isCloseTo((float) (0.1 * stroma / (0.9 * tumour + 0.1 * stroma)), Offset.offset(1e-6f));
    assertThat(labels.selectedPerClass()).containsExactly(1, 5);
    assertThat(List.of(plain.selection(), labels.selection(), uniform.selection()))
        .doesNotHaveDuplicates();
    assertThat(aligned(pool, "labels", labelled(0, 1, 1, 1)).run().reused()).isTrue();
    assertThat(aligned(pool, "labels", labelled(0, 0, 1, 1)).run().reused()).isFalse();
    assertThatThrownBy(() -> aligned(pool, "pool", null))
        .hasMessage("filter.align is pool: write none, labels or uniform");
  }

  private Filtered aligned(ArtifactRef scores, String align, @Nullable ArtifactRef labelled)
      throws IOException {
    return step.run(
        new FilterRequest(CONTEXT, scores, CLASSES, new FilterSpec("all", 1, align), labelled),
        StepMonitor.silent());
  }

  private ArtifactRef labelled(int... classes) throws IOException {
    List<PatchRow> rows = new ArrayList<>();
    for (int index : classes) {
      rows.add(new PatchRow("labelled-" + rows.size(), index, null, "pixels"));
    }
    return artifacts.put(file -> PatchTable.write(file, rows));
  }

  @Test
  void refusesAnEmptySelectionWithAdvice() throws IOException {
    ArtifactRef empty = index(List.of(table(List.of())));
    assertThatThrownBy(() -> filter(empty, "0.8", 1))
        .isInstanceOfSatisfying(
            StepFailure.class,
            failure -> assertThat(failure.type()).isEqualTo(FailureTypes.EMPTY_SELECTION))
        .hasMessageContaining("the filter (k 0.8, p 1) of iteration 1 kept no patch")
        .hasMessageContaining("label fewer patches");
  }

  @Test
  void refusesABareOneWithAdvice() throws IOException {
    ArtifactRef pool = pool();
    assertThatThrownBy(() -> filter(pool, "1", 1))
        .isInstanceOfSatisfying(
            StepFailure.class,
            failure -> assertThat(failure.type()).isEqualTo(FailureTypes.INVALID_CHAIN))
        .hasMessageStartingWith("filter.k is 1: write `all`");
  }

  @Test
  void refusesTablesOfOtherClasses() throws IOException {
    ArtifactRef pool = pool();
    FilterRequest request =
        new FilterRequest(CONTEXT, pool, List.of("STR", "TUM"), new FilterSpec("all", 1));
    assertThatThrownBy(() -> step.run(request, StepMonitor.silent()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("has the classes [TUM, STR], the chain [STR, TUM]");
  }

  @Test
  void stopsBetweenTablesWhenTold() throws IOException {
    FilterRequest request = new FilterRequest(CONTEXT, pool(), CLASSES, new FilterSpec("all", 1));
    assertThatThrownBy(() -> step.run(request, new StoppingMonitor(1)))
        .isInstanceOf(StepStoppedException.class);
    assertThat(step.run(request, StepMonitor.silent()).run().reused()).isFalse();
  }

  @Test
  void mergesIndicesInTheirOrder() throws IOException {
    List<ScoreTable> tables = tables();
    ArtifactRef first = index(tables.subList(0, 1));
    ArtifactRef second = index(tables.subList(1, 3));
    ArtifactRef merged =
        new IndexStep(artifacts).run(new IndexRequest(CONTEXT, List.of(), List.of(first, second)));
    assertThat(ScoreIndex.read(artifacts, merged).tables()).isEqualTo(tables);
    assertThat(merged).isEqualTo(index(tables));
  }

  private Filtered filter(ArtifactRef scores, String k, int p) throws IOException {
    return step.run(
        new FilterRequest(CONTEXT, scores, CLASSES, new FilterSpec(k, p)), StepMonitor.silent());
  }

  private ArtifactRef pool() throws IOException {
    return index(tables());
  }

  private List<ScoreTable> tables() throws IOException {
    return List.of(
        table(List.of("z", "y", "x"), 0.9f, 0.2f, 0.6f),
        table(List.of()),
        table(List.of("c", "b", "a"), 0.7f, 0.1f, 0.4f));
  }

  private ArtifactRef index(List<ScoreTable> tables) throws IOException {
    return new IndexStep(artifacts).run(new IndexRequest(CONTEXT, tables, List.of()));
  }

  private ScoreTable table(List<String> ids, float... tumour) throws IOException {
    float[][] probabilities = new float[ids.size()][];
    for (int i = 0; i < probabilities.length; i++) {
      probabilities[i] = new float[] {tumour[i], 1 - tumour[i]};
    }
    Path file = folder.resolve("table" + files++);
    ScoreTableFile.write(file, new ScoreRows(CLASSES, ids, probabilities));
    return new ScoreTable(artifacts.put(file), ids.size());
  }
}
