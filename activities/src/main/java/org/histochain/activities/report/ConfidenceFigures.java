package org.histochain.activities.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.histochain.activities.chart.Chart;
import org.histochain.activities.chart.ChartAxis;
import org.histochain.activities.chart.ChartColour;
import org.histochain.activities.chart.ChartSeries;
import org.histochain.activities.chart.ChartSeries.Look;
import org.jspecify.annotations.Nullable;

/** How sure the teachers were of the pool, and from where on the filter kept it. */
final class ConfidenceFigures {
  private static final int MOST = 4;
  private static final double ROOM = 1.05;

  private ConfidenceFigures() {}

  /** Returns a chart for each iteration, or for the first and the last where there are many. */
  static List<PageModel.Figure> of(List<Selection> selections, List<String> classes) {
    List<Selection> shown =
        selections.size() <= MOST
            ? selections
            : List.of(selections.getFirst(), selections.getLast());
    double most =
        shown.stream()
            .flatMapToInt(
                one -> IntStream.range(0, ConfidenceHistogram.BINS).map(one.pool()::inBin))
            .max()
            .orElse(0);
    ChartAxis patches = ChartAxis.of("Patches", 0, Math.max(1, most * ROOM));
    return shown.stream().map(one -> figure(one, classes, patches)).toList();
  }

  private static PageModel.Figure figure(
      Selection selection, List<String> classes, ChartAxis patches) {
    List<ChartSeries> series = new ArrayList<>();
    series.add(steps("Kept", Look.FILLED, selection.confidence()));
    series.add(steps("Pool", Look.OUTLINE, selection.pool()));
    List<Double> cuts =
        IntStream.range(0, classes.size())
            .mapToObj(selection.confidence()::least)
            .filter(least -> least != null)
            .map(least -> 100 * least)
            .toList();
    String words = "";
    if (!cuts.isEmpty()) {
      double lowest = Collections.min(cuts);
      double highest = Collections.max(cuts);
      series.add(cut("Lowest cut", Look.DASHED, lowest, patches.to()));
      series.add(cut("Highest cut", Look.THIN, highest, patches.to()));
      words =
          " The least confident one kept of a class has between %s and %s\u00a0%%, by class."
              .formatted(Wording.percent(lowest / 100), Wording.percent(highest / 100));
    }
    return new PageModel.Figure(
        "Iteration " + selection.iteration(),
        "",
        new Chart(
                "confidence-" + selection.iteration(),
                400,
                280,
                ChartAxis.of("Confidence, %", 0, 100),
                patches,
                series)
            .svg(),
        "Patches of the pool by the teacher's confidence in iteration %d, and those kept: %s.%s"
            .formatted(selection.iteration(), inWords(selection), words));
  }

  private static String inWords(Selection selection) {
    int half = ConfidenceHistogram.BINS / 2;
    return "%s of %s up to 50\u00a0%%, %s of %s above"
        .formatted(
            Wording.count(sum(selection.confidence(), 0, half)),
            Wording.count(sum(selection.pool(), 0, half)),
            Wording.count(sum(selection.confidence(), half, ConfidenceHistogram.BINS)),
            Wording.count(sum(selection.pool(), half, ConfidenceHistogram.BINS)));
  }

  private static int sum(ConfidenceHistogram histogram, int from, int to) {
    return IntStream.range(from, to).map(histogram::inBin).sum();
  }

  private static ChartSeries steps(String name, Look look, ConfidenceHistogram histogram) {
    List<Double> at = new ArrayList<>();
    List<Double> heights = new ArrayList<>();
    for (int bin = 0; bin < ConfidenceHistogram.BINS; bin++) {
      at.add(100 * ConfidenceHistogram.from(bin));
      heights.add((double) histogram.inBin(bin));
    }
    at.add(100.0);
    heights.add(heights.getLast());
    ChartColour colour = look == Look.FILLED ? ChartColour.ACCENT : ChartColour.INK;
    return new ChartSeries(name, look, colour, at, heights);
  }

  private static ChartSeries cut(String name, Look look, double at, double height) {
    return new ChartSeries(name, look, ChartColour.SECOND, List.of(at, at), List.of(0.0, height));
  }

  /** Returns the least confidence kept, a row for each class, a cell for each iteration. */
  static List<PageModel.ClassRow> cuts(List<Selection> selections, List<String> classes) {
    List<PageModel.ClassRow> rows = new ArrayList<>();
    for (int c = 0; c < classes.size(); c++) {
      List<PageModel.Cell> cells = new ArrayList<>();
      for (Selection selection : selections) {
        @Nullable Double least = selection.confidence().least(c);
        cells.add(new PageModel.Cell(Wording.percent(least), false));
      }
      rows.add(new PageModel.ClassRow(classes.get(c), cells));
    }
    return rows;
  }
}
