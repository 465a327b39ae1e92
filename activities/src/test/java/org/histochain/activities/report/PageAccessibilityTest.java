package org.histochain.activities.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.histochain.workflows.contract.StageRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The page for people who see no or other colours, or do not see it at all. */
final class PageAccessibilityTest {
  /** What WCAG 2.2 asks of text at level AA (1.4.3), and of what is drawn (1.4.11). */
  private static final double TEXT = 4.5;

  private static final double DRAWN = 3;

  @TempDir private Path temporary;
  private String page = "";

  @BeforeEach
  void makeAPage() throws IOException {
    ReportFixture fixture = new ReportFixture(temporary, List.of("TUM", "ADI"));
    List<StageRecord> two = fixture.twoIterations();
    fixture.folder().begin(ReportFixture.spec());
    fixture.report(fixture.prepared(), two, two.getLast());
    page = new String(fixture.folder().page().orElseThrow(), UTF_8);
  }

  @ParameterizedTest
  @CsvSource({
    "ink, paper",
    "ink, tint",
    "ink, mark",
    "ink, fill",
    "soft, paper",
    "soft, tint",
    "soft, mark",
    "accent, paper",
    "accent, tint",
    "second, paper",
    "paper, accent"
  })
  void textStandsOutFromItsGroundInBothThemes(String text, String ground) {
    for (Map<String, String> theme : themes()) {
      assertThat(contrast(theme, text, ground))
          .describedAs("%s on %s in %s", text, ground, theme)
          .isGreaterThanOrEqualTo(TEXT);
    }
  }

  @ParameterizedTest
  @CsvSource({"accent, fill", "second, fill", "ink, fill", "soft, paper", "wrong, paper"})
  void linesOfChartsStandOutFromTheirGroundInBothThemes(String line, String ground) {
    for (Map<String, String> theme : themes()) {
      assertThat(contrast(theme, line, ground))
          .describedAs("%s on %s in %s", line, ground, theme)
          .isGreaterThanOrEqualTo(DRAWN);
    }
  }

  @Test
  void headingsGoDownOneLevelAtATime() {
    int before = 0;
    int first = 0;
    for (MatchResult heading : found("<h([1-6])[ >]")) {
      int level = Integer.parseInt(heading.group(1));
      assertThat(level).isBetween(1, before + 1);
      before = level;
      first += level == 1 ? 1 : 0;
    }
    assertThat(first).isEqualTo(1);
  }

  @Test
  void everyTableHasACaptionOrIsNamedByAHeading() {
    for (MatchResult table : found("(?s)<table([^>]*)>(.{0,60})")) {
      boolean named = table.group(1).contains("aria-labelledby=");
      boolean captioned = table.group(2).contains("<caption>");
      assertThat(named || captioned).describedAs(table.group()).isTrue();
    }
  }

  @Test
  void whatIsReferredToByIdIsThereOnce() {
    List<String> ids = found(" id=\"([^\"]+)\"").stream().map(id -> id.group(1)).toList();
    assertThat(ids).doesNotHaveDuplicates();
    for (MatchResult reference :
        found("aria-(?:labelled|described)by=\"([^\"]+)\"|url\\(#([^)]+)\\)")) {
      String id = reference.group(1) == null ? reference.group(2) : reference.group(1);
      assertThat(ids).contains(id);
    }
  }

  @Test
  void everyPictureAndChartSaysInWordsWhatItShows() {
    assertThat(found("<img (?![^>]*alt=\"[^\"]+\")")).isEmpty();
    assertThat(found("<svg ")).hasSameSizeAs(found("role=\"img\" aria-label=\"[^\"]+\"><svg "));
  }

  @Test
  void onPaperItIsLight() {
    assertThat(page).contains("@media screen and (prefers-color-scheme: dark)", "@media print");
  }

  private List<MatchResult> found(String pattern) {
    return Pattern.compile(pattern).matcher(page).results().toList();
  }

  /** Light and dark, from the style sheet's variables. */
  private List<Map<String, String>> themes() {
    List<Map<String, String>> themes =
        found(":root \\{([^}]*)\\}").stream().map(root -> variables(root.group(1))).toList();
    assertThat(themes).hasSize(2);
    return themes;
  }

  private static Map<String, String> variables(String root) {
    Map<String, String> variables = new HashMap<>();
    Pattern.compile("--([a-z]+): (#[0-9a-f]+)")
        .matcher(root)
        .results()
        .forEach(variable -> variables.put(variable.group(1), variable.group(2)));
    return variables;
  }

  /** (L1 + 0.05) / (L2 + 0.05), L1 the lighter one's relative luminance: WCAG 2.2. */
  private static double contrast(Map<String, String> theme, String one, String other) {
    double first = luminance(requireNonNull(theme.get(one), one));
    double second = luminance(requireNonNull(theme.get(other), other));
    return (Math.max(first, second) + 0.05) / (Math.min(first, second) + 0.05);
  }

  private static double luminance(String colour) {
    String digits = colour.substring(1);
    if (digits.length() == 3) {
      digits = digits.replaceAll("(.)", "$1$1");
    }
    return 0.2126 * linear(digits.substring(0, 2))
        + 0.7152 * linear(digits.substring(2, 4))
        + 0.0722 * linear(digits.substring(4, 6));
  }

  private static double linear(String channel) {
    double value = Integer.parseInt(channel, 16) / 255.0;
    return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
  }
}
