package org.histochain.activities.upkeep;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.histochain.activities.artifact.ArtifactStore;
import org.histochain.activities.artifact.Artifacts;
import org.histochain.activities.artifact.Crew;
import org.histochain.activities.artifact.DamagedArtifactException;
import org.histochain.activities.artifact.Sha256;
import org.histochain.activities.artifact.StoredObject;
import org.histochain.activities.report.ChainState;
import org.histochain.activities.report.StageList;
import org.histochain.activities.step.Json;
import org.histochain.activities.step.SealedJson;
import org.jspecify.annotations.Nullable;

/**
 * Finds what is needed in a store. Roots are the data sets with their imports under way, the
 * experiments, and the chains with the steps that they began or reused; needed is whatever digest a
 * root, or the manifest of a chain's step, mentions anywhere.
 *
 * <p>What a chain in course has put since its latest stage was recorded may so far be known to its
 * Temporal history alone, such as an index of score tables: none of it is garbage, however old.
 */
final class Marking {
  private static final Pattern VERSION = Pattern.compile("datasets/[^/]+/([0-9a-f]{64})\\.json");
  private static final Set<String> REFERRING = Set.of("chain.json", "prepared.json", "stages.json");

  /** Who needs a blob; the first of several. */
  enum Need {
    dataset,
    step,
    chain
  }

  private final ArtifactStore store;
  private final UpkeepMonitor monitor;
  private final DigestMap blobs = new DigestMap();
  private final DigestMap heldKeys = new DigestMap();
  private final DigestMap keptManifests = new DigestMap();
  private final DigestMap unheldManifests = new DigestMap();
  private final DigestMap readIndices = new DigestMap();
  private final SortedMap<String, Course> chains = new TreeMap<>();
  private long done;

  /** What is known of a chain's course. */
  private static final class Course {
    private boolean live = true;
    private Instant begun = Instant.MAX;
    private @Nullable Instant recorded;
  }

  Marking(ArtifactStore store, UpkeepMonitor monitor) {
    this.store = store;
    this.monitor = monitor;
  }

  /**
   * Marks everything.
   *
   * @param cutoff manifests that no chain holds are kept, with what they mention, from this time on
   */
  void run(Crew crew, Instant cutoff) throws IOException {
    store.visit(StoreFolders.DATASETS, object -> dataset(object.path()));
    store.visit(StoreFolders.EXPERIMENTS, object -> experiment(object.path()));
    store.visit(StoreFolders.CHAINS, this::chain);
    store.visit(StoreFolders.STEPS, object -> manifest(crew, object, cutoff));
    crew.await();
  }

  private void dataset(String path) throws IOException {
    Optional<byte[]> read = root(path);
    if (read.isEmpty()) {
      return;
    }
    byte[] content = read.get();
    Matcher version = VERSION.matcher(path);
    if (version.matches() && !Sha256.of(content).equals(version.group(1))) {
      throw damagedRoot(path, "its bytes are not those of its digest");
    }
    mark(content, Need.dataset);
  }

  private void experiment(String path) throws IOException {
    Optional<byte[]> content = root(path);
    if (content.isPresent()) {
      mark(content.get(), Need.chain);
    }
  }

  private void chain(StoredObject object) throws IOException {
    Optional<StoreFolders.InChain> found = StoreFolders.inChain(object.path());
    if (found.isEmpty()) {
      return;
    }
    StoreFolders.InChain file = found.get();
    Course course = chains.computeIfAbsent(file.chain(), _ -> new Course());
    if (object.modified().isBefore(course.begun)) {
      course.begun = object.modified();
    }
    Optional<String> key = file.markedKey();
    if (key.isPresent()) {
      monitor.progress("steps of chains", ++done, 0);
      heldKeys.put(key.get(), 0);
    } else if (file.name().equals("report/summary.json")) {
      blobs.lower(Sha256.of(bytes(object.path())), Need.chain.ordinal());
    } else if (!file.name().contains("/")) {
      record(object, file.name(), course);
    }
  }

  /** A marker may be lost that a record still vouches for, so digests in it are keys too. */
  private void record(StoredObject object, String name, Course course) throws IOException {
    Optional<byte[]> read = root(object.path());
    if (read.isEmpty()) {
      return;
    }
    byte[] content = read.get();
    if (REFERRING.contains(name)) {
      requireWhole(object.path(), content);
    }
    mark(content, Need.chain);
    References.mentioned(content, digest -> heldKeys.put(digest, 0));
    if (name.equals("state.json")) {
      course.live = isLive(content);
    } else if (name.equals("stages.json")) {
      course.recorded = object.modified();
      markLists(content);
    }
  }

