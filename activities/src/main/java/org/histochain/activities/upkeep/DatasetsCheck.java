package org.histochain.activities.upkeep;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.histochain.activities.artifact.ArtifactStore;
import org.histochain.activities.artifact.Sha256;
import org.histochain.activities.step.Json;
import org.histochain.activities.step.SealedJson;
import org.histochain.workflows.contract.ArtifactRef;
import org.histochain.workflows.contract.DatasetRef;

/** Checks the records of data sets, and the blobs that they name. */
final class DatasetsCheck {
  private static final Pattern VERSION = Pattern.compile("datasets/([^/]+)/([0-9a-f]{64})\\.json");
  private static final Pattern CURRENT = Pattern.compile("datasets/([^/]+)/current");
  private static final Pattern PART = Pattern.compile("datasets/([^/]+)/parts/[0-9a-f]{64}\\.json");

  private final ArtifactStore store;
  private final Blobs blobs;
  private final Findings findings;
  private final Set<DatasetRef> versions = new HashSet<>();
  private final Map<String, String> current = new HashMap<>();
  private final Set<String> names = new HashSet<>();

  DatasetsCheck(ArtifactStore store, Blobs blobs, Findings findings) {
    this.store = store;
    this.blobs = blobs;
    this.findings = findings;
  }

  void run() throws IOException {
    store.visit(StoreFolders.DATASETS, object -> check(object.path()));
    for (Map.Entry<String, String> named : current.entrySet()) {
      require(new DatasetRef(named.getKey(), named.getValue()));
    }
  }

  private void check(String path) throws IOException {
    Matcher version = VERSION.matcher(path);
    Matcher latest = CURRENT.matcher(path);
    Matcher part = PART.matcher(path);
    if (version.matches()) {
      names.add(version.group(1));
      version(path, new DatasetRef(version.group(1), version.group(2)));
    } else if (latest.matches()) {
      names.add(latest.group(1));
      current(path, latest.group(1));
    } else if (part.matches()) {
      Optional<SealedJson> record = Records.read(store, path, Kinds.DATASET, findings);
      if (record.isPresent()) {
        use(record.get().tree(), part.group(1));
      }
      touch(path, part.group(1));
    } else {
      findings.damaged(path, Kinds.OTHER, "no data set has such a file");
    }
  }

  private void version(String path, DatasetRef ref) throws IOException {
    Optional<byte[]> content = Records.bytes(store, path, Kinds.DATASET, findings);
    versions.add(ref);
    if (content.isPresent()) {
      if (Sha256.of(content.get()).equals(ref.digest())) {
        use(Json.mapper().readTree(content.get()), ref.name());
      } else {
        findings.damaged(path, Kinds.DATASET, "its bytes are not those of its digest");
      }
    }
    touch(path, ref.name());
  }

  private void current(String path, String name) throws IOException {
    Optional<byte[]> content = Records.bytes(store, path, Kinds.DATASET, findings);
    if (content.isPresent()) {
      String text = new String(content.get(), UTF_8);
      if (text.matches("[0-9a-f]{64}\n")) {
        current.put(name, text.strip());
      } else {
        findings.damaged(path, Kinds.DATASET, "it is no digest of a version");
      }
    }
    touch(path, name);
  }

  private void touch(String path, String name) {
    if (findings.isFound(path)) {
      findings.touchDataset(path, name);
    }
  }

  private void use(JsonNode record, String name) throws IOException {
    List<ArtifactRef> named = new ArrayList<>();
    References.blobs(record, named::add);
    for (ArtifactRef blob : named) {
      Optional<String> finding = blobs.use(blob);
      if (finding.isPresent()) {
        findings.touchDataset(finding.get(), name);
      }
    }
  }

  /** Notes a version as missing unless its record is there, be it since a moment ago. */
  void require(DatasetRef ref) throws IOException {
    String path = "datasets/" + ref.name() + "/" + ref.digest() + ".json";
    if (!versions.contains(ref) && store.size(path).isEmpty()) {
      findings.missing(path, Kinds.DATASET, "it is missing");
      findings.touchDataset(path, ref.name());
    }
  }

  int count() {
    return names.size();
  }
}
