package org.histochain.activities.upkeep;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.SequencedMap;
import org.histochain.activities.artifact.ArtifactStore;
import org.histochain.activities.artifact.Artifacts;
import org.histochain.activities.artifact.Crew;
import org.histochain.activities.artifact.StoredObject;

/** Counts what a store holds, by what it is for. */
public final class StoreCensus {
  /** What things in a store are for, in the order they are shown. */
  public enum Use {
    /** Records, shards and indexes of data sets. */
    datasets,
    /** Records, markers and copies of chains, and blobs that only their records name. */
    chains,
    /** Manifests of the steps that chains hold. */
    manifests,
    /** Blobs that these steps made or read. */
    steps,
    /** Checkpoints, and notes of starts. */
    checkpoints,
    /** Records of experiments. */
    experiments,
    /** Manifests that were put aside. */
    quarantine,
    /** Blobs and manifests that no data set, chain or experiment needs. */
    unreferenced
  }

  /**
   * A large object.
   *
   * @param path where it is
   * @param bytes its bytes
   * @param use what it is for
   */
  public record Large(String path, long bytes, Use use) {
    public Large {
      requireNonNull(path, "path is null");
      requireNonNull(use, "use is null");
    }
  }

  /**
   * What a store holds.
   *
   * @param uses how many objects there are, and their bytes, by what they are for; every use
   * @param largest the largest objects, the largest first
   */
  public record Result(SequencedMap<Use, Sum> uses, List<Large> largest) {
    public Result {
      requireNonNull(uses, "uses is null");
      largest = List.copyOf(requireNonNull(largest, "largest is null"));
    }

    /** Returns all of it. */
    public Sum all() {
      return uses.values().stream().reduce(Sum.NONE, Sum::plus);
    }
  }

  private static final Comparator<Large> BY_SIZE =
      Comparator.comparingLong(Large::bytes).thenComparing(Large::path, Comparator.reverseOrder());

  private final ArtifactStore store;
  private final UpkeepMonitor monitor;
  private final SequencedMap<Use, Sum> uses = new LinkedHashMap<>();
  private final PriorityQueue<Large> largest = new PriorityQueue<>(BY_SIZE);

  /**
   * @param monitor is told how far the census is
   */
  public StoreCensus(ArtifactStore store, UpkeepMonitor monitor) {
    this.store = requireNonNull(store, "store is null");
    this.monitor = requireNonNull(monitor, "monitor is null");
    for (Use use : Use.values()) {
      uses.put(use, Sum.NONE);
    }
  }

  /**
   * Counts everything; may be called once.
   *
   * @param most how many of the largest objects to name
   */
  public Result run(int most) throws IOException {
    Marking marking = new Marking(store, monitor);
    try (Crew crew = new Crew()) {
      marking.run(crew, Instant.MAX);
    }
    Map<String, Use> folders =
        Map.of(
            StoreFolders.DATASETS, Use.datasets,
            StoreFolders.CHAINS, Use.chains,
            StoreFolders.CHECKPOINTS, Use.checkpoints,
            StoreFolders.EXPERIMENTS, Use.experiments,
            StoreFolders.QUARANTINE, Use.quarantine);
    for (Map.Entry<String, Use> folder : folders.entrySet()) {
      store.visit(folder.getKey(), object -> count(object, folder.getValue(), most));
    }
    store.visit(StoreFolders.STEPS, object -> count(object, manifestUse(marking, object), most));
    store.visit(Artifacts.FOLDER, object -> count(object, blobUse(marking, object), most));
    List<Large> named = new ArrayList<>(largest);
    named.sort(BY_SIZE.reversed());
    return new Result(uses, named);
  }

  private static Use manifestUse(Marking marking, StoredObject object) {
    Optional<String> key = StoreFolders.manifestKey(object.path());
    return key.isPresent() && marking.isHeld(key.get()) ? Use.manifests : Use.unreferenced;
  }

  private static Use blobUse(Marking marking, StoredObject object) {
    return Artifacts.digest(object.path())
        .flatMap(marking::need)
        .map(
            need ->
                switch (need) {
                  case dataset -> Use.datasets;
                  case step -> Use.steps;
                  case chain -> Use.chains;
                })
        .orElse(Use.unreferenced);
  }

  private void count(StoredObject object, Use use, int most) {
    uses.merge(use, new Sum(1, object.size()), Sum::plus);
    largest.add(new Large(object.path(), object.size(), use));
    if (largest.size() > most) {
      largest.poll();
    }
  }
}
