package org.histochain.activities.report;

import static java.util.Objects.requireNonNull;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import org.histochain.activities.evaluation.ReliabilityBin;
import org.histochain.activities.step.Producer;
import org.histochain.workflows.contract.ChainSpec;
import org.histochain.workflows.contract.Scores;
import org.histochain.workflows.contract.StageName;
import org.jspecify.annotations.Nullable;

/** The report as one HTML file that needs nothing else. */
final class ReportPage {
  private static final TemplateEngine TEMPLATES =
      TemplateEngine.createPrecompiled(ContentType.Html);

  private static final int MOST_ALARMS = 8;

  private final Summary summary;
  private final ChainSpec spec;
  private final ReportFacts facts;
  private final ShownDetails details;
  private final Gallery gallery;
  private final Producer producer;
  private final Summary.Stage teacher;
  private final Summary.Stage best;
  private final StageCalibration calibration;

  /**
   * @param summary what to show; it has a teacher and a best stage
   * @param spec the chain's settings
   * @param facts what it shows beyond the summary
   * @param gallery its pictures
   * @param producer what made the report
   */
  ReportPage(
      Summary summary, ChainSpec spec, ReportFacts facts, Gallery gallery, Producer producer) {
    this.summary = requireNonNull(summary, "summary is null");
    this.spec = requireNonNull(spec, "spec is null");
    this.facts = requireNonNull(facts, "facts is null");
    this.details = facts.details();
    this.gallery = requireNonNull(gallery, "gallery is null");
    this.producer = requireNonNull(producer, "producer is null");
    this.teacher = summary.stages().getFirst();
    this.best = summary.stages().stream().filter(this::isBest).findFirst().orElseThrow();
    this.calibration = facts.calibrations().get(summary.stages().indexOf(best));
  }

  String html() {
    StringOutput output = new StringOutput(1 << 16);
    TEMPLATES.render("report.jte", model(), output);
    return output.toString();
  }

  private PageModel model() {
    List<Summary.Stage> candidates = stages(stage -> stage.stage() != StageName.pretrained);
    List<Summary.Stage> students = stages(stage -> stage.stage() == StageName.pretrained);
    Figures figures = new Figures(summary, details);
    return new PageModel(
        summary.chain(),
        summary.dataset(),
        verdict(),
        summary.alarms().stream().limit(MOST_ALARMS).map(Alarm::message).toList(),
        Math.max(0, summary.alarms().size() - MOST_ALARMS),
        cards(),
        labels(),
        stageRows(),
        best.test() == null ? "validation" : "test",
        candidates.stream().map(stage -> column(stage, Wording.stage(stage))).toList(),
        rows(candidates, this::classScore),
        figures.scores(),
        figures.classes(),
        hard(),
        Confusions.of(details),
        figures.reliability(calibration.shown()),
        bins(),
        CalibrationWords.sentence(calibration, within()),
        CalibrationWords.rows(calibration, within()),
        notes(),
        students.stream().map(stage -> column(stage, "Iteration " + stage.iteration())).toList(),
        selections(students),
        ConfidenceFigures.of(facts.selections().iterations(), summary.classes()),
        ConfidenceFigures.cuts(facts.selections().iterations(), summary.classes()),
        PrecisionFigures.rows(facts.selections().iterations(), summary.classes()),
        PrecisionFigures.of(facts.selections().iterations()),
        gallery,
        Lineage.rows(facts.lineage()),
        StepCosts.rows(facts.costs()),
        SettingsFacts.of(spec),
        versions());
  }

  /** Whether validation is cross-validation within the labelled set. */
  private boolean within() {
    return spec.split().folds() != null;
  }

  private boolean isBest(Summary.Stage stage) {
    Summary.Best digest = requireNonNull(summary.best(), "best is null");
    return stage.stage() != StageName.pretrained
        && stage.iteration() == digest.iteration()
        && stage.modelSha256().equals(digest.modelSha256());
  }

  private List<Summary.Stage> stages(Predicate<Summary.Stage> which) {
    return summary.stages().stream().filter(which).toList();
  }