  private static void requireWhole(String path, byte[] content) throws IOException {
    try {
      SealedJson.read(content);
    } catch (DamagedArtifactException e) {
      throw damagedRoot(path, String.valueOf(e.getMessage()));
    }
  }

  private static boolean isLive(byte[] content) {
    try {
      ChainState.Kind state = SealedJson.read(content, ChainState.class).state();
      return state == ChainState.Kind.running || state == ChainState.Kind.paused;
    } catch (DamagedArtifactException e) {
      return true;
    }
  }

  /**
   * The stage list is a blob too, which the chain's history names: the latest, or, where the step
   * that recorded it is to be done again, the one before, shorter by a teacher or an iteration.
   */
  private void markLists(byte[] content) throws IOException {
    StageList list = SealedJson.read(content, StageList.class);
    int size = list.stages().size();
    for (int length = Math.max(0, size - 2); length <= size; length++) {
      StageList part = new StageList(list.stages().subList(0, length));
      blobs.lower(Sha256.of(Json.canonical(part)), Need.chain.ordinal());
    }
  }

  private void manifest(Crew crew, StoredObject object, Instant cutoff) throws IOException {
    Optional<String> key = StoreFolders.manifestKey(object.path());
    if (key.isEmpty()) {
      return;
    }
    monitor.progress("manifests", ++done, 0);
    if (heldKeys.contains(key.get()) || !object.modified().isBefore(cutoff)) {
      keptManifests.put(key.get(), 0);
      crew.give(() -> mark(bytes(object.path()), Need.step));
    } else {
      unheldManifests.put(key.get(), object.size());
    }
  }

  private void mark(byte[] record, Need need) throws IOException {
    References.mentioned(record, digest -> mark(digest, need));
    List<String> indices = new ArrayList<>();
    References.indices(record, indices::add);
    for (String index : indices) {
      if (readIndices.get(index) < 0) {
        readIndices.put(index, 0);
        References.mentioned(bytes(Artifacts.path(index)), table -> mark(table, Need.step));
      }
    }
  }

  private void mark(String digest, Need need) {
    blobs.lower(digest, need.ordinal());
  }

  /** Returns a root's record; empty where somebody forgets it meanwhile. */
  private Optional<byte[]> root(String path) throws IOException {
    try {
      return StoreFolders.read(store, path);
    } catch (DamagedArtifactException e) {
      throw damagedRoot(path, String.valueOf(e.getMessage()));
    }
  }

  /** What a root names may not be told from garbage while nobody can read it. */
  private static DamagedArtifactException damagedRoot(String path, String fault) {
    return new DamagedArtifactException(
        "%s is damaged (%s), so that nothing is sure to be garbage: mend it, histochain artifacts verify says how"
            .formatted(path, fault));
  }

  /** Bytes that the store has lost mention nothing. */
  private byte[] bytes(String path) throws IOException {
    try {
      return StoreFolders.read(store, path).orElse(new byte[0]);
    } catch (DamagedArtifactException e) {
      return new byte[0];
    }
  }

  /** Looks again which steps chains hold: some may have begun one since. */
  void lookForNewHolders() throws IOException {
    store.visit(
        StoreFolders.CHAINS,
        object ->
            StoreFolders.inChain(object.path())
                .flatMap(StoreFolders.InChain::markedKey)
                .ifPresent(key -> heldKeys.put(key, 0)));
  }

  /** Keeps a manifest after all, with what it mentions. */
  void keep(String key, byte[] manifest) throws IOException {
    keptManifests.put(key, 0);
    mark(manifest, Need.step);
  }

  /** Returns who needs a blob; empty: nobody. */
  Optional<Need> need(String digest) {
    long need = blobs.get(digest);
    return need < 0 ? Optional.empty() : Optional.of(Need.values()[(int) need]);
  }

  boolean isHeld(String key) {
    return heldKeys.contains(key);
  }

  boolean hasManifest(String key) {
    return keptManifests.contains(key);
  }

  /** Returns the keys of the manifests that no chain holds, with their bytes. */
  DigestMap unheldManifests() {
    return unheldManifests;
  }

  /** Returns the ids of the chains in course: running or paused, by what the store knows. */
  List<String> liveChains() {
    List<String> live = new ArrayList<>();
    chains.forEach(
        (id, course) -> {
          if (course.live) {
            live.add(id);
          }
        });
    return live;
  }

  /** Returns the time from which on blobs may be known to a chain in course alone. */
  Instant protectedFrom() {
    return chains.values().stream()
        .filter(course -> course.live)
        .map(course -> course.recorded == null ? course.begun : course.recorded)
        .min(Instant::compareTo)
        .orElse(Instant.MAX);
  }
}
