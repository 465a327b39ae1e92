package org.histochain.worker.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.histochain.activities.dataset.DatasetManifest;
import org.histochain.activities.dataset.Datasets;
import org.histochain.activities.dataset.PatchLoader;
import org.histochain.activities.picture.ContactSheet;
import org.histochain.activities.picture.DatasetSheet;
import org.histochain.activities.picture.EncodedPicture;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code dataset show}: shows one data set. */
@Command(
    name = "show",
    description = {
      "Show a data set: counts by class, split and group, side, channel means; a contact sheet if",
      "asked for."
    },
    footer = {
      "",
      "Examples:",
      "  histochain dataset show pathmnist-1000 --output json",
      "  histochain dataset show pathmnist-1000 --contact-sheet pathmnist.png --per-class 20"
    })
final class DatasetShowCommand implements Callable<Integer> {
  private static final int MOST_PER_CLASS = 100;

  private final Console console;

  @Mixin private OutputOption output = new OutputOption();

  @Parameters(paramLabel = "NAME", description = "The data set.")
  private String name = "";

  @Option(
      names = "--contact-sheet",
      paramLabel = "F.png",
      description = "Write some patches of each class to this file.")
  private @Nullable Path sheet;

  @Option(
      names = "--per-class",
      paramLabel = "N",
      defaultValue = "12",
      description = "Patches of each class on the sheet, 1 to 100 (default: 12).")
  private int perClass;

  DatasetShowCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    if (perClass < 1 || perClass > MOST_PER_CLASS) {
      throw CliError.wrongInput(
          "--per-class is %d: give 1 to %d".formatted(perClass, MOST_PER_CLASS));
    }
    try (Places places = Places.of(console)) {
      Datasets datasets = new Datasets(places.artifacts());
      DatasetManifest manifest = datasets.load(datasets.require(name));
      if (sheet != null) {
        write(places, manifest, sheet);
      }
      DatasetView.of(places.artifacts(), manifest).show(console, output.json());
      return ExitCodes.DONE;
    }
  }

  private void write(Places places, DatasetManifest manifest, Path file) throws IOException {
    try (OutputFile target = OutputFile.open("--contact-sheet", file)) {
      PatchLoader patches = new PatchLoader(places.artifacts(), places.scratch());
      ContactSheet drawn = new DatasetSheet(places.artifacts(), patches).sheet(manifest, perClass);
      Files.write(target.aside(), EncodedPicture.png(drawn.draw()).bytes());
      target.finish();
    }
    console.note("The contact sheet is in " + file);
  }
}
