package org.histochain.worker.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.histochain.activities.upkeep.StoreCensus;
import org.histochain.activities.upkeep.Sum;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code artifacts ls}: what the store holds. */
@Command(
    name = "ls",
    description = "Show how much the store holds, by what it is for, and its largest objects.",
    footer = {"", "Example:", "  histochain artifacts ls --largest 5"})
final class ArtifactsLsCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private OutputOption output = new OutputOption();

  @Option(
      names = "--largest",
      paramLabel = "N",
      defaultValue = "10",
      description = "How many of the largest objects to name, 0 to 1000 (default: 10).")
  private int largest;

  ArtifactsLsCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    if (largest < 0 || largest > 1000) {
      throw CliError.wrongInput("--largest is %d: give 0 to 1000".formatted(largest));
    }
    StoreCensus.Result result;
    try (Places places = Places.of(console);
        ArtifactsProgress progress = new ArtifactsProgress(console)) {
      result = new StoreCensus(places.store(), progress).run(largest);
    }
    if (output.json()) {
      console.json(json(result));
    } else {
      show(result);
    }
    return ExitCodes.DONE;
  }

  private void show(StoreCensus.Result result) {
    List<List<String>> rows = new ArrayList<>(List.of(List.of("", "objects", "size")));
    result.uses().forEach((use, sum) -> rows.add(row(words(use), sum)));
    rows.add(row("all", result.all()));
    TextTable.of(rows).forEach(console::data);
    if (!result.largest().isEmpty()) {
      console.data("");
      List<List<String>> large = new ArrayList<>(List.of(List.of("largest", "for", "size")));
      result
          .largest()
          .forEach(
              object ->
                  large.add(List.of(object.path(), words(object.use()), Bytes.of(object.bytes()))));
      TextTable.left(large).forEach(console::data);
    }
  }

  private static List<String> row(String use, Sum sum) {
    return List.of(use, Long.toString(sum.count()), Bytes.of(sum.bytes()));
  }

  private static String words(StoreCensus.Use use) {
    return switch (use) {
      case datasets -> "data sets";
      case steps -> "step outputs";
      case chains, manifests, checkpoints, experiments, quarantine, unreferenced -> use.name();
    };
  }

  private static Map<String, Object> json(StoreCensus.Result result) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("uses", result.uses());
    view.put("all", result.all());
    view.put("largest", result.largest());
    return view;
  }
}
