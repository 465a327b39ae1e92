package org.histochain.worker.cli;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.histochain.activities.artifact.Artifacts;
import org.histochain.activities.dataset.DatasetManifest;
import org.histochain.activities.dataset.Datasets;
import org.histochain.activities.importing.DatasetImporter;
import org.histochain.activities.importing.Imported;
import org.histochain.activities.step.StepMonitor;
import org.histochain.worker.settings.ChainFile;
import org.histochain.worker.settings.DatasetSource.DatasetByPath;
import org.histochain.worker.settings.DatasetSource.NamedDataset;
import org.histochain.worker.settings.DatasetSource.SyntheticDataset;
import org.histochain.workflows.contract.ArtifactRef;
import org.histochain.workflows.contract.ChainRules;
import org.histochain.workflows.contract.ChainSpec;
import org.histochain.workflows.contract.DatasetRef;

/**
 * Turns a chain file into settings that hold no name and no path any more: imports or makes a data
 * set, takes the current version of one given by name, uploads the list of labels.
 */
final class ChainResolver {
  private final Artifacts artifacts;
  private final DatasetImporter importer;
  private final Console console;

  /**
   * @param scratchFolder where an import keeps a shard until it is uploaded
   * @param console is told what is imported, and how far it is
   */
  ChainResolver(Artifacts artifacts, Path scratchFolder, Console console) {
    this.artifacts = requireNonNull(artifacts, "artifacts is null");
    this.importer = new DatasetImporter(artifacts, new Datasets(artifacts), scratchFolder);
    this.console = requireNonNull(console, "console is null");
  }

  /**
   * Returns the chain's settings.
   *
   * @throws CliError if they do not fit the data set, or the list of labels is not there
   */
  ChainSpec resolve(ChainFile file) throws IOException {
    requireFiles(file);
    return resolve(file, bring(file));
  }

  /** Refuses paths to what is not there, before a data set is imported in vain. */
  private static void requireFiles(ChainFile file) throws IOException {
    Path list = file.labels().list();
    if (list != null && !Files.isRegularFile(list)) {
      throw CliError.wrongInput(
          "%s: labels.list is %s, which is no file: correct the path".formatted(file.file(), list));
    }
    if (file.init() != null) {
      new StartFile(file.file(), file.init()).requireWeights();
    }
  }

  /** Returns the data set of a chain file, which is imported or made if it is not named. */
  DatasetRef bring(ChainFile file) throws IOException {
    return switch (file.dataset()) {
      case NamedDataset named -> new Datasets(artifacts).require(named.name());
      case DatasetByPath source ->
          brought(
              "Importing " + source.request().source(),
              monitor -> importer.run(source.request(), monitor));
      case SyntheticDataset synthetic ->
          brought(
              "Making %d patches of synthetic tissue".formatted(synthetic.request().count()),
              monitor -> importer.run(synthetic.request(), monitor));
    };
  }

  /**
   * Returns the chain's settings on a data set that is in the store.
   *
   * @throws CliError if they do not fit the data set, or the list of labels is not there
   */
  ChainSpec resolve(ChainFile file, DatasetRef ref) throws IOException {
    requireFiles(file);
    Path list = file.labels().list();
    Path init = file.init();
    DatasetManifest manifest = new Datasets(artifacts).load(ref);
    ArtifactRef uploaded = list == null ? null : artifacts.put(list);
    ChainSpec spec = file.toSpec(ref, uploaded, init == null ? null : artifacts.put(init));
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
    if (init != null) {
      new StartFile(file.file(), init)
          .requireMatch(
              spec.network().forSide(manifest.side()), manifest.classes().size(), console);
    }
    return spec;
  }

  private DatasetRef brought(String what, Bringing bringing) throws IOException {
    console.note(what);
    Imported imported;
    try (ProgressView view = ProgressView.on(console)) {
      imported = bringing.run(new ImportProgress(view));
    }
    ImportOutcome.lines(imported).forEach(console::note);
    return imported.ref();
  }

  /** Brings a data set into the store. */
  @FunctionalInterface
  private interface Bringing {
    Imported run(StepMonitor monitor) throws IOException;
  }
}
