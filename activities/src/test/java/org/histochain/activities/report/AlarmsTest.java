package org.histochain.activities.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.histochain.activities.evaluation.EvaluationDetails;
import org.histochain.activities.report.Alarm.Kind;
import org.histochain.activities.table.PatchRow;
import org.junit.jupiter.api.Test;

final class AlarmsTest {
  private static final List<String> CLASSES = List.of("A", "B", "C", "D");

  @Test
  void aSelectionLikeValidationRaisesNone() {
    assertThat(kept(new int[] {40, 30, 20, 10}, 400, 300, 200, 100)).isEmpty();
    assertThat(kept(new int[] {25, 25, 25, 25}, 400, 300, 200, 100)).isEmpty();
  }

  /** D is expected to have 100 of 1,000: 10 are a tenth, 9 are fewer. */
  @Test
  void aClassVanishesBelowATenthOfItsExpectedShare() {
    assertThat(kept(new int[] {40, 30, 20, 10}, 410, 330, 250, 10)).isEmpty();
    assertThat(kept(new int[] {40, 30, 20, 10}, 410, 330, 251, 9))
        .containsExactly(
            new Alarm(
                Kind.vanishingClass,
                3,
                List.of("D"),
                "Iteration 3: the filter kept hardly a patch, or none, of D (9 of 1,000, where validation has 10.0\u00a0%)."));
  }

  @Test
  void aClassThatValidationLacksVanishesWhenNoneIsKept() {
    assertThat(kept(new int[] {40, 30, 20, 0}, 410, 330, 250, 1)).isEmpty();
    assertThat(kept(new int[] {40, 30, 20, 0}, 410, 330, 250, 0))
        .extracting(Alarm::classes)
        .containsExactly(List.of("D"));
  }

  /** Of 1,000 the other three are expected to have 750: 75 are a tenth. */
  @Test
  void pseudoLabelsCollapseWhereOneClassCrowdsOutTheOthers() {
    assertThat(kinds(kept(new int[] {25, 25, 25, 25}, 920, 28, 26, 26)))
        .containsExactly(Kind.collapse);
    List<Alarm> alarms = kept(new int[] {25, 25, 25, 25}, 926, 26, 26, 22);
    assertThat(alarms).extracting(Alarm::kind).containsExactly(Kind.vanishingClass, Kind.collapse);
    assertThat(alarms.getLast().classes()).containsExactly("A");
    assertThat(alarms.getLast().message())
        .isEqualTo(
            "Iteration 3: the pseudo-labels collapse: 92.6\u00a0% of the 1,000 kept are A, of validation 25.0\u00a0%.");
  }

  /** Two classes of 499 and two of 1 are about as varied as two; validation as four. */
  @Test
  void pseudoLabelsCollapseWhereTheirEntropyIsOfHalfTheClasses() {
    assertThat(kinds(kept(new int[] {25, 25, 25, 25}, 460, 460, 40, 40))).isEmpty();
    List<Alarm> alarms = kept(new int[] {25, 25, 25, 25}, 975, 25, 0, 0);
    assertThat(kinds(alarms)).containsExactly(Kind.vanishingClass, Kind.collapse);
    List<Alarm> even = kept(new int[] {25, 25, 25, 25}, 505, 495, 0, 0);
    assertThat(even.getLast().message())
        .isEqualTo(
            "Iteration 3: the pseudo-labels collapse: the 1,000 kept are as varied as 2.0 equal classes, validation as 4.0.");
    assertThat(kinds(kept(new int[] {97, 1, 1, 1}, 970, 10, 10, 10))).isEmpty();
  }

  @Test
  void ofManyVanishedClassesThreeAreNamed() {
    List<String> classes = List.of("A", "B", "C", "D", "E", "F");
    Alarm alarm = kept(classes, new int[] {5, 5, 5, 5, 5, 5}, 100, 0, 0, 0, 0, 0).getFirst();
    assertThat(alarm.classes()).hasSize(5);
    assertThat(alarm.message()).contains("B (0 of 100").endsWith("and 2 more classes.");
  }

  @Test
  void aTeacherThatGrowsSurerAndIsLessOftenRightConfirmsItself() {
    Selection first = selection(1, 0.8f, 90, 10);
    Selection worse = selection(2, 0.9f, 70, 30);
    assertThat(alarms(first, worse))
        .extracting(Alarm::message)
        .containsExactly(
            "Iteration 2: the teacher is surer of what was kept than in iteration 1 (mean confidence 90.0\u00a0% after 80.0\u00a0%) and less often right (70.0\u00a0% after 90.0\u00a0%).");
    assertThat(alarms(first, selection(2, 0.7f, 70, 30))).isEmpty();
    assertThat(alarms(first, selection(2, 0.9f, 86, 14))).isEmpty();
    assertThat(alarms(first, selection(2, 0.9f, 0, 0))).isEmpty();
  }

  /** All kept are of the one class that there is, so that only precision can raise an alarm. */
  private static List<Alarm> alarms(Selection... selections) {
    return new Alarms(details(List.of("A"), new int[] {100})).ofSelections(List.of(selections));
  }

  private static Selection selection(int iteration, float confidence, int right, int wrong) {
    ConfidenceHistogram kept = new ConfidenceHistogram(1);
    IntStream.range(0, right).forEach(_ -> kept.add(0, confidence, 0));
    IntStream.range(0, wrong).forEach(_ -> kept.add(0, confidence, 1));
    if (right + wrong == 0) {
      kept.add(0, confidence, PatchRow.NO_CLASS);
    }
    return new Selection(iteration, new PseudoLabels(1, 1), kept, kept);
  }

  private static List<Kind> kinds(List<Alarm> alarms) {
    return alarms.stream().map(Alarm::kind).toList();
  }

  private static List<Alarm> kept(int[] validation, int... kept) {
    return kept(CLASSES, validation, kept);
  }

  private static List<Alarm> kept(List<String> classes, int[] validation, int... kept) {
    ConfidenceHistogram histogram = new ConfidenceHistogram(classes.size());
    for (int c = 0; c < kept.length; c++) {
      for (int n = 0; n < kept[c]; n++) {
        histogram.add(c, 0.9f, PatchRow.NO_CLASS);
      }
    }
    return new Alarms(details(classes, validation))
        .ofSelections(
            List.of(new Selection(3, new PseudoLabels(classes.size(), 1), histogram, histogram)));
  }

  private static EvaluationDetails details(List<String> classes, int[] validation) {
    List<List<Integer>> confusion =
        IntStream.of(validation)
            .mapToObj(
                count ->
                    IntStream.range(0, classes.size()).mapToObj(c -> c == 0 ? count : 0).toList())
            .toList();
    int patches = IntStream.of(validation).sum();
    return new EvaluationDetails(classes, List.of(), patches, 1, confusion, List.of());
  }
}
