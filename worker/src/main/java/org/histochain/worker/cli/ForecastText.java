package org.histochain.worker.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.histochain.activities.experiment.Forecast;
import org.histochain.activities.experiment.Rates;

/** What an experiment will do, as people read it. */
final class ForecastText {
  private ForecastText() {}

  static List<String> of(String name, Forecast forecast, Rates rates) {
    List<String> lines = new ArrayList<>();
    List<Integer> tuning = forecast.chains().subList(0, forecast.chains().size() - 1);
    lines.add(
        "%s: %d chains reported%s"
            .formatted(
                name,
                forecast.chains().getLast(),
                tuning.isEmpty()
                    ? ""
                    : ", after %d to tune on validation"
                        .formatted(tuning.stream().mapToInt(Integer::intValue).sum())));
    List<List<String>> rows = new ArrayList<>(List.of(List.of("step", "distinct", "asked for")));
    forecast
        .steps()
        .forEach(
            (step, count) ->
                rows.add(
                    List.of(
                        step,
                        Integer.toString(count),
                        String.valueOf(forecast.asked().get(step)))));
    lines.addAll(TextTable.of(rows));
    lines.add(
        String.format(
            Locale.ROOT,
            "%.2f hours one after the other on this machine, at %.0f patches a second in training and %.0f in labelling",
            forecast.seconds() / 3600,
            rates.trained(),
            rates.labelled()));
    return lines;
  }
}
