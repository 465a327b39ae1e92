package org.histochain.activities.report;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.histochain.activities.chart.Chart;
import org.histochain.activities.chart.ChartAxis;
import org.histochain.activities.chart.ChartColour;
import org.histochain.activities.chart.ChartSeries;
import org.histochain.activities.chart.ChartSeries.Look;
import org.histochain.activities.evaluation.Calibration;
import org.histochain.activities.evaluation.ReliabilityBin;
import org.histochain.workflows.contract.Scores;
import org.histochain.workflows.contract.StageName;
import org.jspecify.annotations.Nullable;

/** The page's charts, each with the same in words for those who do not see it. */
final class Figures {
  private static final int MOST_CLASSES = 24;
  private static final double MARGIN = 0.3;
  private static final String TIME = "Iteration (0: teacher)";

  private final Summary summary;
  private final ShownDetails details;
  private final boolean test;

  Figures(Summary summary, ShownDetails details) {
    this.summary = requireNonNull(summary, "summary is null");
    this.details = requireNonNull(details, "details is null");
    this.test = summary.stages().getFirst().test() != null;
  }

  /** Returns balanced accuracy by iteration, a chart for each set, of one scale. */
  List<PageModel.Figure> scores() {
    List<PageModel.Figure> figures = new ArrayList<>();
    figures.add(scores("Validation", Summary.Stage::validation));
    if (test) {
      figures.add(scores("Test", Summary.Stage::test));
    }
    return figures;
  }

  private PageModel.Figure scores(String set, Function<Summary.Stage, @Nullable Scores> scoresOf) {
    List<ChartSeries> series = new ArrayList<>();
    List<Double> at = new ArrayList<>();
    List<Double> kept = new ArrayList<>();
    List<Double> pretrainedAt = new ArrayList<>();
    List<Double> pretrained = new ArrayList<>();
    List<String> words = new ArrayList<>();
    for (Summary.Stage stage : summary.stages()) {
      Scores scores = requireNonNull(scoresOf.apply(stage), "scores are null");
      double score = 100 * scores.balancedAccuracy();
      double place = stage.iteration();
      words.add(Wording.stage(stage) + " " + Wording.percent(score / 100));
      if (stage.stage() == StageName.pretrained) {
        pretrainedAt.add(place);
        pretrained.add(score);
        continue;
      }
      at.add(place);
      kept.add(score);
      List<Double> ends = scores.interval();
      if (ends != null && !ends.isEmpty()) {
        series.add(
            new ChartSeries(
                "",
                Look.THIN,
                ChartColour.ACCENT,
                List.of(place, place),
                List.of(100 * ends.getFirst(), 100 * ends.getLast())));
      }
    }
    if (!pretrained.isEmpty()) {
      series.add(
          new ChartSeries(
              "Pretrained", Look.TRIANGLES, ChartColour.SECOND, pretrainedAt, pretrained));
    }
    series.add(
        new ChartSeries(
            pretrained.isEmpty() ? "Teacher" : "Teacher, fine-tuned",
            Look.CIRCLES,
            ChartColour.ACCENT,
            at,
            kept));
    return new PageModel.Figure(
        set,
        "",
        new Chart(
                "scores-" + set.toLowerCase(Locale.ROOT),
                400,
                290,
                time(),
                ChartAxis.of("Balanced accuracy, %", floor(), ceiling()),
                series)
            .svg(),
        "%s, balanced accuracy in percent by iteration: %s."
            .formatted(set, String.join("; ", words)));
  }

  private ChartAxis time() {
    return ChartAxis.whole(TIME, -MARGIN, summary.stages().getLast().iteration() + MARGIN);
  }

  private double floor() {
    return 10 * Math.floor(10 * ends().stream().mapToDouble(d -> d).min().orElse(0));
  }

  private double ceiling() {
    double most = 10 * Math.ceil(10 * ends().stream().mapToDouble(d -> d).max().orElse(1));
    return Math.max(most, floor() + 10);
  }

  private List<Double> ends() {
    List<Double> ends = new ArrayList<>();
    for (Summary.Stage stage : summary.stages()) {
      Scores shut = stage.test();
      for (Scores scores :
          shut == null ? List.of(stage.validation()) : List.of(stage.validation(), shut)) {
        ends.add(scores.balancedAccuracy());
        List<Double> interval = scores.interval();
        if (interval != null) {
          ends.addAll(interval);
        }
      }
    }
    return ends;
  }

  /** Returns F1 by iteration of each class, the first ones where there are many. */
  List<PageModel.Figure> classes() {
    List<String> hard = HardClasses.of(summary);
    List<PageModel.Figure> figures = new ArrayList<>();
    int shown = Math.min(MOST_CLASSES, summary.classes().size());
    for (int c = 0; c < shown; c++) {
      String name = summary.classes().get(c);
      List<Double> at = new ArrayList<>();
      List<Double> scores = new ArrayList<>();
      for (Summary.Stage stage : summary.stages()) {
        Scores opened = stage.test();
        Double f1 = (opened == null ? stage.validation() : opened).perClassF1().get(name);
        if (stage.stage() != StageName.pretrained && f1 != null) {
          at.add((double) stage.iteration());
          scores.add(100 * f1);
        }
      }
      if (!at.isEmpty()) {
        figures.add(classFigure(c, name, hard.contains(name), at, scores));
      }
    }
    return figures;
  }

  private PageModel.Figure classFigure(
      int place, String name, boolean hard, List<Double> at, List<Double> scores) {
    ChartSeries series =
        hard
            ? new ChartSeries("", Look.CIRCLES, ChartColour.SECOND, at, scores)
            : new ChartSeries("", Look.SQUARES, ChartColour.SOFT, at, scores);
    ChartAxis time = ChartAxis.whole("", -MARGIN, summary.stages().getLast().iteration() + MARGIN);
    String words =
        "F1 of %s in percent by iteration, from the teacher: %s."
            .formatted(
                name,
                String.join(
                    ", ", scores.stream().map(score -> Wording.percent(score / 100)).toList()));
    return new PageModel.Figure(
        name,
        hard ? "hard" : "",
        new Chart("class-" + place, 190, 130, time, ChartAxis.of("", 0, 100), List.of(series))
            .svg(),
        words);
  }

  /** Returns confidence against accuracy of the best model, as it says it and scaled. */
  PageModel.Figure reliability(Calibrated best) {
    List<ChartSeries> series = new ArrayList<>();
    series.add(ChartSeries.diagonal("As confident as right", 0, 100));
    bins(series, "Scaled", Look.TRIANGLES, ChartColour.SECOND, best.after());
    bins(series, "Best model", Look.CIRCLES, ChartColour.ACCENT, best.before());
    return new PageModel.Figure(
        "",
        "",
        new Chart(
                "reliability-curve",
                400,
                350,
                ChartAxis.of("Confidence, %", 0, 100),
                ChartAxis.of("Accuracy, %", 0, 100),
                series)
            .svg(),
        "Accuracy of the best model on %s against its confidence, before and after temperature scaling; the tables have the numbers."
            .formatted(details.set()));
  }

  private static void bins(
      List<ChartSeries> series, String name, Look look, ChartColour colour, Calibration shown) {
    List<ReliabilityBin> held = shown.bins().stream().filter(bin -> bin.count() > 0).toList();
    series.add(
        new ChartSeries(
            name,
            look,
            colour,
            held.stream().map(bin -> 100 * bin.confidence()).toList(),
            held.stream().map(bin -> 100 * bin.accuracy()).toList()));
  }
}
