package org.histochain.activities.filtering;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import org.histochain.activities.artifact.Artifacts;
import org.histochain.activities.step.StepFailure;
import org.histochain.activities.step.StepIdentity;
import org.histochain.activities.step.StepMonitor;
import org.histochain.activities.step.StepOutput;
import org.histochain.activities.step.StepResult;
import org.histochain.activities.step.StepRunner;
import org.histochain.activities.table.PatchRow;
import org.histochain.activities.table.PatchTable;
import org.histochain.workflows.contract.ArtifactRef;
import org.histochain.workflows.contract.FailureTypes;
import org.histochain.workflows.contract.FilterRequest;
import org.histochain.workflows.contract.FilterSpec;
import org.histochain.workflows.contract.Filtered;
import org.histochain.workflows.contract.K;
import org.jspecify.annotations.Nullable;

/**
 * Draws the selection from a pool's soft labels: Parquet like a score table, rows in shard order.
 */
public final class FilterStep {
  private static final String NAME = "filter";
  private static final int ALGORITHM_VERSION = 1;
  private static final String SELECTION = "selection";

  /** What decides the selection besides the scores. */
  private record Settings(List<String> classes, String k, int p, @Nullable String align) {}

  private final Artifacts artifacts;
  private final StepRunner runner;

  public FilterStep(Artifacts artifacts, StepRunner runner) {
    this.artifacts = requireNonNull(artifacts, "artifacts is null");
    this.runner = requireNonNull(runner, "runner is null");
  }

  /**
   * Returns the selection.
   *
   * @throws StepFailure {@code InvalidChain} if K, P or the alignment is out of range, {@code
   *     EmptySelection} if nothing is kept, {@code Diverged} if a probability is not in [0, 1]
   */
  public Filtered run(FilterRequest request, StepMonitor monitor) throws IOException {
    K k = parse(request.filter());
    TopFilter filter = new TopFilter(request.classes(), k, request.filter().p());
    StepIdentity identity =
        new StepIdentity(
            NAME,
            ALGORITHM_VERSION,
            new Settings(
                request.classes(), k.text(), request.filter().p(), request.filter().align()),
            inputs(request));
    StepResult result =
        runner.run(request.context(), identity, () -> select(request, filter, monitor));
    TopFilter.Kept kept = result.metrics(TopFilter.Kept.class);
    return new Filtered(
        result.output(SELECTION), kept.selected(), kept.selectedPerClass(), result.run());
  }

  private static SortedMap<String, ArtifactRef> inputs(FilterRequest request) {
    SortedMap<String, ArtifactRef> inputs = new TreeMap<>();
    inputs.put("scores", request.scores());
    ArtifactRef labelled = request.labelled();
    if (labelled != null) {
      inputs.put("labelled", labelled);
    }
    return inputs;
  }

  private StepOutput select(FilterRequest request, TopFilter filter, StepMonitor monitor)
      throws IOException {
    ScoreIndex index = ScoreIndex.read(artifacts, request.scores());
    ScorePool pool =
        aligned(new ScoreTables(artifacts, index, request.classes(), monitor), request);
    AtomicReference<TopFilter.@Nullable Kept> kept = new AtomicReference<>();
    ArtifactRef selection =
        artifacts.putStream(
            stream -> {
              try (SelectionWriter writer = new SelectionWriter(stream, request.classes())) {
                kept.set(filter.select(pool, writer));
              }
              if (requireNonNull(kept.get()).selected() == 0) {
                throw new StepFailure(FailureTypes.EMPTY_SELECTION, emptyMessage(request));
              }
            });
    return new StepOutput(new TreeMap<>(Map.of(SELECTION, selection)), requireNonNull(kept.get()));
  }

  private ScorePool aligned(ScorePool pool, FilterRequest request) throws IOException {
    String align = request.filter().align();
    if (align == null) {
      return pool;
    }
    double[] target =
        switch (align) {
          case "labels" -> frequencies(request);
          case "uniform" -> {
            double[] equal = new double[request.classes().size()];
            Arrays.fill(equal, 1.0 / equal.length);
            yield equal;
          }
          default ->
              throw new StepFailure(
                  FailureTypes.INVALID_CHAIN,
                  "filter.align is " + align + ": write none, labels or uniform");
        };
    return AlignedPool.of(pool, target, request.classes());
  }

  private double[] frequencies(FilterRequest request) throws IOException {
    ArtifactRef labelled = requireNonNull(request.labelled(), "labelled is null");
    List<PatchRow> rows = PatchTable.read(artifacts.fetch(labelled));
    double[] frequencies = new double[request.classes().size()];
    rows.forEach(row -> frequencies[row.classIndex()]++);
    for (int c = 0; c < frequencies.length; c++) {
      frequencies[c] /= rows.size();
    }
    return frequencies;
  }

  /** K of at least one candidate is at least one patch, so only an empty pool keeps nothing. */
  private static String emptyMessage(FilterRequest request) {
    return "the filter (k %s, p %d) of iteration %d kept no patch, because the unlabelled pool is empty; label fewer patches, set less apart for validation and test, or set chain.iterations to 0"
        .formatted(request.filter().k(), request.filter().p(), request.context().iteration());
  }

  private static K parse(FilterSpec filter) {
    try {
      return K.parse(filter.k());
    } catch (IllegalArgumentException e) {
      throw new StepFailure(FailureTypes.INVALID_CHAIN, requireNonNull(e.getMessage()));
    }
  }
}
