package org.histochain.activities.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.regex.Pattern;
import org.histochain.activities.audit.Perturbation.Kind;
import org.histochain.activities.baseline.ColourFeatures;
import org.histochain.activities.step.Json;
import org.histochain.activities.step.StepMonitor;
import org.histochain.workflows.contract.Scores;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AuditReportTest {
  private static final Scores NETWORK =
      new Scores(0.8, 0.7, 0.6, 0.05, Map.of("TUM", 0.6, "STR", 0.6), List.of(0.65, 0.75));

  @TempDir private Path folder;

  @Test
  void writesEveryNumberUnroundedAndAPageThatFetchesNothing() throws IOException {
    AuditFixture fixture = new AuditFixture(folder);
    AuditRequest request = fixture.request("best", null);
    AuditResult audit = fixture.step.run(request, StepMonitor.silent());

    SortedMap<String, byte[]> files = fixture.report.files(request, audit);

    assertThat(files).containsOnlyKeys("audit.csv", "audit.json", "index.html");
    assertThat(Json.mapper().readValue(files.get("audit.json"), AuditResult.class))
        .isEqualTo(audit);
    List<String> csv = text(files, "audit.csv").lines().toList();
    assertThat(csv).hasSize(2 + audit.perturbations().size());
    assertThat(csv.get(1)).startsWith("none,," + audit.network().balancedAccuracy() + ",,,,");
    Perturbed last = audit.perturbations().getLast();
    assertThat(csv.getLast()).startsWith("rotation,270.0," + last.balancedAccuracy() + ",0.0,0.0");
    String page = text(files, "index.html");
    for (Perturbed one : audit.perturbations()) {
      assertThat(page).contains(AuditWords.name(one.kind(), one.strength()));
    }
    assertThat(page)
        .contains("synthetic: drawn by a program", "Colour histogram", "Channel means", "audit.csv")
        .doesNotContain("<script");
    assertThat(page.replace("src=\"data:image/", "")).doesNotContain("src=");
    assertThat(Pattern.compile("<img ").matcher(page).results())
        .hasSize(Perturbation.standard().size() + Kind.values().length);
    assertThat(Pattern.compile("<h[1-6][ >]").matcher(page).results()).hasSize(10);
    assertThat(Pattern.compile("<img [^>]*alt=\"Patch [^\"]+\"").matcher(page).results())
        .hasSize(Perturbation.standard().size() + Kind.values().length);
  }

  @Test
  void namesWhatCostMostAndWarnsOfColour() throws IOException {
    String page = page(audit(2, colour(0.66, 0.32 / 0.4)));

    assertThat(page)
        .contains("70.0\u00a0% balanced accuracy on test by the student of iteration 2.")
        .contains("Blur of 2.0 px cost most: 12.5 points, down to 57.5\u00a0%.")
        .contains("class=\"warning\"")
        .contains("(channel means) reaches 66.0 %, which is 80 % of what the network has")
        .contains("No patch of A&lt;B is in test")
        .contains("Test has been seen 3 times: by this audit, and by reports and other audits")
        .doesNotContain("A<B");
  }

  @Test
  void saysNothingOfColourThatExplainsLittle() throws IOException {
    assertThat(page(audit(0, colour(0.4, 0.15))))
        .contains("by the teacher.")
        .doesNotContain("class=\"warning\"");
    assertThat(AuditWords.warning(audit(0, colour(0.4, null))))
        .isEqualTo(
            "On test the network is no better than chance, so its score says nothing about tissue.");
  }

  private String page(AuditResult audit) throws IOException {
    AuditFixture fixture = new AuditFixture(folder);
    return text(fixture.report.files(fixture.request("best", null), audit), "index.html");
  }

  private static String text(Map<String, byte[]> files, String name) {
    byte[] content = files.getOrDefault(name, new byte[0]);
    return new String(content, UTF_8);
  }

  private static ColourAlone colour(double balanced, @Nullable Double share) {
    return new ColourAlone(
        ColourFeatures.means, balanced, List.of(balanced - 0.05, balanced + 0.05), 0.5, share);
  }

  private static AuditResult audit(int iteration, ColourAlone colour) {
    return new AuditResult(
        AuditResult.SCHEMA,
        "a-chain",
        "tiles",
        List.of("TUM", "A<B", "STR"),
        iteration,
        "d".repeat(64),
        300,
        40,
        NETWORK,
        1.0 / 3,
        List.of(colour),
        AuditResult.warns(List.of(colour)),
        List.of(
            perturbed(Kind.jpeg, 90, 0.7, 0),
            perturbed(Kind.jpeg, 50, 0.68, -0.02),
            perturbed(Kind.blur, 1, 0.69, -0.01),
            perturbed(Kind.blur, 2, 0.575, -0.125),
            perturbed(Kind.rotation, 90, 0.71, 0.01)),
        3);
  }

  private static Perturbed perturbed(
      Kind kind, double strength, double balanced, double difference) {
    List<Double> ends = List.of(difference - 0.03, difference + 0.03);
    return new Perturbed(kind, strength, balanced, difference, ends, balanced, difference, null);
  }
}
