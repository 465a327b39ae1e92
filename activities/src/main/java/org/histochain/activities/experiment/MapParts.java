package org.histochain.activities.experiment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.histochain.activities.experiment.ExperimentPage.HeatCell;
import org.histochain.activities.experiment.ExperimentPage.HeatMap;
import org.histochain.activities.experiment.ExperimentPage.HeatRow;
import org.histochain.activities.experiment.ExperimentPage.Part;
import org.histochain.activities.report.DataTable;
import org.histochain.activities.report.Wording;
import org.histochain.activities.statistics.Interval;
import org.jspecify.annotations.Nullable;

/** The maps of K and P on an experiment's page, and the same as a table. */
final class MapParts {
  private static final String NAME = "maps";

  private final List<FilterMap> maps;

  MapParts(Results results) {
    this.maps = new FilterMaps(results).all();
  }

  List<Part> parts() {
    return maps.isEmpty()
        ? List.of()
        : List.of(
            Part.ofMaps(
                NAME,
                "K and P",
                "On validation a map for each rung of tuning, of the score that chains select by; on test the balanced accuracy of arms that differ in nothing but K and P. In %, mean over labelled draws, with its 95 % t interval where there are several. K is what the filter keeps of each class, P how many classes a patch is considered for. Shaded from the least score of a map to its greatest; what tuning chose is framed.",
                maps.stream().map(MapParts::map).toList(),
                NAME));
  }

  private static HeatMap map(FilterMap map) {
    String iterations = map.iterations() == 1 ? "1 iteration" : map.iterations() + " iterations";
    String title =
        map.rung() == null
            ? "Test, %s, %s".formatted(map.of(), iterations)
            : "Validation, rung %d, %s, %s".formatted(map.rung(), map.of(), iterations);
    List<HeatRow> rows = new ArrayList<>();
    for (String k : map.ks()) {
      List<HeatCell> cells = new ArrayList<>();
      for (String p : map.ps()) {
        cells.add(
            map.at(k, p)
                .map(point -> cell(map, point))
                .orElse(new HeatCell(Wording.NONE, "not tried", 0, false)));
      }
      rows.add(new HeatRow(k, cells));
    }
    return new HeatMap(title, "K, by P", map.ps(), rows);
  }

  private static HeatCell cell(FilterMap map, FilterMap.Point point) {
    List<String> details = new ArrayList<>();
    Interval interval = point.interval();
    if (interval != null) {
      details.add(PageParts.interval(interval));
    }
    switch (point.state()) {
      case chosen -> details.add("chosen");
      case left -> details.add("left here");
      case failed -> details.add("a chain failed");
      case leftBefore, run -> details.add(point.note());
      case goesOn -> details.add("goes on");
    }
    Double score = point.score();
    return new HeatCell(
        Wording.percent(score),
        String.join("; ", details),
        score == null ? 0 : map.share(score),
        point.state() == FilterMap.State.chosen);
  }

  DataTable table() {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (FilterMap map : maps) {
      for (FilterMap.Point point : map.points()) {
        Interval interval = point.interval();
        rows.add(
            Arrays.asList(
                map.set(),
                map.rung(),
                map.iterations(),
                map.of(),
                point.k(),
                point.p(),
                point.score(),
                interval == null ? null : interval.low(),
                interval == null ? null : interval.high(),
                point.runs(),
                point.state().name(),
                point.note()));
      }
    }
    return new DataTable(
        NAME,
        List.of(
            "set",
            "rung",
            "iterations",
            "of",
            "k",
            "p",
            "score",
            "low",
            "high",
            "runs",
            "state",
            "note"),
        rows);
  }
}
