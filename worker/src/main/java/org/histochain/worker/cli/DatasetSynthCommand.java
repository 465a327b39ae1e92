package org.histochain.worker.cli;

import java.util.concurrent.Callable;
import org.histochain.activities.dataset.Datasets;
import org.histochain.activities.importing.DatasetImporter;
import org.histochain.activities.importing.Imported;
import org.histochain.activities.importing.SynthRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code dataset synth}: makes a synthetic tissue data set. */
@Command(
    name = "synth",
    description = "Make a synthetic tissue data set.",
    footer = {"", "Example:", "  histochain dataset synth toy --count 2000 --size 64 --seed 1"})
final class DatasetSynthCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private OutputOption output = new OutputOption();

  @Parameters(paramLabel = "NAME", description = "Name of the data set.")
  private String name = "";

  @Option(
      names = "--count",
      paramLabel = "N",
      defaultValue = "" + SynthRequest.COUNT,
      description = "Patches (default: ${DEFAULT-VALUE}).")
  private int count;

  @Option(
      names = "--size",
      paramLabel = "PX",
      defaultValue = "" + SynthRequest.SIDE,
      description = "Their side in pixels, 16 to 1024 (default: ${DEFAULT-VALUE}).")
  private int size;

  @Option(
      names = "--difficulty",
      paramLabel = "D",
      defaultValue = "" + SynthRequest.DIFFICULTY,
      description = "How hard the classes are to tell apart, 0 to 1 (default: ${DEFAULT-VALUE}).")
  private double difficulty;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "1",
      description = "Seed of every random draw (default: 1).")
  private long seed;

  DatasetSynthCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    try (Places places = Places.of(console)) {
      DatasetImporter importer =
          new DatasetImporter(
              places.artifacts(), new Datasets(places.artifacts()), places.scratch());
      Imported imported;
      try (ProgressView view = ProgressView.on(console)) {
        imported =
            importer.run(
                new SynthRequest(name, count, size, difficulty, seed), new ImportProgress(view));
      }
      ImportOutcome.show(console, places.artifacts(), imported, output.json());
      return ExitCodes.DONE;
    }
  }
}
