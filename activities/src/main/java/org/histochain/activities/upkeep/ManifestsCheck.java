package org.histochain.activities.upkeep;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.histochain.activities.artifact.ArtifactStore;
import org.histochain.activities.artifact.Crew;
import org.histochain.activities.artifact.DamagedArtifactException;
import org.histochain.activities.step.Manifest;
import org.histochain.activities.step.Manifests;
import org.histochain.activities.step.StepIdentity;
import org.histochain.workflows.contract.ArtifactRef;

/** Checks the manifests of steps, and the blobs that they name. */
final class ManifestsCheck {
  private static final String MANIFEST = "manifest";

  private final ArtifactStore store;
  private final Blobs blobs;
  private final Findings findings;
  private final UpkeepMonitor monitor;
  private final DigestMap keys = new DigestMap();
  private final AtomicInteger done = new AtomicInteger();

  ManifestsCheck(ArtifactStore store, Blobs blobs, Findings findings, UpkeepMonitor monitor) {
    this.store = store;
    this.blobs = blobs;
    this.findings = findings;
    this.monitor = monitor;
  }

  void run(Crew crew) throws IOException {
    store.visit(
        StoreFolders.STEPS,
        object -> {
          Optional<String> key = StoreFolders.manifestKey(object.path());
          if (key.isEmpty()) {
            findings.damaged(object.path(), Kinds.MANIFEST, "its name is no step's key");
          } else {
            keys.put(key.get(), 0);
            crew.give(() -> check(key.get(), object.path()));
          }
        });
    crew.await();
  }

  private void check(String key, String path) throws IOException {
    monitor.progress("manifests", done.incrementAndGet(), 0);
    Optional<byte[]> content = Records.bytes(store, path, Kinds.MANIFEST, findings);
    if (findings.isFound(path)) {
      findings.touchStep(path, key, "", MANIFEST);
    }
    if (content.isEmpty()) {
      return;
    }
    Manifest manifest;
    try {
      manifest = Manifests.parse(key, content.get());
      requireKey(manifest);
    } catch (DamagedArtifactException | IllegalArgumentException e) {
      findings.damaged(path, Kinds.MANIFEST, String.valueOf(e.getMessage()));
      findings.touchStep(path, key, "", MANIFEST);
      return;
    }
    use(manifest, "output ", manifest.result().outputs());
    use(manifest, "input ", manifest.inputs());
  }

  private static void requireKey(Manifest manifest) throws DamagedArtifactException {
    StepIdentity identity =
        new StepIdentity(
            manifest.step(), manifest.algorithmVersion(), manifest.request(), manifest.inputs());
    if (!identity.key().equals(manifest.key())) {
      throw new DamagedArtifactException("its request and inputs do not have its key");
    }
  }

  private void use(Manifest manifest, String role, Map<String, ArtifactRef> named)
      throws IOException {
    for (Map.Entry<String, ArtifactRef> blob : named.entrySet()) {
      Optional<String> finding = blobs.use(blob.getValue());
      if (finding.isPresent()) {
        findings.touchStep(finding.get(), manifest.key(), manifest.step(), role + blob.getKey());
      }
    }
  }

  /** Notes a step's manifest as missing unless it is there, be it since a moment ago. */
  void require(String key, String step) throws IOException {
    String path = Manifest.path(key);
    if (!keys.contains(key) && store.size(path).isEmpty()) {
      findings.missing(path, Kinds.MANIFEST, "it is missing");
      findings.touchStep(path, key, step, MANIFEST);
    }
  }

  int count() {
    return keys.size();
  }
}
