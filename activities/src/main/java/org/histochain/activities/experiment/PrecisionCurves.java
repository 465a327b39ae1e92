package org.histochain.activities.experiment;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.SequencedMap;
import org.histochain.activities.chart.Chart;
import org.histochain.activities.chart.ChartAxis;
import org.histochain.activities.chart.ChartColour;
import org.histochain.activities.chart.ChartSeries;
import org.histochain.activities.chart.ChartSeries.Look;
import org.histochain.activities.report.PageModel;
import org.histochain.activities.report.Wording;

/** Precision of what was kept by confidence, a chart for each arm: first iteration and last. */
final class PrecisionCurves {
  private final SequencedMap<String, List<KeptPrecision>> arms = new LinkedHashMap<>();

  PrecisionCurves(List<KeptPrecision> precisions) {
    for (KeptPrecision one : precisions) {
      if (one.bin() != null) {
        arms.computeIfAbsent(PageParts.name(one.arm(), one.fraction()), _ -> new ArrayList<>())
            .add(one);
      }
    }
  }

  List<PageModel.Figure> figures() {
    List<PageModel.Figure> figures = new ArrayList<>();
    arms.forEach((arm, bins) -> figures.add(figure(figures.size(), arm, bins)));
    return figures;
  }

  private static PageModel.Figure figure(int number, String arm, List<KeptPrecision> bins) {
    int first = bins.getFirst().iteration();
    int last = bins.getLast().iteration();
    List<ChartSeries> series = new ArrayList<>();
    series.add(ChartSeries.diagonal("As sure as right", 0, 100));
    List<String> words = new ArrayList<>();
    if (first < last) {
      add(series, words, of(bins, first), Look.SQUARES, ChartColour.INK);
    }
    List<KeptPrecision> shown = of(bins, last);
    for (KeptPrecision one : shown) {
      series.add(
          new ChartSeries(
              "",
              Look.THIN,
              ChartColour.ACCENT,
              List.of(middle(one), middle(one)),
              List.of(100 * one.interval().low(), 100 * one.interval().high())));
    }
    add(series, words, shown, Look.CIRCLES, ChartColour.ACCENT);
    return new PageModel.Figure(
        arm,
        "",
        new Chart(
                "kept-" + number,
                400,
                290,
                ChartAxis.of("Confidence, %", 0, 100),
                ChartAxis.of("Precision, %", 0, 100),
                series)
            .svg(),
        "%s, precision in percent of what was kept by confidence. %s."
            .formatted(arm, String.join(". ", words)));
  }

  private static List<KeptPrecision> of(List<KeptPrecision> bins, int iteration) {
    return bins.stream().filter(one -> one.iteration() == iteration).toList();
  }

  private static void add(
      List<ChartSeries> series,
      List<String> words,
      List<KeptPrecision> shown,
      Look look,
      ChartColour colour) {
    String name = "Iteration " + shown.getFirst().iteration();
    series.add(
        new ChartSeries(
            name,
            look,
            colour,
            shown.stream().map(PrecisionCurves::middle).toList(),
            shown.stream().map(one -> 100 * one.precision()).toList()));
    words.add(
        "%s: %s"
            .formatted(
                name,
                String.join(
                    ", ",
                    shown.stream()
                        .map(
                            one ->
                                "%.1f: %s".formatted(middle(one), Wording.percent(one.precision())))
                        .toList())));
  }

  /** In percent. */
  private static double middle(KeptPrecision one) {
    KeptPrecision.Bin bin = Objects.requireNonNull(one.bin());
    return 50 * (bin.above() + bin.upTo());
  }
}
