package org.histochain.activities.preparation;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.histochain.activities.dataset.DatasetIndex;
import org.histochain.activities.step.StepFailure;
import org.histochain.activities.table.ChannelSums;
import org.histochain.activities.table.IndexRow;
import org.histochain.activities.table.PatchRow;
import org.histochain.workflows.contract.FailureTypes;
import org.histochain.workflows.contract.LabelSpec;
import org.histochain.workflows.contract.SplitSpec;

/**
 * Who is where in a chain. Rows are in shard order; a patch is in at most one of the first four.
 *
 * @param labelled the labelled set
 * @param pool the unlabelled pool, without classes
 * @param validation the validation set
 * @param test the test set
 * @param poolTruth the pool patches whose class is known, with it
 * @param trainSums sums over the pixels of labelled and pool
 */
record ChainTables(
    List<PatchRow> labelled,
    List<PatchRow> pool,
    List<PatchRow> validation,
    List<PatchRow> test,
    List<PatchRow> poolTruth,
    ChannelSums trainSums) {

  /**
   * Splits a data set and draws the labelled set.
   *
   * @param listed ids of {@code labels.list}; empty without it
   * @param side side of the patches, in pixels
   * @throws StepFailure if no split has every class, or the labelled set cannot be drawn
   */
  static ChainTables of(
      DatasetIndex index,
      List<String> classes,
      SplitSpec split,
      LabelSpec labels,
      List<String> listed,
      int side) {
    Map<String, Integer> parts = DeclaredSplit.complete(index, classes, split);
    List<PatchRow> validation = new ArrayList<>();
    List<PatchRow> test = new ArrayList<>();
    Set<String> heldGroups = new HashSet<>();
    for (IndexRow row : index.rows()) {
      int part = parts.getOrDefault(row.id(), GroupSplit.TRAIN);
      if (part != GroupSplit.TRAIN) {
        heldGroups.add(GroupSplit.groupOf(patch(row)));
        if (row.classIndex() != PatchRow.NO_CLASS) {
          (part == GroupSplit.VALIDATION ? validation : test).add(patch(row));
        }
      }
    }
    List<IndexRow> train =
        index.rows().stream()
            .filter(row -> parts.getOrDefault(row.id(), GroupSplit.TRAIN) == GroupSplit.TRAIN)
            .filter(row -> !heldGroups.contains(GroupSplit.groupOf(patch(row))))
            .toList();
    requireInTrain(index, train, listed);
    List<PatchRow> kept = kept(validation, classes, split);
    return drawn(train, kept, test, draw(train, classes, labels, listed, side));
  }

  private static List<PatchRow> kept(
      List<PatchRow> validation, List<String> classes, SplitSpec split) {
    Integer count = split.validationLabels();
    if (count == null) {
      return validation;
    }
    LabelSpec seeded = new LabelSpec(null, null, null, split.seed(), "take");
    Set<String> chosen = new LabelDraw(validation, classes, seeded).inProportion(count);
    return validation.stream().filter(patch -> chosen.contains(patch.id())).toList();
  }

  private static ChainTables drawn(
      List<IndexRow> train,
      List<PatchRow> validation,
      List<PatchRow> test,
      Set<String> labelledIds) {
    List<PatchRow> labelled = new ArrayList<>();
    List<PatchRow> pool = new ArrayList<>();
    List<PatchRow> poolTruth = new ArrayList<>();
    ChannelSums sums = ChannelSums.ZERO;
    for (IndexRow row : train) {
      sums = sums.plus(row.sums());
      if (labelledIds.contains(row.id())) {
        labelled.add(patch(row));
        continue;
      }
      pool.add(new PatchRow(row.id(), PatchRow.NO_CLASS, row.group(), row.pixelDigest()));
      if (row.classIndex() != PatchRow.NO_CLASS) {
        poolTruth.add(patch(row));
      }
    }
    return new ChainTables(labelled, pool, validation, test, poolTruth, sums);
  }

  private static Set<String> draw(
      List<IndexRow> train, List<String> classes, LabelSpec labels, List<String> listed, int side) {
    LabelDraw draw =
        new LabelDraw(
            train.stream().map(ChainTables::patch).toList(),
            classes,
            labels,
            () -> new ColourMoments(train, (long) side * side));
    if (labels.perClass() != null) {
      return draw.perClass(labels.perClass());
    }
    if (labels.fraction() != null) {
      return draw.fraction(labels.fraction());
    }
    return draw.list(listed);
  }

  private static void requireInTrain(
      DatasetIndex index, List<IndexRow> train, List<String> listed) {
    Set<String> allowed = new HashSet<>();
    train.forEach(row -> allowed.add(row.id()));
    List<String> strange = listed.stream().filter(id -> !allowed.contains(id)).toList();
    if (!strange.isEmpty()) {
      String first = strange.getFirst();
      throw new StepFailure(
          FailureTypes.INVALID_CHAIN,
          "labels.list names %d patches that cannot be labelled, first %s, which is %s: leave them out"
              .formatted(
                  strange.size(),
                  first,
                  index.contains(first)
                      ? "in validation or test, or of a group that is"
                      : "not in the data set"));
    }
  }

  private static PatchRow patch(IndexRow row) {
    return new PatchRow(row.id(), row.classIndex(), row.group(), row.pixelDigest());
  }

  /** Returns the number of patches in labelled and pool. */
  int trainSize() {
    return labelled.size() + pool.size();
  }

  ChainTables {
    Objects.requireNonNull(trainSums, "trainSums is null");
  }
}
