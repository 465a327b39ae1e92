package org.histochain.activities.preparation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.histochain.activities.step.StepFailure;
import org.histochain.activities.table.ChannelSums;
import org.histochain.activities.table.PatchRow;
import org.histochain.workflows.contract.FailureTypes;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class LabelFoldsTest {
  private static final List<String> CLASSES = List.of("ADI", "STR", "TUM");

  @Test
  void singlePatchesAreDealtEvenlyInEveryClass() {
    List<PatchRow> labelled = new ArrayList<>();
    for (int index = 0; index < 18; index++) {
      labelled.add(row(index, index % 3, null));
    }
    for (int seed = 0; seed < 20; seed++) {
      int[][] counts = counts(labelled, LabelFolds.assign(labelled, CLASSES, 3, seed), 3);
      for (int[] fold : counts) {
        assertThat(fold).containsExactly(2, 2, 2);
      }
    }
  }

  @Test
  void wholeGroupsAreDealtAndNoClassLeavesTraining() {
    List<PatchRow> labelled = new ArrayList<>();
    for (int index = 0; index < 40; index++) {
      labelled.add(row(index, index % 3, "case-" + index % 7));
    }
    labelled.add(row(40, 2, "case-7"));
    Map<String, Integer> folds = LabelFolds.assign(labelled, CLASSES, 4, 5);
    assertThat(folds)
        .hasSize(8)
        .containsOnlyKeys(labelled.stream().map(GroupSplit::groupOf).distinct().toList());
    for (int[] fold : counts(labelled, folds, 4)) {
      for (int c = 0; c < 3; c++) {
        assertThat(fold[c]).isLessThan(14);
      }
      assertThat(fold[0] + fold[1] + fold[2]).isPositive();
    }
  }

  @Test
  void theSeedDecidesAndTheOrderDoesNot() {
    List<PatchRow> labelled = new ArrayList<>();
    for (int index = 0; index < 30; index++) {
      labelled.add(row(index, index % 3, null));
    }
    Map<String, Integer> folds = LabelFolds.assign(labelled, CLASSES, 3, 1);
    assertThat(LabelFolds.assign(labelled, CLASSES, 3, 2)).isNotEqualTo(folds);
    Collections.reverse(labelled);
    assertThat(LabelFolds.assign(labelled, CLASSES, 3, 1)).isEqualTo(folds);
  }

  @Test
  void aClassOfOneGroupIsRefusedByName() {
    List<PatchRow> labelled =
        List.of(
            row(0, 0, null),
            row(1, 0, null),
            row(2, 1, "case"),
            row(3, 1, "case"),
            row(4, 2, null),
            row(5, 2, null));
    refused(labelled, 2, "Class STR has labelled patches of 1 group, but cross-validation");
  }

  @Test
  void classesThatNoDealKeepsInTrainingAreRefusedByName() {
    // Both groups of ADI hold a class that the other group of it needs apart: three groups, a pair
    // each.
    List<PatchRow> labelled =
        List.of(
            row(0, 0, "one"),
            row(1, 0, "two"),
            row(2, 1, "two"),
            row(3, 1, "three"),
            row(4, 2, "one"),
            row(5, 2, "three"));
    refused(labelled, 2, "groups that no deal into 2 folds could keep apart");
    assertThat(LabelFolds.assign(labelled, CLASSES, 3, 1).values())
        .containsExactlyInAnyOrder(0, 1, 2);
  }

  @Test
  void moreFoldsThanGroupsAreRefused() {
    refused(
        List.of(row(0, 0, null), row(1, 0, null)),
        3,
        "split.folds is 3, but the labelled set has 2 groups: ask for fewer folds");
  }

  @Test
  void aFoldsPoolLacksTheGroupsItHoldsOut() {
    List<PatchRow> labelled = new ArrayList<>();
    List<PatchRow> pool = new ArrayList<>();
    for (int index = 0; index < 12; index++) {
      labelled.add(row(index, index % 3, "case-" + index));
      pool.add(row(100 + index, PatchRow.NO_CLASS, "case-" + index));
      pool.add(row(200 + index, PatchRow.NO_CLASS, "other-" + index));
    }
    ChainTables tables =
        new ChainTables(labelled, pool, List.of(), List.of(), List.of(), ChannelSums.ZERO);
    List<FoldTables> folds = FoldTables.of(tables, CLASSES, 3, 1);
    assertThat(folds.stream().flatMap(fold -> fold.held().stream()).toList())
        .containsExactlyInAnyOrderElementsOf(labelled);
    for (FoldTables fold : folds) {
      List<String> held = fold.held().stream().map(GroupSplit::groupOf).toList();
      assertThat(fold.labelled())
          .hasSize(8)
          .noneMatch(row -> held.contains(GroupSplit.groupOf(row)));
      assertThat(fold.pool()).hasSize(20).noneMatch(row -> held.contains(GroupSplit.groupOf(row)));
    }
  }

  private static void refused(List<PatchRow> labelled, int folds, String message) {
    assertThatThrownBy(() -> LabelFolds.assign(labelled, CLASSES, folds, 1))
        .isInstanceOfSatisfying(
            StepFailure.class,
            failure -> assertThat(failure.type()).isEqualTo(FailureTypes.INVALID_CHAIN))
        .hasMessageContaining(message)
        .hasMessageNotContaining("\n");
  }

  private static int[][] counts(List<PatchRow> rows, Map<String, Integer> folds, int number) {
    int[][] counts = new int[number][CLASSES.size()];
    for (PatchRow row : rows) {
      counts[folds.getOrDefault(GroupSplit.groupOf(row), -1)][row.classIndex()]++;
    }
    return counts;
  }

  private static PatchRow row(int number, int classIndex, @Nullable String group) {
    return new PatchRow("p" + number, classIndex, group, "pixels");
  }
}
