package org.histochain.activities.dataset;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.histochain.activities.artifact.Artifacts;
import org.histochain.activities.step.StepFailure;
import org.histochain.activities.step.StepMonitor;
import org.histochain.workflows.contract.ArtifactRef;
import org.histochain.workflows.contract.DatasetRef;
import org.histochain.workflows.contract.StepProgress;

/** Checks that everything a data set names is in the store, unchanged, by reading all of it. */
public final class DatasetCheck {
  private final Artifacts artifacts;
  private final Datasets datasets;

  /** A thing that a version is made of. */
  private record Part(String version, String name, ArtifactRef blob, long patches) {}

  /**
   * What a check found.
   *
   * @param name the data set
   * @param versions its versions, whole or not
   * @param blobs blobs read
   * @param bytes their bytes
   * @param faults a line for each fault: what, which, what to do; empty where all is whole
   */
  public record Result(String name, int versions, int blobs, long bytes, List<String> faults) {
    public Result {
      requireNonNull(name, "name is null");
      faults = List.copyOf(requireNonNull(faults, "faults is null"));
    }
  }

  public DatasetCheck(Artifacts artifacts) {
    this.artifacts = requireNonNull(artifacts, "artifacts is null");
    this.datasets = new Datasets(artifacts);
  }

  /**
   * Reads every blob of every version of a data set. What versions share is read once.
   *
   * @param monitor told how many blobs are read
   * @throws StepFailure if there is no data set of that name
   */
  public Result run(String name, StepMonitor monitor) throws IOException {
    DatasetRef current = datasets.require(name);
    List<DatasetRef> versions = datasets.versions(name);
    List<String> faults = new ArrayList<>();
    if (!versions.contains(current)) {
      faults.add(
          "Version %.12s, the current one of %s, has no manifest: import the data set again"
              .formatted(current.digest(), name));
    }
    Map<String, Part> parts = new LinkedHashMap<>();
    for (DatasetRef version : versions) {
      try {
        parts(datasets.load(version))
            .forEach(part -> parts.putIfAbsent(part.blob().sha256(), part));
      } catch (StepFailure damaged) {
        faults.add(String.valueOf(damaged.getMessage()));
      }
    }
    read(parts, monitor, faults);
    long bytes = parts.values().stream().mapToLong(part -> part.blob().size()).sum();
    return new Result(name, versions.size(), parts.size(), bytes, faults);
  }

  private static List<Part> parts(DatasetManifest manifest) {
    String version = manifest.name() + " version %.12s".formatted(manifest.ref().digest());
    List<Part> parts = new ArrayList<>();
    parts.add(new Part(version, "index", manifest.index(), 0));
    for (int shard = 0; shard < manifest.shards().size(); shard++) {
      DatasetShard file = manifest.shards().get(shard);
      parts.add(new Part(version, "shard " + shard, file.ref(), file.patches()));
    }
    return parts;
  }

  private void read(Map<String, Part> parts, StepMonitor monitor, List<String> faults)
      throws IOException {
    long total = parts.values().stream().mapToLong(Part::patches).sum();
    long done = 0;
    long started = System.nanoTime();
    for (Part part : parts.values()) {
      monitor.check();
      check(artifacts, part, faults);
      done += part.patches();
      double rate = Math.max(1, done) / Math.max((System.nanoTime() - started) / 1e9, 1e-3);
      monitor.progress(
          new StepProgress("verify", done, total, 0, 0, 0, rate, (total - done) / rate));
    }
  }

  private static void check(Artifacts artifacts, Part part, List<String> faults)
      throws IOException {
    if (!artifacts.isWhole(part.blob())) {
      boolean there = artifacts.store().size(Artifacts.path(part.blob().sha256())).isPresent();
      faults.add(
          "The %s of %s is %s (%s): import the data set again, that mends it"
              .formatted(
                  part.name(),
                  part.version(),
                  there ? "damaged" : "missing",
                  Artifacts.path(part.blob().sha256())));
    }
  }
}
