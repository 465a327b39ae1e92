package org.histochain.activities.upkeep;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.histochain.activities.artifact.ArtifactStore;
import org.histochain.activities.artifact.Crew;
import org.histochain.activities.report.ChainCopies;
import org.histochain.activities.report.ChainState;
import org.histochain.activities.report.StageList;
import org.histochain.activities.step.SealedJson;
import org.histochain.activities.step.StepMarker;
import org.histochain.workflows.contract.ArtifactRef;
import org.histochain.workflows.contract.ChainSpec;
import org.histochain.workflows.contract.Prepared;

/**
 * Checks the records of chains and what these refer to, and finds the chains that damages found
 * before touch; so it comes last.
 */
final class ChainsCheck {
  private static final String CHAIN = "chain.json";
  private static final String PREPARED = "prepared.json";
  private static final String STAGES = "stages.json";
  private static final String STATE = "state.json";
  private static final String COPIES = "copies.json";
  private static final Map<String, Class<?>> TYPES =
      Map.of(
          CHAIN, ChainSpec.class,
          PREPARED, Prepared.class,
          STAGES, StageList.class,
          STATE, ChainState.class,
          COPIES, ChainCopies.class);

  private final ArtifactStore store;
  private final Blobs blobs;
  private final ManifestsCheck manifests;
  private final DatasetsCheck datasets;
  private final Findings findings;
  private final UpkeepMonitor monitor;
  private final SortedMap<String, Map<String, Object>> chains = new TreeMap<>();
  private long markers;

  ChainsCheck(
      ArtifactStore store,
      Blobs blobs,
      ManifestsCheck manifests,
      DatasetsCheck datasets,
      Findings findings,
      UpkeepMonitor monitor) {
    this.store = store;
    this.blobs = blobs;
    this.manifests = manifests;
    this.datasets = datasets;
    this.findings = findings;
    this.monitor = monitor;
  }

  void run(Crew crew) throws IOException {
    store.visit(
        StoreFolders.CHAINS,
        object -> {
          StoreFolders.InChain file =
              StoreFolders.inChain(object.path())
                  .orElseThrow(() -> new IOException("no chain has " + object.path()));
          chains.computeIfAbsent(file.chain(), _ -> new LinkedHashMap<>());
          Optional<String> key = file.markedKey();
          if (key.isPresent()) {
            monitor.progress("steps of chains", ++markers, 0);
            crew.give(() -> marker(object.path(), file.chain(), key.get()));
          } else if (!file.name().contains("/") && file.name().endsWith(".json")) {
            record(object.path(), file);
          }
        });
    crew.await();
    for (Map.Entry<String, Map<String, Object>> chain : chains.entrySet()) {
      whole(chain.getKey(), chain.getValue());
    }
  }

  private void marker(String path, String chain, String key) throws IOException {
    Optional<SealedJson> record = Records.read(store, path, Kinds.CHAIN, findings);
    Optional<StepMarker> marker = Records.as(record, StepMarker.class, path, Kinds.CHAIN, findings);
    if (findings.isFound(path)) {
      findings.touchStep(path, key, "", "marker");
    }
    String step = marker.map(StepMarker::step).orElse("");
    if (marker.isPresent() && marker.get().finishedAt() != null) {
      manifests.require(key, step);
    }
    findings.touchChainOfStep(key, step, chain);
  }

  private void record(String path, StoreFolders.InChain file) throws IOException {
    Optional<SealedJson> json = Records.read(store, path, Kinds.CHAIN, findings);
    Optional<?> record = Records.as(json, typeOf(file.name()), path, Kinds.CHAIN, findings);
    record.ifPresent(value -> records(file.chain()).put(file.name(), value));
    if (findings.isFound(path)) {
      findings.touchChain(path, file.chain());
    }
    if (json.isEmpty() || record.isEmpty()) {
      return;
    }
    List<ArtifactRef> named = new ArrayList<>();
    References.blobs(json.get().tree(), named::add);
    for (ArtifactRef blob : named) {
      Optional<String> finding = blobs.use(blob);
      if (finding.isPresent()) {
        findings.touchChain(finding.get(), file.chain());
      }
    }
    List<String> runs = new ArrayList<>();
    References.runs(json.get().tree(), runs::add);
    for (String key : runs) {
      manifests.require(key, "");
      findings.touchChainOfStep(key, "", file.chain());
    }
  }

  /** A newer version may keep records of other kinds: of these the seal is checked. */
  private static Class<?> typeOf(String name) {
    return TYPES.getOrDefault(name, Object.class);
  }

  private Map<String, Object> records(String chain) {
    return chains.computeIfAbsent(chain, _ -> new LinkedHashMap<>());
  }

  /** Looks at a chain's records together, all read. */
  private void whole(String chain, Map<String, Object> records) throws IOException {
    String folder = StoreFolders.CHAINS + chain + "/";
    require(folder, CHAIN, chain);
    if (records.get(CHAIN) instanceof ChainSpec spec) {
      datasets.require(spec.dataset());
      findings.touchChainOfDataset(spec.dataset().name(), chain);
    }
    if (records.containsKey(PREPARED)) {
      require(folder, STATE, chain);
    }
    boolean done =
        records.get(STATE) instanceof ChainState state && state.state() == ChainState.Kind.done;
    if (done) {
      require(folder, PREPARED, chain);
      require(folder, STAGES, chain);
    }
    // A chain in course may be writing them just now; where its state is lost, nobody knows.
    boolean settled = done || !records.containsKey(STATE);
    if (settled && records.get(COPIES) instanceof ChainCopies copies) {
      new CopiesCheck(store, findings)
          .run(folder, copies, Kinds.CHAIN, path -> findings.touchChain(path, chain));
    }
  }

  private void require(String folder, String name, String chain) throws IOException {
    String path = folder + name;
    boolean known = records(chain).containsKey(name) || findings.isFound(path);
    if (!known && store.size(path).isEmpty()) {
      findings.missing(path, Kinds.CHAIN, "it is missing");
      findings.touchChain(path, chain);
    }
  }

  int count() {
    return chains.size();
  }
}
