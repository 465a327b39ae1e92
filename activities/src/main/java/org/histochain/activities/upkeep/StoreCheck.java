package org.histochain.activities.upkeep;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.histochain.activities.artifact.ArtifactStore;
import org.histochain.activities.artifact.Crew;
import org.histochain.activities.artifact.DamagedArtifactException;
import org.histochain.activities.artifact.MissingArtifactException;
import org.histochain.activities.artifact.ObjectReading;
import org.histochain.activities.checkpoint.CheckpointCheck;
import org.histochain.activities.experiment.ExperimentFolder;
import org.histochain.activities.report.ChainCopies;
import org.histochain.activities.step.SealedJson;

/**
 * Reads everything in a store, compares it with what it should be, and says whom each damage
 * touches. Changes nothing. A store that is written to meanwhile is no fault: what seems to be
 * missing is looked for a second time.
 */
public final class StoreCheck {
  private final ArtifactStore store;
  private final UpkeepMonitor monitor;
  private final Findings findings = new Findings();

  /**
   * What a check read and found.
   *
   * @param objects blobs read
   * @param bytes their bytes
   * @param manifests manifests of steps read
   * @param chains chains whose records were read
   * @param datasets data sets whose records were read
   * @param checkpoints checkpoints read
   * @param damages what is not what it should be, by path
   */
  public record Result(
      long objects,
      long bytes,
      int manifests,
      int chains,
      int datasets,
      int checkpoints,
      List<Damage> damages) {
    public Result {
      damages = List.copyOf(requireNonNull(damages, "damages is null"));
    }
  }

  /**
   * @param monitor is told how far the check is
   */
  public StoreCheck(ArtifactStore store, UpkeepMonitor monitor) {
    this.store = requireNonNull(store, "store is null");
    this.monitor = requireNonNull(monitor, "monitor is null");
  }

  /** Checks everything; may be called once. */
  public Result run() throws IOException {
    try (Crew crew = new Crew()) {
      Blobs blobs = new Blobs(store, findings);
      blobs.read(crew, monitor);
      ManifestsCheck manifests = new ManifestsCheck(store, blobs, findings, monitor);
      manifests.run(crew);
      DatasetsCheck datasets = new DatasetsCheck(store, blobs, findings);
      datasets.run();
      int checkpoints = checkpoints(crew);
      ChainsCheck chains = new ChainsCheck(store, blobs, manifests, datasets, findings, monitor);
      chains.run(crew);
      experiments();
      return new Result(
          blobs.count(),
          blobs.bytes(),
          manifests.count(),
          chains.count(),
          datasets.count(),
          checkpoints,
          findings.damages());
    }
  }

  private int checkpoints(Crew crew) throws IOException {
    AtomicInteger count = new AtomicInteger();
    store.visit(
        StoreFolders.CHECKPOINTS,
        object -> {
          if (CheckpointCheck.isCheckpoint(object.path())) {
            monitor.progress("checkpoints", count.incrementAndGet(), 0);
            crew.give(() -> checkpoint(object.path()));
          }
        });
    crew.await();
    return count.get();
  }

  private void checkpoint(String path) throws IOException {
    String key = StoreFolders.checkpointKey(path).orElse("");
    String fault;
    try {
      fault =
          ObjectReading.read(store, path, content -> CheckpointCheck.fault(key, content))
              .orElse("");
    } catch (DamagedArtifactException e) {
      fault = String.valueOf(e.getMessage());
    } catch (MissingArtifactException e) {
      return;
    }
    if (!fault.isEmpty()) {
      findings.damaged(path, Kinds.CHECKPOINT, fault);
      if (!key.isEmpty()) {
        findings.touchStep(path, key, "", "checkpoint");
      }
    }
  }

  private void experiments() throws IOException {
    store.visit(
        StoreFolders.EXPERIMENTS,
        object -> {
          if (StoreFolders.isRecordOfExperiment(object.path())) {
            experiment(object.path());
          }
        });
  }

  private void experiment(String path) throws IOException {
    Optional<SealedJson> record = Records.read(store, path, Kinds.EXPERIMENT, findings);
    if (path.endsWith("/" + ExperimentFolder.COPIES)) {
      Optional<ChainCopies> copies =
          Records.as(record, ChainCopies.class, path, Kinds.EXPERIMENT, findings);
      if (copies.isPresent()) {
        new CopiesCheck(store, findings)
            .run(
                path.substring(0, path.lastIndexOf('/') + 1),
                copies.get(),
                Kinds.EXPERIMENT,
                file -> {});
      }
    }
  }
}
