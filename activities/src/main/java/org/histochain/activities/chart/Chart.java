package org.histochain.activities.chart;

import static java.util.Objects.requireNonNull;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.util.List;
import java.util.Locale;
import org.histochain.activities.chart.ChartSeries.Look;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * A chart of series over two axes. Equal charts give equal bytes where the fonts are the same: the
 * letters are drawn as shapes, so that a page looks alike everywhere.
 *
 * @param id its id on the page, a letter first, then letters, digits and {@code -}
 * @param width width in CSS pixels; a narrow page shrinks it
 * @param height height in CSS pixels
 * @param x axis along the chart
 * @param y axis of heights
 * @param series what it shows, the later ones in front; names differ, save empty ones
 */
public record Chart(
    String id, int width, int height, ChartAxis x, ChartAxis y, List<ChartSeries> series) {
  private static final Color NONE = new Color(0, 0, 0, 0);
  private static final float[] DASHES = {6, 4};

  public Chart {
    requireNonNull(id, "id is null");
    requireNonNull(x, "x is null");
    requireNonNull(y, "y is null");
    series = List.copyOf(requireNonNull(series, "series is null"));
    if (series.isEmpty()) {
      throw new IllegalArgumentException("chart %s has no series".formatted(id));
    }
  }

  /** Draws it as an {@code svg} element that fills the width it is given and names no colours. */
  public String svg() {
    XYChart chart = new XYChartBuilder().width(width).height(height).build();
    style(chart);
    for (int n = 0; n < series.size(); n++) {
      add(chart, series.get(n), n);
    }
    return InlineSvg.of(id, width, height, canvas -> chart.paint(canvas, width, height));
  }

  private void style(XYChart chart) {
    XYStyler style = chart.getStyler();
    style.setLocale(Locale.ROOT);
    style.setBaseFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12));
    style.setAxisTitleFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12));
    style.setAxisTickLabelsFont(new Font(Font.SANS_SERIF, Font.PLAIN, 11));
    style.setLegendFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12));
    style.setChartTitleVisible(false);
    style.setChartPadding(4);
    style.setChartBackgroundColor(NONE);
    style.setPlotBackgroundColor(NONE);
    style.setPlotBorderVisible(false);
    style.setChartFontColor(ChartColour.INK.standIn());
    style.setAxisTickLabelsColor(ChartColour.INK.standIn());
    style.setAxisTickMarksColor(ChartColour.SOFT.standIn());
    style.setPlotGridLinesColor(ChartColour.LINE.standIn());
    style.setPlotGridLinesStroke(new BasicStroke(1));
    style.setPlotGridVerticalLinesVisible(false);
    style.setLegendVisible(series.stream().anyMatch(one -> !one.name().isEmpty()));
    style.setLegendPosition(LegendPosition.OutsideS);
    style.setLegendLayout(LegendLayout.Horizontal);
    style.setLegendBackgroundColor(NONE);
    style.setLegendBorderColor(NONE);
    style.setLegendPadding(6);
    style.setLegendSeriesLineLength(22);
    style.setXAxisDecimalPattern("#.##");
    style.setYAxisDecimalPattern("#,##0.##");
    style.setXAxisMin(x.from());
    style.setXAxisMax(x.to());
    if (x.whole()) {
      style.setXAxisTickMarkSpacingHint(wholeSpacing(style.getXAxisTickMarkSpacingHint()));
    }
    style.setYAxisMin(y.from());
    style.setYAxisMax(y.to());
    chart.setXAxisTitle(x.title());
    chart.setYAxisTitle(y.title());
    style.setXAxisTitleVisible(!x.title().isEmpty());
    style.setYAxisTitleVisible(!y.title().isEmpty());
  }

  /** XChart rounds this distance to 0.5, 1, 2, 5 ... units, from 0.75 of a unit on to 1. */
  private int wholeSpacing(int usual) {
    double unit = width / (x.to() - x.from());
    return Math.max(usual, (int) Math.ceil(0.75 * unit));
  }

  private static void add(XYChart chart, ChartSeries one, int place) {
    String name = one.name().isEmpty() ? "unnamed " + place : one.name();
    XYSeries drawn = chart.addSeries(name, one.x(), one.y());
    drawn.setShowInLegend(!one.name().isEmpty());
    drawn.setLineColor(one.colour().standIn());
    drawn.setMarker(marker(one.look()));
    drawn.setMarkerColor(one.colour().standIn());
    drawn.setLineStyle(stroke(one.look()));
    switch (one.look()) {
      case FILLED -> {
        drawn.setXYSeriesRenderStyle(XYSeriesRenderStyle.StepArea);
        drawn.setFillColor(ChartColour.FILL.standIn());
      }
      case OUTLINE -> drawn.setXYSeriesRenderStyle(XYSeriesRenderStyle.Step);
      case CIRCLES, TRIANGLES, SQUARES, DASHED, THIN ->
          drawn.setXYSeriesRenderStyle(XYSeriesRenderStyle.Line);
    }
  }

  private static Marker marker(Look look) {
    return switch (look) {
      case CIRCLES -> SeriesMarkers.CIRCLE;
      case TRIANGLES -> SeriesMarkers.TRIANGLE_UP;
      case SQUARES -> SeriesMarkers.SQUARE;
      case DASHED, THIN, OUTLINE, FILLED -> SeriesMarkers.NONE;
    };
  }

  private static BasicStroke stroke(Look look) {
    return switch (look) {
      case CIRCLES, SQUARES, OUTLINE -> new BasicStroke(2);
      case THIN, FILLED -> new BasicStroke(1.25f);
      case TRIANGLES, DASHED ->
          new BasicStroke(1.5f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10, DASHES, 0);
    };
  }
}
