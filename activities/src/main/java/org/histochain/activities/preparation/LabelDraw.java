package org.histochain.activities.preparation;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.histochain.activities.artifact.Sha256;
import org.histochain.activities.step.StepFailure;
import org.histochain.activities.table.PatchRow;
import org.histochain.workflows.contract.FailureTypes;
import org.histochain.workflows.contract.LabelSpec;

/**
 * Draws the labelled set from the training patches. Within a class patches come in an order drawn
 * by the seed, each by its id alone, so that a smaller set of a seed lies within a larger one.
 */
final class LabelDraw {
  private final List<PatchRow> train;
  private final List<String> classes;
  private final LabelSpec spec;

  /**
   * @param train all patches that may be labelled or in the pool
   */
  LabelDraw(List<PatchRow> train, List<String> classes, LabelSpec spec) {
    this.train = train;
    this.classes = classes;
    this.spec = spec;
  }

  /**
   * Draws so many of each class.
   *
   * @throws StepFailure if a class has fewer, unless {@code short: take}
   */
  Set<String> perClass(int count) {
    Set<String> drawn = new LinkedHashSet<>();
    for (int index = 0; index < classes.size(); index++) {
      List<PatchRow> ordered = ordered(index);
      requireEnough("labels.perClass", index, ordered.size(), count);
      ordered.stream().limit(count).map(PatchRow::id).forEach(drawn::add);
    }
    return drawn;
  }

  /**
   * Draws a fraction of all patches, rounded half up, classes in proportion, at least one of each.
   *
   * @param fraction decimal in (0, 1), or {@code all}
   * @throws StepFailure if a class has none, unless {@code short: take}
   */
  Set<String> fraction(String fraction) {
    record Place(double key, int classIndex, PatchRow patch) {}
    List<Place> places = new ArrayList<>();
    for (int index = 0; index < classes.size(); index++) {
      List<PatchRow> ordered = ordered(index);
      requireEnough("labels.fraction", index, ordered.size(), 1);
      for (int rank = 0; rank < ordered.size(); rank++) {
        // Webster's divisors: a longer draw never takes a place back.
        double key = rank == 0 ? 0 : (rank + 0.5) / ordered.size();
        places.add(new Place(key, index, ordered.get(rank)));
      }
    }
    places.sort(Comparator.comparingDouble(Place::key).thenComparingInt(Place::classIndex));
    long wanted = fraction.equals("all") ? places.size() : rounded(fraction);
    long count = Math.max(wanted, classes.size());
    Set<String> drawn = new LinkedHashSet<>();
    places.stream().limit(count).map(place -> place.patch().id()).forEach(drawn::add);
    return drawn;
  }

  /**
   * Checks a list of patches to label.
   *
   * @throws StepFailure if a class has none, unless {@code short: take}, or a patch no class
   */
  Set<String> list(List<String> ids) {
    Set<String> wanted = new LinkedHashSet<>(ids);
    int[] counts = new int[classes.size()];
    for (PatchRow patch : train) {
      if (!wanted.contains(patch.id())) {
        continue;
      }
      if (patch.classIndex() == PatchRow.NO_CLASS) {
        throw refused("labels.list: patch " + patch.id() + " has no class: leave it out");
      }
      counts[patch.classIndex()]++;
    }
    for (int index = 0; index < counts.length; index++) {
      requireEnough("labels.list", index, counts[index], 1);
    }
    return wanted;
  }

  private long rounded(String fraction) {
    return new BigDecimal(fraction)
        .multiply(BigDecimal.valueOf(train.size()))
        .setScale(0, RoundingMode.HALF_UP)
        .longValueExact();
  }

  private List<PatchRow> ordered(int classIndex) {
    record Drawn(String order, PatchRow patch) {}
    return train.stream()
        .filter(patch -> patch.classIndex() == classIndex)
        .map(patch -> new Drawn(order(patch), patch))
        .sorted(Comparator.comparing(Drawn::order))
        .map(Drawn::patch)
        .toList();
  }

  private String order(PatchRow patch) {
    return Sha256.of(("labels " + spec.seed() + " " + patch.id()).getBytes(UTF_8));
  }

  private void requireEnough(String key, int classIndex, int there, int wanted) {
    if (there < wanted && spec.shortOf().equals("refuse")) {
      throw refused(
          "%s asks for %d of class %s, which has %d to label: ask for fewer, or set `short: take` to take what there is"
              .formatted(key, wanted, classes.get(classIndex), there));
    }
  }

  private static StepFailure refused(String message) {
    return new StepFailure(FailureTypes.INVALID_CHAIN, message);
  }
}
