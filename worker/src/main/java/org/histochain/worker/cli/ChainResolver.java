package org.histochain.worker.cli;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.histochain.activities.artifact.Artifacts;
import org.histochain.activities.dataset.DatasetImporter;
import org.histochain.activities.dataset.DatasetManifest;
import org.histochain.activities.dataset.Datasets;
import org.histochain.activities.dataset.Imported;
import org.histochain.activities.step.StepMonitor;
import org.histochain.worker.settings.ChainFile;
import org.histochain.worker.settings.DatasetSource.DatasetByPath;
import org.histochain.worker.settings.DatasetSource.NamedDataset;
import org.histochain.workflows.contract.ArtifactRef;
import org.histochain.workflows.contract.ChainRules;
import org.histochain.workflows.contract.ChainSpec;
import org.histochain.workflows.contract.DatasetRef;

/**
 * Turns a chain file into settings that hold no name and no path any more: imports a data set given
 * by path, takes the current version of one given by name, uploads the list of labels.
 */
final class ChainResolver {
  private final Artifacts artifacts;
  private final DatasetImporter importer;
  private final Consumer<String> notes;

  /**
   * @param scratchFolder where an import keeps a shard until it is uploaded
   * @param notes takes a line of news now and then
   */
  ChainResolver(Artifacts artifacts, Path scratchFolder, Consumer<String> notes) {
    this.artifacts = requireNonNull(artifacts, "artifacts is null");
    this.importer = new DatasetImporter(artifacts, new Datasets(artifacts), scratchFolder);
    this.notes = requireNonNull(notes, "notes is null");
  }

  /**
   * Returns the chain's settings.
   *
   * @throws CliError if they do not fit the data set, or the list of labels is not there
   */
  ChainSpec resolve(ChainFile file) throws IOException {
    Path list = file.labels().list();
    if (list != null && !Files.isRegularFile(list)) {
      throw CliError.wrongInput(
          "%s: labels.list is %s, which is no file: correct the path".formatted(file.file(), list));
    }
    Datasets datasets = new Datasets(artifacts);
    DatasetRef ref =
        switch (file.dataset()) {
          case NamedDataset named -> datasets.require(named.name());
          case DatasetByPath source -> importFrom(source);
        };
    DatasetManifest manifest = datasets.load(ref);
    ArtifactRef uploaded = list == null ? null : artifacts.put(list);
    ChainSpec spec = file.toSpec(ref, uploaded);
    List<ChainRules.Violation> violations =
        ChainRules.checkAgainst(spec, manifest.classes().size());
    if (!violations.isEmpty()) {
      throw CliError.wrongInput(
          String.join(
              "\n",
              violations.stream()
                  .map(violation -> file.file() + ": " + violation.message())
                  .toList()));
    }
    return spec;
  }

  private DatasetRef importFrom(DatasetByPath source) throws IOException {
    notes.accept("Importing " + source.request().source());
    Imported imported = importer.run(source.request(), StepMonitor.silent());
    ImportOutcome.lines(imported).forEach(notes);
    return imported.ref();
  }
}
