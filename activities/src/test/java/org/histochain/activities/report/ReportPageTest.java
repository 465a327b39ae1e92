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
        .doesNotContain("<img")
        .contains("&lt;script&gt;alert(1)&lt;/script&gt;");
  }

  @Test
  void needsNothingFromOutside() throws IOException {
    String page = page(List.of("TUM", "ADI"), 2);
    assertThat(page).doesNotContain("src=").doesNotContain("href=").doesNotContain("url(");
    assertThat(page).contains("prefers-color-scheme: dark");
  }

  @Test
  void headsEveryTableWithScopes() throws IOException {
    String page = page(List.of("TUM", "ADI"), 2);
    assertThat(Pattern.compile("<th(?! scope)[ >]").matcher(page).find()).isFalse();
    assertThat(Pattern.compile("<h1>").matcher(page).results()).hasSize(1);
  }

  private String page(List<String> classes, int best) throws IOException {
    ReportFixture fixture = new ReportFixture(temporary, classes);
    List<StageRecord> stages = fixture.stages();
    fixture.folder().begin(ReportFixture.spec());
    fixture.report(fixture.prepared(), stages, stages.get(best));
    return new String(fixture.folder().page().orElseThrow(), UTF_8);
  }
}
