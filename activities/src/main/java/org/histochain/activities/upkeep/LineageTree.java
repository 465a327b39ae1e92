package org.histochain.activities.upkeep;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.histochain.activities.artifact.ArtifactStore;
import org.histochain.activities.artifact.Artifacts;
import org.histochain.activities.artifact.DamagedArtifactException;
import org.histochain.activities.dataset.DatasetManifest;
import org.histochain.activities.report.ChainFolder;
import org.histochain.activities.step.Json;
import org.histochain.activities.step.Manifest;
import org.histochain.workflows.contract.ArtifactRef;
import org.jspecify.annotations.Nullable;

/** Walks from a model back to the images, by the manifests of the steps in between. */
public final class LineageTree {
  private static final Map<String, String> ROLES =
      Map.of(
          "table", "trained on",
          "initial", "starting from",
          "init", "starting from",
          "pool", "images of",
          "scores", "kept from",
          "model", "given by",
          "labels", "as listed in",
          "test", "scored on");

  private final ArtifactStore store;
  private final UpkeepMonitor monitor;

  /**
   * @param monitor is told how many manifests are read
   */
  public LineageTree(ArtifactStore store, UpkeepMonitor monitor) {
    this.store = requireNonNull(store, "store is null");
    this.monitor = requireNonNull(monitor, "monitor is null");
  }

  /**
   * Returns where a model of a chain comes from.
   *
   * @param chainId the chain
   * @param sha256 digest of the model
   */
  public LineageNode ofChain(String chainId, String sha256) throws IOException {
    List<String> keys = new ChainFolder(store, chainId).stepKeys();
    return new Walk(Producers.of(store, keys, monitor)).blob("", sha256);
  }

  /** Returns where what a step made comes from; empty where the store has no manifest of it. */
  public Optional<LineageNode> ofStep(String key) throws IOException {
    Optional<Manifest> manifest = Producers.manifest(store, key);
    if (manifest.isEmpty()) {
      return Optional.empty();
    }
    Map<String, ArtifactRef> outputs = manifest.get().result().outputs();
    @Nullable ArtifactRef model = outputs.get("model");
    Optional<String> digest =
        model == null
            ? outputs.values().stream().findFirst().map(ArtifactRef::sha256)
            : Optional.of(model.sha256());
    Walk walk = new Walk(Producers.all(store, monitor));
    return digest.isEmpty() ? Optional.empty() : Optional.of(walk.blob("", digest.get()));
  }

  /** Returns where a blob comes from; empty where no step in the store made it. */
  public Optional<LineageNode> ofBlob(String sha256) throws IOException {
    Producers producers = Producers.all(store, monitor);
    return producers.maker(sha256).isEmpty()
        ? Optional.empty()
        : Optional.of(new Walk(producers).blob("", sha256));
  }

  /** One walk: tells each thing once. */
  private final class Walk {
    private final Producers producers;
    private final Set<String> told = new HashSet<>();

    Walk(Producers producers) {
      this.producers = producers;
    }

    LineageNode blob(String role, String sha256) throws IOException {
      Optional<String> key = producers.maker(sha256);
      Optional<Manifest> found =
          key.isEmpty() ? Optional.empty() : Producers.manifest(store, key.get());
      if (found.isEmpty()) {
        return leaf(role, given(role), sha256);
      }
      Manifest manifest = found.get();
      String what = LineageWords.of(manifest, sha256);
      boolean repeated = !told.add(sha256);
      return new LineageNode(
          role, what, sha256, manifest.key(), repeated, repeated ? List.of() : inputs(manifest));
    }

    private List<LineageNode> inputs(Manifest manifest) throws IOException {
      List<LineageNode> from = new ArrayList<>();
      for (Map.Entry<String, ArtifactRef> input : manifest.inputs().entrySet()) {
        String name = input.getKey();
        String sha256 = input.getValue().sha256();
        if (name.equals("scores")) {
          from.add(softLabels(sha256));
        } else if (name.equals("index")) {
          from.add(dataset(manifest.request().path("dataset").asText(), sha256));
        } else {
          from.add(blob(ROLES.getOrDefault(name, name), sha256));
        }
      }
      return from;
    }

    /** The tables of all shards were made alike: the first one's step tells by which model. */
    private LineageNode softLabels(String index) throws IOException {
      String role = ROLES.getOrDefault("scores", "");
      if (!told.add(index)) {
        return new LineageNode(role, "soft labels", index, null, true, List.of());
      }
      List<String> tables = new ArrayList<>();
      json(Artifacts.path(index))
          .ifPresent(json -> References.blobs(json, table -> tables.add(table.sha256())));
      List<LineageNode> from = new ArrayList<>();
      for (String table : tables) {
        Optional<String> key = producers.maker(table);
        Optional<Manifest> manifest =
            key.isEmpty() ? Optional.empty() : Producers.manifest(store, key.get());
        if (manifest.isPresent()) {
          from.addAll(inputs(manifest.get()));
          break;
        }
      }
      String what = "soft labels of " + shards(tables.size());
      return new LineageNode(role, what, index, null, false, from);
    }

    private LineageNode dataset(String version, String index) throws IOException {
      String role = "drawn from";
      for (String path : store.list(StoreFolders.DATASETS)) {
        if (path.endsWith("/" + version + ".json")) {
          Optional<JsonNode> record = json(path);
          if (record.isPresent()) {
            DatasetManifest set = Json.mapper().treeToValue(record.get(), DatasetManifest.class);
            String what =
                "data set %s, %d images in %s, source %s"
                    .formatted(
                        set.name(), set.patches(), shards(set.shards().size()), set.source());
            return leaf(role, what, version);
          }
        }
      }
      return leaf(
          role,
          "a data set whose version the store no longer has, with the index " + index,
          version);
    }

    private Optional<JsonNode> json(String path) throws IOException {
      try {
        Optional<byte[]> content = StoreFolders.read(store, path);
        return content.isEmpty()
            ? Optional.empty()
            : Optional.of(Json.mapper().readTree(content.get()));
      } catch (DamagedArtifactException | JacksonException e) {
        return Optional.empty();
      }
    }

    private static String shards(int count) {
      return count == 1 ? "1 shard" : count + " shards";
    }

    private LineageNode leaf(String role, String what, String sha256) {
      return new LineageNode(role, what, sha256, null, !told.add(sha256), List.of());
    }

    private String given(String role) {
      return switch (role) {
        case "as listed in" -> "a list of labels that was given";
        case "starting from" -> "weights that were given";
        default -> "a blob of which no manifest in the store says what made it";
      };
    }
  }
}
