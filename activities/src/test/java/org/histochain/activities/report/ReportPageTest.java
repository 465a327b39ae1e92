package org.histochain.activities.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.histochain.workflows.contract.StageRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ReportPageTest {
  @TempDir private Path temporary;

  @Test
  void saysHowGoodTheBestIsAndOnHowManyLabels() throws IOException {
    String page = page(List.of("TUM", "ADI"), 2);
    assertThat(page)
        .contains(
            "From the teacher's 50.0\u00a0% to 100.0\u00a0% balanced accuracy on test (95\u00a0% interval"
                + " 100.0 to 100.0), on 22 labels: the student of iteration 1 was best on validation.")
        .contains("12 to train + 10 to choose = 22")
        .contains("Validation labels are labels too")
        .contains("<code>k</code>")
        .contains("cpu-test");
  }

  @Test
  void saysSoWhereTheTeacherWon() throws IOException {
    assertThat(page(List.of("TUM", "ADI"), 0))
        .contains("No student beat the teacher on validation, so the teacher is the best model");
  }

  @Test
  void namesClassesThatTheSetLacks() throws IOException {
    assertThat(page(List.of("TUM", "ADI", "DEB"), 2))
        .contains("No patch of DEB is in test: left out of its balanced accuracy and macro-F1.");
  }

  @Test
  void escapesHostileClassNames() throws IOException {
    String page = page(List.of("<script>alert(1)</script>", "\"><img src=x onerror=alert(2)>"), 2);
    assertThat(page)
        .doesNotContain("<script")
        .doesNotContain("<img src=x")
        .doesNotContain("=\"\">")
        .contains("&lt;script&gt;alert(1)&lt;/script&gt;");
  }

  @Test
  void needsNothingFromOutside() throws IOException {
    String page = page(List.of("TUM", "ADI"), 2);
    assertThat(page.replace("href=\"data/", "")).doesNotContain("href=");
    assertThat(page.replace("url(#", "")).doesNotContain("url(");
    assertThat(page.replace("src=\"data:image/", "")).doesNotContain("src=");
    assertThat(page).contains("prefers-color-scheme: dark");
  }

  @Test
  void headsEveryTableWithScopes() throws IOException {
    String page = page(List.of("TUM", "ADI"), 2);
    assertThat(Pattern.compile("<th(?! scope)[ >]").matcher(page).find()).isFalse();
    assertThat(Pattern.compile("<h1>").matcher(page).results()).hasSize(1);
  }

  @Test
  void drawsChartsThatSayInWordsWhatTheyShow() throws IOException {
    String page = page(List.of("TUM", "ADI"), 2);
    assertThat(page)
        .contains("Test, balanced accuracy in percent by iteration: Teacher 50.0;")
        .contains("F1 of ADI in percent by iteration, from the teacher: 0.0, 100.0.")
        .contains("Hard classes, those whose F1 by the teacher is below its macro-F1: ADI.")
        .doesNotContain("rgb(251");
    assertThat(Pattern.compile("<svg ").matcher(page).results()).hasSize(7);
  }

  @Test
  void showsPatchesOfEachClassAndSaysThatTheyAreSynthetic() throws IOException {
    String page = page(List.of("TUM", "ADI"), 2);
    assertThat(page)
        .contains("synthetic: drawn by a program, no real tissue")
        .contains("Some synthetic patches of each class")
        .contains("The most confident synthetic patches that the filter kept");
    for (String name : List.of("TUM", "ADI")) {
      assertThat(Pattern.compile("alt=\"Patch [^\"]+, class " + name).matcher(page).results())
          .hasSize(8);
    }
  }

  @Test
  void wallShowsTheMostConfidentRightAndWrongInWords() throws IOException {
    String page = page(List.of("TUM", "ADI"), 2);
    assertThat(page)
        .contains("Pseudo-labelled patches of iteration 1")
        .contains("pseudo-label TUM, confidence 99.0\u00a0%, right: truth TUM")
        .contains("✗ 98.0\u00a0%, is ADI")
        .contains("Right: 5 kept")
        .contains("Wrong: 5 kept")
        .contains("Truth not known: 2 kept")
        .contains("Right: none kept");
    assertThat(Pattern.compile("right: truth TUM").matcher(page).results()).hasSize(4);
  }

  @Test
  void tellsHowRightTheKeptPseudoLabelsAre() throws IOException {
    assertThat(page(List.of("TUM", "ADI"), 2))
        .contains("<td>50.0 (5 of 10)<span class=\"interval\">23.7 to 76.3; pool 50.0 (5 of 10)")
        .contains("of the kept 50.0 (5 of 10), of the pool 50.0 (5 of 10).");
  }

  @Test
  void showsHowConfidentTheTeachersWereAndTheCut() throws IOException {
    String page = page(List.of("TUM", "ADI"), 2);
    assertThat(page)
        .contains("kept: 0 of 0 up to 50\u00a0%, 12 of 18 above.")
        .contains("between 88.0 and 88.0\u00a0%, by class.")
        .doesNotContain("id=\"flips\"");
  }

  @Test
  void wallShowsPseudoLabelsThatChangedWithBothLabelsAndTheTruth() throws IOException {
    ReportFixture fixture = new ReportFixture(temporary, List.of("TUM", "ADI"));
    List<StageRecord> two = fixture.twoIterations();
    fixture.folder().begin(ReportFixture.spec());
    fixture.report(fixture.prepared(), two, two.getLast());
    assertThat(new String(fixture.folder().page().orElseThrow(), UTF_8))
        .contains("18 patches, 3 have another pseudo-label in iteration 2")
        .contains("1 became right, 1 became wrong, 1 are wrong in both or of unknown truth.")
        .contains("pseudo-label TUM 98.0\u00a0%, later ADI 98.0\u00a0%, which is right: truth ADI")
        .contains("TUM 97.0\u00a0%\n→ ADI 97.0\u00a0%\n✗ is TUM")
        .contains("later ADI 88.0\u00a0%, truth not known");
  }

  @Test
  void wallOfAChainWhoseTeacherWonIsOfTheLastIteration() throws IOException {
    assertThat(page(List.of("TUM", "ADI"), 0)).contains("Pseudo-labelled patches of iteration 1");
  }

  @Test
  void chainWithoutIterationsHasNoWall() throws IOException {
    ReportFixture fixture = new ReportFixture(temporary, List.of("TUM", "ADI"));
    List<StageRecord> teacher = fixture.stages().subList(0, 1);
    fixture.folder().begin(ReportFixture.spec());
    fixture.report(fixture.prepared(), teacher, teacher.getFirst());
    assertThat(new String(fixture.folder().page().orElseThrow(), UTF_8))
        .contains("<h2 id=\"sheet\">")
        .doesNotContain("id=\"wall\"")
        .doesNotContain("id=\"precision\"");
  }

  private String page(List<String> classes, int best) throws IOException {
    ReportFixture fixture = new ReportFixture(temporary, classes);
    List<StageRecord> stages = fixture.stages();
    fixture.folder().begin(ReportFixture.spec());
    fixture.report(fixture.prepared(), stages, stages.get(best));
    return new String(fixture.folder().page().orElseThrow(), UTF_8);
  }
}
