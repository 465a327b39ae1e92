package org.histochain.bench.speed;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.histochain.activities.artifact.Artifacts;
import org.histochain.activities.artifact.FolderStore;
import org.histochain.activities.dataset.DatasetIndex;
import org.histochain.activities.dataset.DatasetManifest;
import org.histochain.activities.dataset.Datasets;
import org.histochain.activities.service.ChainSteps;
import org.histochain.activities.table.PatchRow;
import org.histochain.activities.table.PatchTable;
import org.histochain.bench.Folders;
import org.histochain.bench.PlainSteps;
import org.histochain.workflows.contract.ArtifactRef;
import org.histochain.workflows.contract.DatasetRef;
import org.histochain.workflows.contract.ModelInput;
import org.histochain.workflows.contract.NetworkSpec;
import org.histochain.workflows.contract.Normalisation;
import org.histochain.workflows.contract.StepContext;

/**
 * The data set {@code race} of the store in {@code FOLDER/store}, and the network whose weights are
 * in {@code FOLDER/start.safetensors}, a ResNet-18. What steps of a process before left is removed:
 * none is to be found finished.
 */
final class PatchPool implements AutoCloseable {
  static final StepContext CONTEXT = new StepContext("race", 1);
  private static final int THREADS = 2;

  private final MeterRegistry meters = new SimpleMeterRegistry();
  private final Artifacts artifacts;
  private final ChainSteps steps;
  private final DatasetRef dataset;
  private final DatasetManifest manifest;
  private final List<PatchRow> rows;
  private final NetworkSpec network;
  private final ArtifactRef start;
  private final Path cache;

  private PatchPool(Path folder, int width, String stem) throws IOException {
    cache = Files.createTempDirectory("race-");
    Folders.remove(folder.resolve("store/steps"));
    artifacts = new Artifacts(FolderStore.open(folder.resolve("store")), cache, meters);
    steps = PlainSteps.over(artifacts, meters);
    Datasets datasets = new Datasets(artifacts);
    dataset = datasets.require("race");
    manifest = datasets.load(dataset);
    rows =
        DatasetIndex.load(artifacts, manifest).rows().stream()
            .map(row -> new PatchRow(row.id(), row.classIndex(), null, row.pixelDigest()))
            .sorted(Comparator.comparing(PatchRow::id))
            .toList();
    network = new NetworkSpec("resnet18", width, stem);
    start = artifacts.put(folder.resolve("start.safetensors"));
  }

  /** Arguments: the folder, the network's width and its stem; more may follow. */
  static PatchPool of(String[] args) throws IOException {
    return new PatchPool(Path.of(args[0]), Integer.parseInt(args[1]), args[2]);
  }

  ChainSteps steps() {
    return steps;
  }

  int size() {
    return rows.size();
  }

  int shards() {
    return manifest.shards().size();
  }

  ArtifactRef start() {
    return start;
  }

  ModelInput input(Normalisation normalisation) {
    return new ModelInput(dataset, manifest.classes(), network, normalisation, THREADS);
  }

  /** Returns the table of {@code count} patches, evenly spaced among all by their ids. */
  ArtifactRef table(int count) throws IOException {
    List<PatchRow> chosen =
        IntStream.range(0, count)
            .mapToObj(index -> rows.get((int) ((long) index * rows.size() / count)))
            .toList();
    return artifacts.put(file -> PatchTable.write(file, chosen));
  }

  /** Returns the seconds that all trainings so far have waited for batches. */
  double secondsWaited() {
    return meters.find("histochain.training.wait").timers().stream()
        .mapToDouble(timer -> timer.totalTime(TimeUnit.SECONDS))
        .sum();
  }

  Path fetch(ArtifactRef blob) throws IOException {
    return artifacts.fetch(blob);
  }

  /** Throws decoded patches away: the next step decodes its own. */
  void forget() throws IOException {
    Folders.remove(artifacts.cache().scratch());
  }

  @Override
  public void close() throws IOException {
    Folders.remove(cache);
  }
}
