package org.histochain.activities.preparation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.histochain.activities.step.StepFailure;
import org.histochain.activities.table.PatchRow;
import org.histochain.workflows.contract.FailureTypes;
import org.junit.jupiter.api.Test;

class GroupSplitTest {
  private static final List<String> CLASSES = List.of("A", "B", "C");

  @Test
  void singlePatchesMeetTheFractionsExactlyAndStratified() {
    List<PatchRow> patches = singles(500, 300, 200);
    Map<String, Integer> parts = GroupSplit.assign(patches, CLASSES, 0.1, 0.3, 1234);
    assertThat(counts(patches, parts, GroupSplit.VALIDATION)).containsExactly(50, 30, 20);
    assertThat(counts(patches, parts, GroupSplit.TEST)).containsExactly(150, 90, 60);
  }

  @Test
  void theSeedAloneDecides() {
    List<PatchRow> patches = new ArrayList<>(singles(50, 30, 20));
    Map<String, Integer> parts = GroupSplit.assign(patches, CLASSES, 0.2, 0.2, 1);
    Collections.shuffle(patches, new Random(9));
    assertThat(GroupSplit.assign(patches, CLASSES, 0.2, 0.2, 1)).isEqualTo(parts);
    assertThat(GroupSplit.assign(patches, CLASSES, 0.2, 0.2, 2)).isNotEqualTo(parts);
  }

  @Test
  void classesOfThreePatchesAreInEveryPart() {
    List<PatchRow> patches = singles(3, 100, 3);
    for (double test : new double[] {0.05, 0.5, 0.85}) {
      Map<String, Integer> parts = GroupSplit.assign(patches, CLASSES, 0.1, test, 7);
      for (int part = 0; part < 3; part++) {
        assertThat(counts(patches, parts, part)).doesNotContain(0);
      }
    }
  }

  @Test
  void groupsStayWholeAndComeNearToTheFractions() {
    Random random = new Random(3);
    List<PatchRow> patches = new ArrayList<>();
    for (int group = 0; group < 80; group++) {
      int size = random.nextInt(1, 25);
      for (int patch = 0; patch < size; patch++) {
        int classIndex = random.nextInt(10) < 7 ? group % 3 : random.nextInt(3);
        patches.add(new PatchRow(group + "-" + patch, classIndex, "case " + group, "pixels"));
      }
    }
    Map<String, Integer> parts = GroupSplit.assign(patches, CLASSES, 0.1, 0.3, 5);
    assertThat(parts).hasSize(80);
    int[] all = new int[3];
    patches.forEach(patch -> all[patch.classIndex()]++);
    for (int index = 0; index < 3; index++) {
      assertThat(counts(patches, parts, GroupSplit.VALIDATION).get(index) / (double) all[index])
          .isBetween(0.07, 0.13);
      assertThat(counts(patches, parts, GroupSplit.TEST).get(index) / (double) all[index])
          .isBetween(0.26, 0.34);
    }
    assertThat(GroupSplit.assign(patches, CLASSES, 0.1, 0.3, 5)).isEqualTo(parts);
  }

  @Test
  void theOnlyAssignmentWithEveryClassInEveryPartIsFound() {
    List<PatchRow> patches = new ArrayList<>();
    int[][] groups = {{0, 1}, {2}, {0}, {1, 2}, {0, 1, 2}};
    for (int group = 0; group < groups.length; group++) {
      for (int classIndex : groups[group]) {
        for (int copy = 0; copy < 1 + 20 * group; copy++) {
          patches.add(
              new PatchRow(
                  group + "/" + classIndex + "/" + copy, classIndex, "g" + group, "pixels"));
        }
      }
    }
    Map<String, Integer> parts = GroupSplit.assign(patches, CLASSES, 0.1, 0.3, 5);
    for (int part = 0; part < 3; part++) {
      assertThat(counts(patches, parts, part)).doesNotContain(0);
    }
  }

  @Test
  void aClassOfTooFewGroupsIsNamed() {
    List<PatchRow> patches = new ArrayList<>(singles(20, 20, 0));
    for (int patch = 0; patch < 9; patch++) {
      patches.add(new PatchRow("c" + patch, 2, "case " + patch % 2, "pixels"));
    }
    assertThatThrownBy(() -> GroupSplit.assign(patches, CLASSES, 0.1, 0.3, 5))
        .isInstanceOfSatisfying(
            StepFailure.class,
            failure -> assertThat(failure.type()).isEqualTo(FailureTypes.INVALID_CHAIN))
        .hasMessageContaining("Class C has patches in 2 of the groups");
  }

  @Test
  void groupsThatNoAssignmentFitsAreRefusedNamingAClass() {
    List<PatchRow> patches = new ArrayList<>();
    int[][] groups = {{0, 1, 2}, {0, 1}, {0, 2}, {1, 2}};
    for (int group = 0; group < groups.length; group++) {
      for (int classIndex : groups[group]) {
        patches.add(new PatchRow(group + "/" + classIndex, classIndex, "g" + group, "pixels"));
      }
    }
    assertThatThrownBy(() -> GroupSplit.assign(patches, CLASSES, 0.3, 0.3, 5))
        .isInstanceOf(StepFailure.class)
        .hasMessageContaining("leaves class");
  }

  private static List<PatchRow> singles(int... perClass) {
    List<PatchRow> patches = new ArrayList<>();
    for (int index = 0; index < perClass.length; index++) {
      for (int patch = 0; patch < perClass[index]; patch++) {
        patches.add(new PatchRow(index + "-" + patch, index, null, "pixels"));
      }
    }
    return patches;
  }

  private static List<Integer> counts(
      List<PatchRow> patches, Map<String, Integer> parts, int part) {
    List<Integer> counts = new ArrayList<>(List.of(0, 0, 0));
    for (PatchRow patch : patches) {
      if (Integer.valueOf(part).equals(parts.get(GroupSplit.groupOf(patch)))) {
        counts.set(patch.classIndex(), counts.get(patch.classIndex()) + 1);
      }
    }
    return counts;
  }
}
