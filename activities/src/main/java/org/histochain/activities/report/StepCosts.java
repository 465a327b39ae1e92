package org.histochain.activities.report;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.histochain.activities.artifact.Crew;
import org.histochain.activities.step.Manifest;
import org.histochain.activities.step.Manifests;
import org.jspecify.annotations.Nullable;

/** What steps cost, by kind: the work's own time, whichever chain it was done for. */
public final class StepCosts {
  /**
   * The steps of a kind.
   *
   * @param step kind of step, as manifests name it
   * @param steps how many are done
   * @param seconds their time
   * @param imagesPerSecond images worked on in that time; null where the step does not count them
   */
  public record Cost(String step, int steps, double seconds, @Nullable Double imagesPerSecond) {
    public Cost {
      requireNonNull(step, "step is null");
    }

    /** Returns what the page calls it. */
    public String name() {
      return NAMES.getOrDefault(step, step);
    }
  }

  /** Sums of a kind. */
  private static final class Sum {
    private int steps;
    private double seconds;
    private double images;
    private boolean counted;

    void add(Manifest manifest) {
      steps++;
      seconds += manifest.run().seconds();
      JsonNode rate = manifest.metrics().path("imagesPerSecond");
      JsonNode rows = manifest.metrics().path("rows");
      counted |= rate.isNumber() || rows.isNumber();
      images += rate.asDouble(0) * manifest.run().seconds() + rows.asDouble(0);
    }

    Cost cost(String step) {
      boolean known = counted && seconds > 0;
      return new Cost(step, steps, seconds, known ? images / seconds : null);
    }
  }

  private static final Map<String, String> NAMES =
      Map.of(
          "prepare", "Prepare the tables",
          "colourHistogram", "Colour histogram",
          "trainTeacher", "Train the teacher",
          "pseudoLabel", "Label the pool",
          "filter", "Filter",
          "pretrain", "Pretrain",
          "finetune", "Fine-tune",
          "evaluate", "Evaluate on validation",
          "poolFolds", "Pool the folds",
          "report", "Score test");

  private static final List<String> ORDER =
      List.of(
          "prepare",
          "colourHistogram",
          "trainTeacher",
          "pseudoLabel",
          "filter",
          "pretrain",
          "finetune",
          "evaluate",
          "poolFolds",
          "report");

  private StepCosts() {}

  /** Returns the costs in the order of a chain's work; a step without a manifest is left out. */
  public static List<Cost> read(Manifests manifests, List<String> stepKeys) throws IOException {
    Map<String, Sum> sums = new HashMap<>();
    for (Manifest done : found(manifests, stepKeys)) {
      sums.computeIfAbsent(done.step(), _ -> new Sum()).add(done);
    }
    List<String> kinds = new ArrayList<>(ORDER);
    sums.keySet().stream().filter(kind -> !ORDER.contains(kind)).sorted().forEach(kinds::add);
    List<Cost> costs = new ArrayList<>();
    for (String kind : kinds) {
      Sum sum = sums.get(kind);
      if (sum != null) {
        costs.add(sum.cost(kind));
      }
    }
    return costs;
  }

  private static List<Manifest> found(Manifests manifests, List<String> stepKeys)
      throws IOException {
    List<Optional<Manifest>> found =
        new ArrayList<>(Collections.nCopies(stepKeys.size(), Optional.empty()));
    try (Crew crew = new Crew()) {
      for (int n = 0; n < stepKeys.size(); n++) {
        int step = n;
        crew.give(() -> found.set(step, manifests.find(stepKeys.get(step))));
      }
      crew.await();
    }
    return found.stream().flatMap(Optional::stream).toList();
  }

  /** Returns the page's rows: how many, how long, images per second. */
  static List<PageModel.ClassRow> rows(List<Cost> costs) {
    List<PageModel.ClassRow> rows = new ArrayList<>();
    for (Cost cost : costs) {
      Double rate = cost.imagesPerSecond();
      rows.add(
          new PageModel.ClassRow(
              cost.name(),
              List.of(
                  new PageModel.Cell(Wording.count(cost.steps()), false),
                  new PageModel.Cell(Wording.duration(cost.seconds()), false),
                  new PageModel.Cell(
                      rate == null ? Wording.NONE : Wording.count((int) Math.round(rate)),
                      false))));
    }
    return rows;
  }
}
