package org.histochain.activities.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import org.histochain.activities.artifact.Artifacts;
import org.histochain.activities.dataset.Datasets;
import org.histochain.activities.dataset.PatchLoader;
import org.histochain.activities.report.DataTable;
import org.histochain.activities.report.PageModel;
import org.histochain.activities.report.Wording;
import org.histochain.activities.step.Json;
import org.histochain.activities.step.Producer;
import org.jspecify.annotations.Nullable;

/** An audit as files: {@code audit.json}, {@code audit.csv} and a page that needs nothing else. */
public final class AuditReport {
  /** The page's name. */
  public static final String PAGE = "index.html";

  private static final TemplateEngine TEMPLATES =
      TemplateEngine.createPrecompiled(ContentType.Html);

  private final AuditPictures pictures;
  private final Producer producer;

  public AuditReport(
      Artifacts artifacts, Datasets datasets, PatchLoader patches, Producer producer) {
    this.pictures = new AuditPictures(artifacts, datasets, patches);
    this.producer = requireNonNull(producer, "producer is null");
  }

  /** Returns the files by name. */
  public SortedMap<String, byte[]> files(AuditRequest request, AuditResult audit)
      throws IOException {
    SortedMap<String, byte[]> files = new TreeMap<>();
    files.put(
        "audit.json", Json.mapper().writerWithDefaultPrettyPrinter().writeValueAsBytes(audit));
    files.put("audit.csv", table(audit).csv());
    StringOutput html = new StringOutput(1 << 16);
    TEMPLATES.render("audit.jte", page(audit, pictures.of(request)), html);
    files.put(PAGE, html.toString().getBytes(UTF_8));
    return files;
  }

  /** A row for test as it is, then one for each perturbation. */
  private static DataTable table(AuditResult audit) {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    rows.add(
        Arrays.asList(
            "none",
            null,
            audit.network().balancedAccuracy(),
            null,
            null,
            null,
            audit.network().accuracy(),
            null,
            null,
            null));
    for (Perturbed one : audit.perturbations()) {
      rows.add(
          Arrays.asList(
              one.kind().name(),
              one.strength(),
              one.balancedAccuracy(),
              one.balancedAccuracyDifference(),
              end(one.balancedAccuracyInterval(), 0),
              end(one.balancedAccuracyInterval(), 1),
              one.accuracy(),
              one.accuracyDifference(),
              end(one.accuracyInterval(), 0),
              end(one.accuracyInterval(), 1)));
    }
    return new DataTable(
        "audit",
        List.of(
            "kind",
            "strength",
            "balanced_accuracy",
            "balanced_accuracy_difference",
            "balanced_accuracy_difference_low",
            "balanced_accuracy_difference_high",
            "accuracy",
            "accuracy_difference",
            "accuracy_difference_low",
            "accuracy_difference_high"),
        rows);
  }

  private static @Nullable Double end(@Nullable List<Double> ends, int which) {
    return ends == null ? null : ends.get(which);
  }

  private AuditPage page(AuditResult audit, AuditPictures.Shown shown) {
    return new AuditPage(
        audit.chain(),
        audit.dataset(),
        shown.synthetic(),
        verdict(audit),
        AuditWords.warning(audit),
        models(audit),
        new AuditFigures(audit.perturbations()).all(),
        rows(audit),
        shown.patch(),
        shown.strips(),
        notes(audit),
        versions(audit));
  }

  private static String verdict(AuditResult audit) {
    Perturbed worst = audit.perturbations().getFirst();
    for (Perturbed one : audit.perturbations()) {
      worst = one.balancedAccuracy() < worst.balancedAccuracy() ? one : worst;
    }
    String score =
        "%s\u00a0%% balanced accuracy on test by %s."
            .formatted(
                Wording.percent(audit.network().balancedAccuracy()),
                AuditWords.stage(audit.iteration()));
    return worst.balancedAccuracyDifference() < 0
        ? "%s %s cost most: %s points, down to %s\u00a0%%."
            .formatted(
                score,
                AuditWords.name(worst.kind(), worst.strength()),
                AuditWords.points(-worst.balancedAccuracyDifference()).substring(1),
                Wording.percent(worst.balancedAccuracy()))
        : score + " No change of its patches cost anything.";
  }

  private static List<AuditPage.ModelRow> models(AuditResult audit) {
    List<AuditPage.ModelRow> rows = new ArrayList<>();
    rows.add(
        new AuditPage.ModelRow(
            "Network",
            true,
            Wording.percent(audit.network().balancedAccuracy()),
            AuditWords.percent(audit.network().interval()),
            Wording.percent(audit.network().accuracy()),
            "100"));
    for (ColourAlone one : audit.colour()) {
      Double share = one.share();
      rows.add(
          new AuditPage.ModelRow(
              AuditWords.name(one.features()),
              false,
              Wording.percent(one.balancedAccuracy()),
              AuditWords.percent(one.interval()),
              Wording.percent(one.accuracy()),
              share == null ? Wording.NONE : String.format(Locale.ROOT, "%.0f", 100 * share)));
    }
    rows.add(
        new AuditPage.ModelRow(
            "Chance", false, Wording.percent(audit.chance()), "", Wording.NONE, "0"));
    return rows;
  }

  private static List<AuditPage.PerturbedRow> rows(AuditResult audit) {
    List<AuditPage.PerturbedRow> rows = new ArrayList<>();
    rows.add(
        new AuditPage.PerturbedRow(
            "Unchanged",
            true,
            Wording.percent(audit.network().balancedAccuracy()),
            Wording.NONE,
            "",
            Wording.percent(audit.network().accuracy()),
            Wording.NONE,
            ""));
    for (Perturbed one : audit.perturbations()) {
      rows.add(
          new AuditPage.PerturbedRow(
              AuditWords.name(one.kind(), one.strength()),
              false,
              Wording.percent(one.balancedAccuracy()),
              AuditWords.points(one.balancedAccuracyDifference()),
              AuditWords.points(one.balancedAccuracyInterval()),
              Wording.percent(one.accuracy()),
              AuditWords.points(one.accuracyDifference()),
              AuditWords.points(one.accuracyInterval())));
    }
    return rows;
  }

  private static List<String> notes(AuditResult audit) {
    List<String> notes = new ArrayList<>();
    notes.add(
        "Test is %s patches in %s groups. Intervals are 95\u00a0%% ones over groups; those of differences are paired, on the same patches."
            .formatted(Wording.count(audit.patches()), Wording.count(audit.groups())));
    List<String> absent =
        audit.classes().stream()
            .filter(name -> !audit.network().perClassF1().containsKey(name))
            .toList();
    if (!absent.isEmpty()) {
      notes.add(
          "No patch of %s is in test: left out of balanced accuracy."
              .formatted(String.join(", ", absent)));
    }
    if (audit.testSeen() > 1) {
      notes.add(
          "Test has been seen %d times: by this audit, and by reports and other audits of this chain or of the one it was forked from. What is decided with these scores in sight makes later ones too good."
              .formatted(audit.testSeen()));
    }
    return notes;
  }

  private List<PageModel.Fact> versions(AuditResult audit) {
    return List.of(
        new PageModel.Fact("Histochain", producer.version()),
        new PageModel.Fact("Numeric family", producer.numericFamily()),
        new PageModel.Fact("Model", audit.modelSha256()));
  }
}
