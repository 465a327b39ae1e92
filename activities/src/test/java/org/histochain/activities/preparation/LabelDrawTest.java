package org.histochain.activities.preparation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.histochain.activities.step.StepFailure;
import org.histochain.activities.table.PatchRow;
import org.histochain.workflows.contract.LabelSpec;
import org.junit.jupiter.api.Test;

class LabelDrawTest {
  private static final List<String> CLASSES = List.of("A", "B", "C");

  @Test
  void perClassTakesThatManyOfEach() {
    Set<String> drawn = draw(train(50, 40, 30), "refuse", 1).perClass(6);
    assertThat(drawn).hasSize(18);
    assertThat(ofClass(drawn, 1)).isEqualTo(6);
    assertThat(draw(train(50, 40, 30), "refuse", 2).perClass(6)).isNotEqualTo(drawn);
  }

  @Test
  void aDrawLiesWithinEveryLargerOneOfItsSeed() {
    LabelDraw draw = draw(train(700, 250, 51), "refuse", 3);
    assertThat(draw.perClass(9)).containsAll(draw.perClass(4));
    List<String> fractions = List.of("0.001", "0.005", "0.01", "0.1", "0.5", "0.9", "all");
    for (int index = 1; index < fractions.size(); index++) {
      assertThat(draw.fraction(fractions.get(index)))
          .containsAll(draw.fraction(fractions.get(index - 1)));
    }
  }

  @Test
  void aFractionIsOfAllRoundedHalfUpAndInProportion() {
    List<PatchRow> train = new ArrayList<>(train(600, 300, 95));
    for (int patch = 0; patch < 10; patch++) {
      train.add(new PatchRow("unknown " + patch, PatchRow.NO_CLASS, null, "pixels"));
    }
    Set<String> drawn = draw(train, "refuse", 1).fraction("0.1");
    assertThat(drawn).hasSize(101);
    assertThat(ofClass(drawn, 0)).isBetween(59L, 62L);
    assertThat(ofClass(drawn, 2)).isBetween(9L, 10L);
    assertThat(draw(train, "refuse", 1).fraction("all")).hasSize(995);
  }

  @Test
  void aFractionHasAtLeastOneOfEachClass() {
    Set<String> drawn = draw(train(998, 1, 1), "refuse", 1).fraction("0.001");
    assertThat(drawn).hasSize(3);
    assertThat(ofClass(drawn, 2)).isEqualTo(1);
  }

  @Test
  void aClassWithTooFewIsNamedUnlessTakeIsSet() {
    assertThatThrownBy(() -> draw(train(50, 4, 30), "refuse", 1).perClass(6))
        .isInstanceOf(StepFailure.class)
        .hasMessageContaining("6 of class B, which has 4")
        .hasMessageContaining("short: take");
    Set<String> drawn = draw(train(50, 4, 30), "take", 1).perClass(6);
    assertThat(ofClass(drawn, 1)).isEqualTo(4);
    assertThat(drawn).hasSize(16);
  }

  @Test
  void aListNeedsEveryClassUnlessTakeIsSet() {
    List<String> listed = List.of("0-1", "1-1");
    assertThatThrownBy(() -> draw(train(5, 5, 5), "refuse", 1).list(listed))
        .hasMessageContaining("class C");
    assertThat(draw(train(5, 5, 5), "take", 1).list(listed)).containsExactlyElementsOf(listed);
  }

  @Test
  void listsNamePatchesByIdOrByPath() {
    assertThat(LabelList.ids("a\nb\n")).containsExactly("a", "b");
    assertThat(LabelList.ids("patch_id\na/1\n\nb/2\n")).containsExactly("a/1", "b/2");
    assertThat(LabelList.ids("class,path\nA,\"A/x.v1.png\"\n")).containsExactly("A/x_v1");
    assertThatThrownBy(() -> LabelList.ids("")).hasMessageContaining("empty");
    assertThatThrownBy(() -> LabelList.ids("a,b\n1,2\n")).hasMessageContaining("patch_id or path");
    assertThatThrownBy(() -> LabelList.ids("class,path\nA\n")).hasMessageContaining("line \"A\"");
  }

  private static LabelDraw draw(List<PatchRow> train, String shortOf, long seed) {
    return new LabelDraw(
        train,
        CLASSES,
        new LabelSpec(6, null, null, seed, shortOf),
        () -> {
          throw new AssertionError("a random draw looks at no pixels");
        });
  }

  private static List<PatchRow> train(int... perClass) {
    List<PatchRow> patches = new ArrayList<>();
    for (int index = 0; index < perClass.length; index++) {
      for (int patch = 0; patch < perClass[index]; patch++) {
        patches.add(new PatchRow(index + "-" + patch, index, null, "pixels"));
      }
    }
    return patches;
  }

  private static long ofClass(Set<String> drawn, int index) {
    return drawn.stream().filter(id -> id.startsWith(index + "-")).count();
  }
}
