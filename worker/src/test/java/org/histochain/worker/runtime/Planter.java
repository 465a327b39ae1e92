package org.histochain.worker.runtime;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.histochain.activities.artifact.ArtifactStore;
import org.histochain.activities.artifact.Artifacts;
import org.histochain.activities.dataset.DatasetManifest;
import org.histochain.activities.dataset.Datasets;
import org.histochain.activities.step.Json;
import org.histochain.activities.step.Manifest;
import org.histochain.workflows.contract.DatasetRef;

/** Damages a store, a thing at a time, from a seed. */
final class Planter {
  /** What is done to a thing. */
  enum Damage {
    flip,
    truncate,
    delete,
    foreign
  }

  /**
   * A damage that was planted.
   *
   * @param path where
   * @param damage what was done
   * @param before the bytes before it
   */
  record Planted(String path, Damage damage, byte[] before) {
    @Override
    public String toString() {
      return damage + " " + path;
    }
  }

  private final ArtifactStore store;
  private final Random random;
  private final List<String> paths;
  private final List<String> manifests;
  private final List<String> needed;

  /** Looks at what there is; {@code dataset} and {@code chain} are what must not be lost. */
  Planter(Artifacts artifacts, DatasetRef dataset, String chain, long seed) throws IOException {
    store = artifacts.store();
    random = new Random(seed);
    paths = new ArrayList<>();
    for (String path : store.list("")) {
      // Of an object without bytes the name says all.
      if (store.size(path).orElse(0) > 0) {
        paths.add(path);
      }
    }
    manifests = store.list("steps/");
    Set<String> referred = new HashSet<>(manifests);
    for (String path : manifests) {
      Manifest manifest = Json.mapper().readValue(read(path), Manifest.class);
      manifest
          .result()
          .outputs()
          .values()
          .forEach(output -> referred.add(Artifacts.path(output.sha256())));
    }
    DatasetManifest set = new Datasets(artifacts).load(dataset);
    referred.add(Artifacts.path(set.index().sha256()));
    set.shards().forEach(shard -> referred.add(Artifacts.path(shard.sha256())));
    referred.add("datasets/%s/%s.json".formatted(dataset.name(), dataset.digest()));
    String folder = "chains/" + chain + "/";
    for (String name : List.of("chain.json", "prepared.json", "stages.json", "state.json")) {
      referred.add(folder + name);
    }
    referred.addAll(store.list(folder + "report/"));
    referred.addAll(store.list(folder + "best/"));
    needed = referred.stream().sorted().toList();
  }

  /** Returns {@code count} things to damage and what to do to each, every kind of both in turn. */
  List<Planted> plan(int count) throws IOException {
    List<String> folders =
        List.of(
            "objects/",
            "steps/",
            "checkpoints/",
            "chains/chain/chain.json",
            "chains/chain/stages.json",
            "chains/chain/",
            "datasets/");
    List<Planted> plan = new ArrayList<>();
    for (int number = 0; number < count; number++) {
      String folder = folders.get(number % folders.size());
      Damage damage = Damage.values()[random.nextInt(Damage.values().length)];
      List<String> candidates =
          switch (damage) {
            case flip, truncate -> paths;
            case delete -> needed;
            case foreign -> manifests;
          };
      List<String> there = candidates.stream().filter(path -> path.startsWith(folder)).toList();
      if (there.isEmpty()) {
        damage = Damage.flip;
        there = paths.stream().filter(path -> path.startsWith(folder)).toList();
      }
      String path = there.get(random.nextInt(there.size()));
      plan.add(new Planted(path, damage, read(path)));
    }
    return plan;
  }

  /** Whether the chain or the data set cannot do without it. */
  boolean isNeeded(String path) {
    return needed.contains(path);
  }

  void plant(Planted planted) throws IOException {
    byte[] content = planted.before().clone();
    switch (planted.damage()) {
      case flip -> {
        int bit = random.nextInt(content.length * 8);
        content[bit / 8] ^= (byte) (1 << (bit % 8));
        store.put(planted.path(), content);
      }
      case truncate ->
          store.put(planted.path(), Arrays.copyOf(content, random.nextInt(content.length)));
      case delete -> store.delete(planted.path());
      case foreign -> store.put(planted.path(), read(other(planted.path())));
    }
  }

  void mend(Planted planted) throws IOException {
    store.put(planted.path(), planted.before());
  }

  private String other(String manifest) {
    List<String> others = manifests.stream().filter(path -> !path.equals(manifest)).toList();
    return others.get(random.nextInt(others.size()));
  }

  private byte[] read(String path) throws IOException {
    try (InputStream content = store.open(path)) {
      return content.readAllBytes();
    }
  }
}
