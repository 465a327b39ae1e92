package org.histochain.activities.importing;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.histochain.activities.artifact.Artifacts;
import org.histochain.activities.dataset.DatasetManifest;
import org.histochain.activities.dataset.Datasets;
import org.histochain.activities.image.ImageFaults;
import org.histochain.activities.image.ImageReading;
import org.histochain.activities.image.OnBadImage;
import org.histochain.activities.image.SkippedImage;
import org.histochain.activities.step.StepFailure;
import org.histochain.activities.step.StepMonitor;
import org.histochain.workflows.contract.DatasetRef;

/**
 * Imports data sets, and makes synthetic ones. The same source gives the same version, whoever
 * imports it, however often, on however many threads. Memory is bounded whatever the size of the
 * source; a failed import leaves the data set as it was; one that was cut off goes on from the
 * shards it had finished.
 */
public final class DatasetImporter {
  private static final int FEWEST_THREADS = 2;
  private static final int MOST_THREADS = 4;

  private final Artifacts artifacts;
  private final Datasets datasets;
  private final Path scratchFolder;
  private final int threads;

  /** What holds whatever the source. */
  private record Rules(
      String name, ImageSettings images, OnBadImage onBadImage, OnDuplicate onDuplicate) {}

  /**
   * @param scratchFolder where shards lie until they are uploaded
   */
  public DatasetImporter(Artifacts artifacts, Datasets datasets, Path scratchFolder) {
    this(
        artifacts,
        datasets,
        scratchFolder,
        Math.clamp(Runtime.getRuntime().availableProcessors(), FEWEST_THREADS, MOST_THREADS));
  }

  DatasetImporter(Artifacts artifacts, Datasets datasets, Path scratchFolder, int threads) {
    this.artifacts = artifacts;
    this.datasets = datasets;
    this.scratchFolder = scratchFolder;
    this.threads = threads;
  }

  /**
   * Imports images.
   *
   * @throws org.histochain.activities.step.StepFailure if the source is not as it should be; the
   *     message names what is wrong
   */
  public Imported run(ImportRequest request, StepMonitor monitor) throws IOException {
    Datasets.checkName(request.name());
    request.images().check();
    try (PatchSource source = Sources.open(request)) {
      Rules rules =
          new Rules(request.name(), request.images(), request.onBadImage(), request.onDuplicate());
      return write(rules, source, monitor);
    }
  }

  /**
   * Makes a synthetic tissue data set.
   *
   * @throws org.histochain.activities.step.StepFailure if a setting is out of range
   */
  public Imported run(SynthRequest request, StepMonitor monitor) throws IOException {
    Datasets.checkName(request.name());
    try (PatchSource source = new SyntheticSource(request)) {
      Rules asItIs =
          new Rules(request.name(), ImageSettings.DEFAULT, OnBadImage.fail, OnDuplicate.fail);
      return write(asItIs, source, monitor);
    }
  }

  private Imported write(Rules rules, PatchSource source, StepMonitor monitor) throws IOException {
    checkClasses(source.classes());
    ImportParts parts = new ImportParts(artifacts, rules.name());
    try (ImportFolder folder = ImportFolder.open(scratchFolder)) {
      Imported imported = write(rules, source, parts, folder.path(), monitor);
      parts.clear();
      return imported;
    } catch (IOException e) {
      throw NoSpace.explained(e, rules.name(), artifacts.store().describe(), scratchFolder);
    }
  }

  private Imported write(
      Rules rules, PatchSource source, ImportParts parts, Path folder, StepMonitor monitor)
      throws IOException {
    ImageFaults faults = new ImageFaults(source.where(), rules.onBadImage(), ImportAdvice.ADVICE);
    int side = rules.images().size() == null ? source.side() : rules.images().size();
    ImageReading reading = rules.images().reading(side);
    ImportPace pace = new ImportPace(monitor, source.size());
    int reused = 0;
    try (DatasetWriter writer = new DatasetWriter(artifacts, folder, source.classes().size());
        ShardQueue shards =
            new ShardQueue(
                source,
                folder,
                threads,
                shard -> new ShardWork(shard, reading, artifacts, parts, folder, pace))) {
      for (ShardWork.Done done = shards.next(); done != null; done = shards.next()) {
        for (ImageFault fault : done.part().faults()) {
          faults.add(done.patches().get(fault.entry()).origin(), fault.kind(), fault.reason());
        }
        writer.add(done.patches(), done.part());
        reused += done.reused() ? 1 : 0;
      }
      faults.throwIfAny();
      if (rules.onDuplicate() == OnDuplicate.fail) {
        writer.duplicates().refuseAcross(source.where());
      }
      DatasetManifest manifest = writer.finish(rules.name(), source, side, faults.skipped().size());
      DatasetRef ref = datasets.publish(manifest);
      List<SkippedImage> skipped = new ArrayList<>(faults.skipped());
      skipped.addAll(source.ignored());
      return new Imported(ref, manifest, skipped, reused);
    }
  }

  private static void checkClasses(List<String> classes) {
    for (int index = 0; index < classes.size(); index++) {
      String name = classes.get(index);
      if (name.isBlank() || classes.indexOf(name) != index) {
        throw StepFailure.invalidDataset(
            "The class names " + classes + " hold \"" + name + "\" twice or empty: correct them");
      }
    }
  }
}
