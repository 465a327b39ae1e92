package org.histochain.activities.experiment;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.histochain.activities.chart.Chart;
import org.histochain.activities.chart.ChartAxis;
import org.histochain.activities.chart.ChartColour;
import org.histochain.activities.chart.ChartSeries;
import org.histochain.activities.chart.ChartSeries.Look;
import org.histochain.activities.report.PageModel;
import org.histochain.activities.report.Wording;
import org.histochain.activities.statistics.Interval;

/** Balanced accuracy over iterations, a chart for each arm and label fraction, all of one scale. */
final class Curves {
  private static final double MARGIN = 0.3;

  private final SequencedMap<String, List<ArmResult>> arms = new LinkedHashMap<>();
  private final int iterations;
  private final double floor;
  private final double ceiling;

  Curves(List<ArmResult> results) {
    for (ArmResult result : results) {
      if (!result.stage().equals("best")) {
        arms.computeIfAbsent(result.name(), _ -> new ArrayList<>()).add(result);
      }
    }
    iterations = arms.values().stream().mapToInt(stages -> stages.size() - 1).max().orElse(0);
    List<Double> ends = new ArrayList<>();
    for (ArmResult result : results) {
      Interval interval = shown(result);
      ends.add(100 * interval.low());
      ends.add(100 * interval.high());
    }
    floor = Math.max(0, 10 * Math.floor(ends.stream().mapToDouble(d -> d / 10).min().orElse(0)));
    ceiling =
        Math.max(
            floor + 10,
            Math.min(100, 10 * Math.ceil(ends.stream().mapToDouble(d -> d / 10).max().orElse(10))));
  }

  List<PageModel.Figure> figures() {
    List<PageModel.Figure> figures = new ArrayList<>();
    for (List<ArmResult> stages : arms.values()) {
      figures.add(figure(figures.size(), stages));
    }
    return figures;
  }

  private PageModel.Figure figure(int number, List<ArmResult> stages) {
    List<ChartSeries> series = new ArrayList<>();
    List<Double> at = new ArrayList<>();
    List<Double> means = new ArrayList<>();
    List<String> words = new ArrayList<>();
    for (int iteration = 0; iteration < stages.size(); iteration++) {
      ArmResult stage = stages.get(iteration);
      double place = iteration;
      Interval interval = shown(stage);
      if (interval.low() < interval.high()) {
        series.add(
            new ChartSeries(
                "",
                Look.THIN,
                ChartColour.ACCENT,
                List.of(place, place),
                List.of(within(interval.low()), within(interval.high()))));
      }
      at.add(place);
      means.add(100 * stage.mean());
      words.add("%d: %s".formatted(iteration, Wording.percent(stage.mean())));
    }
    series.add(new ChartSeries("", Look.CIRCLES, ChartColour.ACCENT, at, means));
    String name = stages.getFirst().name();
    return new PageModel.Figure(
        name,
        "",
        new Chart(
                "curve-" + number,
                300,
                220,
                ChartAxis.whole(
                    "Iteration (0: teacher)", -MARGIN, Math.max(1, iterations) + MARGIN),
                ChartAxis.of("Balanced accuracy, %", floor, ceiling),
                series)
            .svg(),
        "%s, balanced accuracy on test in percent by iteration: %s."
            .formatted(name, String.join("; ", words)));
  }

  /** An interval over few runs may leave the scores' range. */
  private double within(double score) {
    return Math.clamp(100 * score, floor, ceiling);
  }

  private static Interval shown(ArmResult result) {
    Interval interval = result.overRuns();
    return interval == null ? new Interval(result.mean(), result.mean()) : interval;
  }
}
