package org.histochain.worker.cli;

import java.util.concurrent.Callable;
import org.histochain.activities.dataset.Datasets;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code dataset show}: shows one data set. */
@Command(
    name = "show",
    description = "Show a data set: counts by class and split, side, channel means.",
    footer = {"", "Example:", "  histochain dataset show pathmnist-1000 --output json"})
final class DatasetShowCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private OutputOption output = new OutputOption();

  @Parameters(paramLabel = "NAME", description = "The data set.")
  private String name = "";

  DatasetShowCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    try (Places places = Places.of(console)) {
      Datasets datasets = new Datasets(places.artifacts());
      DatasetView.of(places.artifacts(), datasets.load(datasets.require(name)))
          .show(console, output.json());
      return ExitCodes.DONE;
    }
  }
}
