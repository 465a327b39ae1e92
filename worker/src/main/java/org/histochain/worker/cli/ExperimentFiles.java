package org.histochain.worker.cli;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import org.histochain.activities.artifact.ArtifactStore;
import org.histochain.activities.experiment.ExperimentFolder;
import org.histochain.activities.report.ChainFolder;

/**
 * Copies an experiment's report out of the store, with those of its chains below {@code chains/}.
 */
final class ExperimentFiles {
  private final ArtifactStore store;
  private final ExperimentFolder experiment;
  private final String id;

  ExperimentFiles(ArtifactStore store, String id) {
    this.store = requireNonNull(store, "store is null");
    this.experiment = new ExperimentFolder(store, id);
    this.id = id;
  }

  /**
   * Writes everything.
   *
   * @param folder made if it is not there
   * @throws CliError if the experiment has no report
   */
  void write(Path folder) throws IOException {
    SortedMap<String, byte[]> files = experiment.report();
    if (files.isEmpty()) {
      throw CliError.failed(
          "experiment %s has no report yet: run histochain experiment again, it goes on where it was"
              .formatted(id));
    }
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      ReportFiles.replace(folder.resolve(file.getKey()), file.getValue());
    }
    for (String chain : experiment.reportedChains()) {
      ChainFolder of = new ChainFolder(store, chain);
      if (of.page().isPresent()) {
        ReportFiles.writePage(of, folder.resolve("chains").resolve(chain));
      }
    }
  }
}
