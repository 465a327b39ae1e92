package org.histochain.worker.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.histochain.activities.dataset.DatasetManifest;
import org.histochain.activities.dataset.Datasets;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code dataset list}: shows all data sets. */
@Command(
    name = "list",
    description = "List the data sets in the store.",
    footer = {"", "Example:", "  histochain dataset list"})
final class DatasetListCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private OutputOption output = new OutputOption();

  DatasetListCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    try (Places places = Places.of(console)) {
      Datasets datasets = new Datasets(places.artifacts());
      List<Map<String, Object>> views = new ArrayList<>();
      for (String name : datasets.names()) {
        DatasetManifest manifest = datasets.load(datasets.require(name));
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("name", name);
        view.put("digest", manifest.ref().digest());
        view.put("patches", manifest.patches());
        view.put("classes", manifest.classes().size());
        view.put("side", manifest.side());
        view.put("source", manifest.source());
        views.add(view);
      }
      if (output.json()) {
        console.json(views);
      } else {
        views.forEach(
            view ->
                console.data(
                    "%s  %s patches of %s x %s pixels, %s classes, %s, version %.12s"
                        .formatted(
                            view.get("name"),
                            view.get("patches"),
                            view.get("side"),
                            view.get("side"),
                            view.get("classes"),
                            view.get("source"),
                            view.get("digest"))));
      }
      return ExitCodes.DONE;
    }
  }
}
