package org.histochain.activities.audit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.histochain.activities.audit.Perturbation.Kind;
import org.histochain.activities.chart.Chart;
import org.histochain.activities.chart.ChartAxis;
import org.histochain.activities.chart.ChartColour;
import org.histochain.activities.chart.ChartSeries;
import org.histochain.activities.chart.ChartSeries.Look;
import org.histochain.activities.report.PageModel;

/**
 * What perturbations cost, a chart for each kind that has more and less of it, all of one scale of
 * points. Turns have neither, and stand in the table alone.
 */
final class AuditFigures {
  private static final double STEP = 10;
  private static final double MARGIN = 0.1;

  private final List<Perturbed> perturbed;
  private final double floor;
  private final double ceiling;

  AuditFigures(List<Perturbed> perturbed) {
    this.perturbed = List.copyOf(perturbed);
    double low = 0;
    double high = 0;
    for (Perturbed one : perturbed) {
      for (double end : ends(one)) {
        low = Math.min(low, end);
        high = Math.max(high, end);
      }
    }
    floor = Math.min(-STEP, STEP * Math.floor(low / STEP));
    ceiling = Math.max(STEP, STEP * Math.ceil(high / STEP));
  }

  List<PageModel.Figure> all() {
    return Arrays.stream(Kind.values())
        .filter(kind -> kind != Kind.rotation)
        .filter(kind -> perturbed.stream().anyMatch(one -> one.kind() == kind))
        .map(this::figure)
        .toList();
  }

  private PageModel.Figure figure(Kind kind) {
    List<Perturbed> shown = perturbed.stream().filter(one -> one.kind() == kind).toList();
    double from = shown.stream().mapToDouble(Perturbed::strength).min().orElseThrow();
    double to = shown.stream().mapToDouble(Perturbed::strength).max().orElseThrow();
    double margin = MARGIN * (to - from);
    List<ChartSeries> series = new ArrayList<>();
    series.add(
        new ChartSeries(
            "",
            Look.DASHED,
            ChartColour.SOFT,
            List.of(from - margin, to + margin),
            List.of(0.0, 0.0)));
    List<Double> at = new ArrayList<>();
    List<Double> points = new ArrayList<>();
    List<String> words = new ArrayList<>();
    for (Perturbed one : shown) {
      double strength = one.strength();
      series.add(
          new ChartSeries(
              "", Look.THIN, ChartColour.ACCENT, List.of(strength, strength), ends(one)));
      at.add(strength);
      points.add(100 * one.balancedAccuracyDifference());
      words.add(
          "%s: %s"
              .formatted(
                  AuditWords.strength(kind, strength),
                  AuditWords.points(one.balancedAccuracyDifference())));
    }
    series.add(new ChartSeries("", Look.CIRCLES, ChartColour.ACCENT, at, points));
    String title = AuditWords.title(kind);
    return new PageModel.Figure(
        title,
        "",
        new Chart(
                "perturbed-" + kind,
                400,
                260,
                ChartAxis.of(AuditWords.axis(kind), from - margin, to + margin),
                ChartAxis.of("Points", floor, ceiling),
                series)
            .svg(),
        "%s, points of balanced accuracy gained or lost: %s."
            .formatted(title, String.join("; ", words)));
  }

  /** In points; the difference itself where there is no interval. */
  private static List<Double> ends(Perturbed one) {
    List<Double> interval = one.balancedAccuracyInterval();
    double difference = 100 * one.balancedAccuracyDifference();
    return interval == null
        ? List.of(difference, difference)
        : List.of(100 * interval.getFirst(), 100 * interval.getLast());
  }
}
