package org.histochain.activities.report;

import java.util.ArrayList;
import java.util.List;
import org.histochain.activities.chart.Chart;
import org.histochain.activities.chart.ChartAxis;
import org.histochain.activities.chart.ChartColour;
import org.histochain.activities.chart.ChartSeries;
import org.histochain.activities.chart.ChartSeries.Look;

/** How right the pseudo-labels were, where the truth of the pool is known. */
final class PrecisionFigures {
  private static final int MOST = 4;

  private PrecisionFigures() {}

  /**
   * Returns a row for each class and one for all, a cell for each iteration; none without truth.
   */
  static List<PageModel.PrecisionRow> rows(List<Selection> selections, List<String> classes) {
    if (selections.stream().allMatch(one -> one.confidence().precision().known() == 0)) {
      return List.of();
    }
    List<PageModel.PrecisionRow> rows = new ArrayList<>();
    for (int c = 0; c < classes.size(); c++) {
      int label = c;
      rows.add(
          new PageModel.PrecisionRow(
              classes.get(c),
              selections.stream()
                  .map(one -> cell(one.confidence().precision(label), one.pool().precision(label)))
                  .toList()));
    }
    rows.add(
        new PageModel.PrecisionRow(
            "All",
            selections.stream()
                .map(one -> cell(one.confidence().precision(), one.pool().precision()))
                .toList()));
    return rows;
  }

  private static PageModel.Score cell(Precision kept, Precision pool) {
    String ofPool = "pool " + share(pool);
    return kept.known() == 0
        ? new PageModel.Score(Wording.NONE, ofPool, false)
        : new PageModel.Score(
            share(kept),
            "%s to %s; %s"
                .formatted(Wording.percent(kept.low()), Wording.percent(kept.high()), ofPool),
            false);
  }

  private static String share(Precision precision) {
    return precision.known() == 0
        ? Wording.NONE
        : "%s (%s of %s)"
            .formatted(
                Wording.percent(precision.value()),
                Wording.count(precision.right()),
                Wording.count(precision.known()));
  }

  /**
   * Returns a chart of precision by confidence for each iteration, or for the first and the last
   * where there are many.
   */
  static List<PageModel.Figure> of(List<Selection> selections) {
    List<Selection> known =
        selections.stream().filter(one -> one.pool().precision().known() > 0).toList();
    List<Selection> shown =
        known.size() <= MOST ? known : List.of(known.getFirst(), known.getLast());
    return shown.stream().map(PrecisionFigures::figure).toList();
  }

  private static PageModel.Figure figure(Selection selection) {
    List<ChartSeries> series = new ArrayList<>();
    series.add(ChartSeries.diagonal("As sure as right", 0, 100));
    bins(series, "Pool", Look.SQUARES, ChartColour.INK, selection.pool(), false);
    bins(series, "Kept", Look.CIRCLES, ChartColour.ACCENT, selection.confidence(), true);
    return new PageModel.Figure(
        "Iteration " + selection.iteration(),
        "",
        new Chart(
                "precision-" + selection.iteration(),
                400,
                290,
                ChartAxis.of("Confidence, %", 0, 100),
                ChartAxis.of("Precision, %", 0, 100),
                series)
            .svg(),
        "Precision of the pseudo-labels of iteration %d by confidence: of the kept %s, of the pool %s."
            .formatted(
                selection.iteration(),
                share(selection.confidence().precision()),
                share(selection.pool().precision())));
  }

  private static void bins(
      List<ChartSeries> series,
      String name,
      Look look,
      ChartColour colour,
      ConfidenceHistogram histogram,
      boolean intervals) {
    List<Double> at = new ArrayList<>();
    List<Double> heights = new ArrayList<>();
    for (int bin = 0; bin < ConfidenceHistogram.BINS; bin++) {
      Precision precision = histogram.precisionInBin(bin);
      Double value = precision.value();
      Double low = precision.low();
      Double high = precision.high();
      if (value == null || low == null || high == null) {
        continue;
      }
      double middle = 50 * (ConfidenceHistogram.from(bin) + ConfidenceHistogram.from(bin + 1));
      at.add(middle);
      heights.add(100 * value);
      if (intervals) {
        series.add(
            new ChartSeries(
                "", Look.THIN, colour, List.of(middle, middle), List.of(100 * low, 100 * high)));
      }
    }
    if (!at.isEmpty()) {
      series.add(new ChartSeries(name, look, colour, at, heights));
    }
  }
}
