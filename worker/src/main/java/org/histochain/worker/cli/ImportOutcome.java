package org.histochain.worker.cli;

import java.io.IOException;
import org.histochain.activities.artifact.Artifacts;
import org.histochain.activities.dataset.Datasets;
import org.histochain.activities.dataset.Imported;

/** Shows what an import has made. */
final class ImportOutcome {
  private ImportOutcome() {}

  static void show(Console console, Artifacts artifacts, Imported imported, boolean json)
      throws IOException {
    imported
        .skipped()
        .forEach(image -> console.note("Skipped " + image.path() + ": " + image.reason()));
    DatasetView.of(artifacts, new Datasets(artifacts).load(imported.ref())).show(console, json);
  }
}