  private String verdict() {
    Scores shown = best.test() == null ? best.validation() : best.test();
    Scores before = teacher.test() == null ? teacher.validation() : teacher.test();
    String set = best.test() == null ? "validation" : "test";
    String score =
        "%s\u00a0%% balanced accuracy on %s%s, on %s labels"
            .formatted(
                Wording.percent(shown.balancedAccuracy()),
                set,
                interval(shown, " (95\u00a0%% interval %s)"),
                Wording.count(summary.labelBudget()));
    if (best.stage() != StageName.teacher) {
      return "From the teacher's %s\u00a0%% to %s: the student of iteration %d was best on validation."
          .formatted(Wording.percent(before.balancedAccuracy()), score, best.iteration());
    }
    return summary.stages().size() == 1
        ? "The teacher alone, trained on the labelled set: %s.".formatted(score)
        : "No student beat the teacher on validation, so the teacher is the best model: %s."
            .formatted(score);
  }

  private List<PageModel.Card> cards() {
    List<PageModel.Card> cards = new ArrayList<>();
    cards.add(
        card(
            within() ? "Cross-validation" : "Validation",
            within() ? summary.labelled() : summary.validation(),
            teacher.validation(),
            best.validation()));
    if (teacher.test() != null && best.test() != null) {
      cards.add(card("Test", summary.test(), teacher.test(), best.test()));
    }
    return cards;
  }

  private static PageModel.Card card(
      String set, @Nullable Integer patches, Scores teacher, Scores best) {
    return new PageModel.Card(
        "%s: balanced accuracy on %s patches".formatted(set, Wording.count(patches)),
        Wording.percent(teacher.balancedAccuracy()) + "\u00a0%",
        Wording.percent(best.balancedAccuracy()) + "\u00a0%",
        Wording.points(best.balancedAccuracy() - teacher.balancedAccuracy())
            + interval(best, "; 95\u00a0%% interval of the best %s"),
        best.balancedAccuracy() > teacher.balancedAccuracy());
  }

  private String labels() {
    String draw = spec.labels().draw();
    return "%s to train%s + %s to choose = %s"
        .formatted(
            Wording.count(summary.labelled()),
            draw == null ? "" : " (" + Wording.draw(draw) + ")",
            Wording.count(summary.validation()),
            Wording.count(summary.labelBudget()));
  }

  private List<PageModel.StageRow> stageRows() {
    List<PageModel.StageRow> rows = new ArrayList<>();
    summary.stages().forEach(stage -> rows.add(stageRow(stage)));
    Summary.Baseline colour = summary.baselines().colourHistogram();
    if (colour != null) {
      rows.add(
          new PageModel.StageRow(
              "Colour histogram",
              false,
              Wording.NONE,
              scores(colour.validation(), colour.test()),
              Wording.NONE,
              Wording.NONE));
    }
    return rows;
  }

  private PageModel.StageRow stageRow(Summary.Stage stage) {
    return new PageModel.StageRow(
        Wording.stage(stage),
        isBest(stage),
        Wording.count(stage.selected()),
        scores(stage.validation(), stage.test()),
        Wording.duration(stage.seconds()),
        stage.modelSha256());
  }

  private static List<PageModel.Score> scores(Scores validation, @Nullable Scores test) {
    List<PageModel.Score> scores = new ArrayList<>(setScores(validation));
    scores.addAll(setScores(test));
    scores.add(plain(test == null ? null : test.ece()));
    return scores;
  }

  private static List<PageModel.Score> setScores(@Nullable Scores scores) {
    if (scores == null) {
      return List.of(new PageModel.Score(Wording.NONE, "", true), plain(null), plain(null));
    }
    return List.of(
        new PageModel.Score(
            Wording.percent(scores.balancedAccuracy()), interval(scores, "%s"), true),
        plain(scores.accuracy()),
        plain(scores.macroF1()));
  }

  private static PageModel.Score plain(@Nullable Double score) {
    return new PageModel.Score(Wording.percent(score), "", false);
  }

  /** Says the interval in the words of {@code format}; nothing where there is none. */
  private static String interval(Scores scores, String format) {
    List<Double> ends = scores.interval();
    return ends == null || ends.isEmpty()
        ? ""
        : format.formatted(
            Wording.percent(ends.getFirst()) + " to " + Wording.percent(ends.getLast()));
  }

