package org.histochain.activities.preparation;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.histochain.activities.artifact.Sha256;
import org.histochain.activities.step.StepFailure;
import org.histochain.activities.table.PatchRow;
import org.histochain.workflows.contract.FailureTypes;
import org.histochain.workflows.contract.LabelSpec;

/**
 * Draws the labelled set from the training patches. Within a class patches come in an order drawn
 * by the seed, each by its id alone, so that a smaller random set of a seed lies within a larger
 * one. How many each class gives does not depend on which they are.
 */
final class LabelDraw {
  private final List<PatchRow> train;
  private final List<String> classes;
  private final LabelSpec spec;
  private final LabelChoice choice;

  /**
   * @param train all patches that may be labelled or in the pool
   * @param space where they are, for draws by how they look
   * @throws StepFailure if labels of one group are asked for where no patch has a group
   */
  LabelDraw(
      List<PatchRow> train, List<String> classes, LabelSpec spec, Supplier<ColourMoments> space) {
    this.train = train;
    this.classes = classes;
    this.spec = spec;
    this.choice = choice(space);
  }

  /** Draws at random. */
  LabelDraw(List<PatchRow> train, List<String> classes, LabelSpec spec) {
    this.train = train;
    this.classes = classes;
    this.spec = spec;
    this.choice = LabelChoice.RANDOM;
  }

  private LabelChoice choice(Supplier<ColourMoments> space) {
    return switch (spec.draw()) {
      case null -> LabelChoice.RANDOM;
      case "nearest" -> ColourChoice.nearest(space.get());
      case "atypical" -> ColourChoice.atypical(space.get());
      case "oneGroup" -> {
        if (train.stream().allMatch(patch -> patch.group() == null)) {
          throw refused(
              "labels.draw is oneGroup, but no patch to label has a group: import the data set with"
                  + " a group column, or draw nearest or atypical");
        }
        yield new GroupChoice(this::order);
      }
      default -> throw refused("labels.draw is " + spec.draw() + ", which is unknown");
    };
  }

  /**
   * Draws so many of each class.
   *
   * @throws StepFailure if a class has fewer, unless {@code short: take}
   */
  Set<String> perClass(int count) {
    int[] counts = new int[classes.size()];
    for (int index = 0; index < counts.length; index++) {
      int there = ofClass(index).size();
      requireEnough("labels.perClass", index, there, count);
      counts[index] = Math.min(count, there);
    }
    return drawn(counts);
  }

  /**
   * Draws a fraction of all patches, rounded half up, classes in proportion, at least one of each.
   *
   * @param fraction decimal in (0, 1), or {@code all}
   * @throws StepFailure if a class has none, unless {@code short: take}
   */
  Set<String> fraction(String fraction) {
    return inProportion(fraction.equals("all") ? train.size() : rounded(fraction));
  }

  /**
   * Draws so many of all patches, classes in proportion, at least one of each.
   *
   * @throws StepFailure if a class has none, unless {@code short: take}
   */
  Set<String> inProportion(long wanted) {
    record Place(double key, int classIndex) {}
    List<Place> places = new ArrayList<>();
    for (int index = 0; index < classes.size(); index++) {
      int there = ofClass(index).size();
      requireEnough("labels.fraction", index, there, 1);
      for (int rank = 0; rank < there; rank++) {
        // Webster's divisors: a longer draw never takes a place back.
        places.add(new Place(rank == 0 ? 0 : (rank + 0.5) / there, index));
      }
    }
    places.sort(Comparator.comparingDouble(Place::key).thenComparingInt(Place::classIndex));
    int[] counts = new int[classes.size()];
    places.stream()
        .limit(Math.max(wanted, classes.size()))
        .forEach(place -> counts[place.classIndex()]++);
    return drawn(counts);
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

  private Set<String> drawn(int[] counts) {
    Set<String> drawn = new LinkedHashSet<>();
    for (int index = 0; index < counts.length; index++) {
      if (counts[index] > 0) {
        choice.of(ordered(ofClass(index)), counts[index]).forEach(patch -> drawn.add(patch.id()));
      }
    }
    return drawn;
  }

  private List<PatchRow> ofClass(int classIndex) {
    return train.stream().filter(patch -> patch.classIndex() == classIndex).toList();
  }

  private List<PatchRow> ordered(List<PatchRow> patches) {
    record Drawn(String order, PatchRow patch) {}
    return patches.stream()
        .map(patch -> new Drawn(order(patch.id()), patch))
        .sorted(Comparator.comparing(Drawn::order))
        .map(Drawn::patch)
        .toList();
  }

  private String order(String name) {
    return Sha256.of(("labels " + spec.seed() + " " + name).getBytes(UTF_8));
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