  private PageModel.Column column(Summary.Stage stage, String name) {
    return new PageModel.Column(name, isBest(stage));
  }

  private List<PageModel.ClassRow> rows(
      List<Summary.Stage> stages, BiFunction<Summary.Stage, String, String> text) {
    return summary.classes().stream()
        .map(
            name ->
                new PageModel.ClassRow(
                    name,
                    stages.stream()
                        .map(stage -> new PageModel.Cell(text.apply(stage, name), isBest(stage)))
                        .toList()))
        .toList();
  }

  private String hard() {
    List<String> hard = HardClasses.of(summary);
    return hard.isEmpty()
        ? "No class is harder for the teacher than another."
        : "Hard classes, those whose F1 by the teacher is below its macro-F1: %s."
            .formatted(String.join(", ", hard));
  }

  private List<PageModel.ClassRow> bins() {
    List<PageModel.ClassRow> rows = new ArrayList<>();
    for (ReliabilityBin bin : details.best().reliability()) {
      if (bin.count() > 0) {
        rows.add(
            new PageModel.ClassRow(
                Wording.percent(bin.from()) + " to " + Wording.percent(bin.to()),
                List.of(
                    new PageModel.Cell(Wording.count(bin.count()), false),
                    new PageModel.Cell(Wording.percent(bin.confidence()), false),
                    new PageModel.Cell(Wording.percent(bin.accuracy()), false))));
      }
    }
    return rows;
  }

  private String classScore(Summary.Stage stage, String name) {
    Scores scores = stage.test() == null ? stage.validation() : stage.test();
    return Wording.percent(scores.perClassF1().get(name));
  }

  private List<PageModel.ClassRow> selections(List<Summary.Stage> students) {
    if (students.isEmpty()) {
      return List.of();
    }
    List<PageModel.ClassRow> rows = new ArrayList<>(rows(students, ReportPage::chosen));
    rows.add(
        new PageModel.ClassRow(
            "Distinct patches",
            students.stream()
                .map(stage -> new PageModel.Cell(Wording.count(stage.selected()), false))
                .toList()));
    return rows;
  }

  private static String chosen(Summary.Stage stage, String name) {
    Map<String, Integer> perClass = stage.selectedPerClass();
    return Wording.count(perClass == null ? null : perClass.get(name));
  }

  private List<String> notes() {
    List<String> notes = new ArrayList<>();
    if (within()) {
      notes.add(
          "Validation is cross-validation within the labelled set, in %d folds: each labelled patch is scored by models that saw neither it nor its group."
              .formatted(spec.split().folds()));
    }
    if (summary.baselines().colourHistogram() != null) {
      notes.add(
          "Colour histogram: logistic regression on which colours a patch has, trained on the same labels. What it reaches needs no tissue structure.");
    }
    absent(notes, "validation", best.validation());
    Scores test = best.test();
    if (test == null) {
      notes.add("Test holds no patch, so every score is of validation.");
    } else {
      absent(notes, "test", test);
    }
    Integer seen = summary.testSeen();
    if (seen != null && seen > 1) {
      notes.add(
          "Test has been seen %d times: by this report, and by earlier reports and audits of this chain or of the one it was forked from. What was decided with their scores in sight makes these too good."
              .formatted(seen));
    }
    return notes;
  }

  private void absent(List<String> notes, String set, Scores scores) {
    List<String> absent =
        summary.classes().stream().filter(name -> !scores.perClassF1().containsKey(name)).toList();
    if (!absent.isEmpty()) {
      notes.add(
          "No patch of %s is in %s: left out of its balanced accuracy and macro-F1."
              .formatted(String.join(", ", absent), set));
    }
  }

  private List<PageModel.Fact> versions() {
    return List.of(
        new PageModel.Fact("Histochain", producer.version()),
        new PageModel.Fact("Numeric family", producer.numericFamily()),
        new PageModel.Fact("Data set", spec.dataset().name() + "@" + spec.dataset().digest()),
        new PageModel.Fact("Best model", best.modelSha256()),
        new PageModel.Fact("Work's own time", Wording.duration(summary.seconds())));
  }
}
