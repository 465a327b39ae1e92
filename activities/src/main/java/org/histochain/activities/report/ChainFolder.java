package org.histochain.activities.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.histochain.activities.artifact.ArtifactStore;
import org.histochain.activities.artifact.Artifacts;
import org.histochain.activities.artifact.Crew;
import org.histochain.activities.artifact.DamagedArtifactException;
import org.histochain.activities.artifact.Ids;
import org.histochain.activities.artifact.MissingArtifactException;
import org.histochain.activities.artifact.Sha256;
import org.histochain.activities.evaluation.EvaluationDetails;
import org.histochain.activities.step.Json;
import org.histochain.activities.step.Manifest;
import org.histochain.activities.step.SealedJson;
import org.histochain.activities.step.StepFailure;
import org.histochain.activities.step.StepMarker;
import org.histochain.workflows.contract.ChainSpec;
import org.histochain.workflows.contract.FailureTypes;
import org.histochain.workflows.contract.Prepared;
import org.histochain.workflows.contract.StageRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A chain's folder in the store, {@code chains/<id>/}: what people look for, and enough to start
 * the chain again without Temporal's history.
 *
 * <pre>
 * chain.json      settings, written before the first step
 * prepared.json   classes, counts and tables, once the chain is prepared
 * stages.json     stages so far, a copy
 * state.json      running, paused, done, failed or cancelled
 * report/         summary.json, index.html and its numbers in data/
 * origin.json     of a fork: the chain that it comes from, and from which iteration it is its own
 * tests/&lt;key&gt;     a marker for each report or audit step that saw test
 * best/           model.safetensors and card.json of the best stage, copies
 * copies.json     digests of the files in report/ and best/
 * steps/&lt;key&gt;     a marker for each step that began
 * </pre>
 *
 * Writing the same again changes nothing but the time in {@code state.json}. Every method throws
 * what {@link ArtifactStore} throws where the store cannot be reached or refuses.
 */
public final class ChainFolder {
  private static final Logger log = LoggerFactory.getLogger(ChainFolder.class);
  private static final String CHAINS = "chains/";
  private static final String CHAIN = "chain.json";
  private static final String PREPARED = "prepared.json";
  private static final String STAGES = "stages.json";
  private static final String STATE = "state.json";
  private static final String COPIES = "copies.json";
  private static final String SUMMARY = "report/summary.json";
  private static final String PAGE = "report/index.html";
  private static final String REPORT = "report/";
  private static final String DATA = REPORT + "data/";
  private static final String PROVENANCE = DATA + "provenance.parquet";
  private static final String BEST_MODEL = "best/model.safetensors";
  private static final String BEST_CARD = "best/card.json";
  private static final String STEPS = "steps/";
  private static final String ORIGIN = "origin.json";

  private final ArtifactStore store;
  private final String chainId;
  private final String folder;
  private final Clock clock;

  /**
   * @param store where the chain lives
   * @param chainId id of the chain
   * @throws IllegalArgumentException if the id breaks the rule for ids
   */
  public ChainFolder(ArtifactStore store, String chainId) {
    this(store, chainId, Clock.systemUTC());
  }

  ChainFolder(ArtifactStore store, String chainId, Clock clock) {
    this.store = requireNonNull(store, "store is null");
    this.chainId = Ids.check("chain id", chainId);
    this.folder = CHAINS + chainId + "/";
    this.clock = requireNonNull(clock, "clock is null");
  }

  /** Returns the ids of all chains in a store, sorted. */
  public static List<String> ids(ArtifactStore store) throws IOException {
    return store.list(CHAINS).stream()
        .map(path -> path.substring(CHAINS.length()))
        .filter(path -> path.endsWith("/" + CHAIN))
        .map(path -> path.substring(0, path.length() - CHAIN.length() - 1))
        .filter(id -> !id.contains("/"))
        .toList();
  }

  /** Returns the chain's id. */
  public String chainId() {
    return chainId;
  }

  /**
   * Writes the settings, unless they are there, and that the chain runs.
   *
   * @throws StepFailure {@code InvalidChain} if there is a chain of this id with other settings
   */
  public void begin(ChainSpec spec) throws IOException {
    if (!store.putIfAbsent(folder + CHAIN, SealedJson.write(spec)) && !holds(spec)) {
      throw new StepFailure(
          FailureTypes.INVALID_CHAIN,
          "chain %s is in %s with other settings; give the new chain another id"
              .formatted(chainId, store.describe()));
    }
    writeState(ChainState.Kind.running, null, null);
  }

  /** Settings that are damaged are written anew: whoever knows them is the chain itself. */
  private boolean holds(ChainSpec spec) throws IOException {
    try {
      return spec().equals(Optional.of(spec));
    } catch (DamagedArtifactException damaged) {
      log.warn("{}: they are written anew", damaged.getMessage());
      replaceSpec(spec);
      return true;
    }
  }

  /** Puts other settings in place of the chain's, or its first ones. */
  public void replaceSpec(ChainSpec spec) throws IOException {
    store.put(folder + CHAIN, SealedJson.write(spec));
  }

  /** Returns the settings; empty if there is no such chain. */
  public Optional<ChainSpec> spec() throws IOException {
    return read(CHAIN, ChainSpec.class);
  }

  /** Keeps what the prepare step found, for summaries before the report. */
  public void recordPrepared(Prepared prepared) throws IOException {
    store.put(folder + PREPARED, SealedJson.write(prepared));
  }

  /** Returns what the prepare step found; empty before it is done. */
  public Optional<Prepared> prepared() throws IOException {
    return read(PREPARED, Prepared.class);
  }

  /** Returns the stages so far, teacher first. */
  public List<StageRecord> stages() throws IOException {
    return read(STAGES, StageList.class).map(StageList::stages).orElse(List.of());
  }

  /** Returns the last iteration of which a stage is recorded; 0 for none. */
  public int iterationsDone() throws IOException {
    return stages().stream().mapToInt(StageRecord::iteration).max().orElse(0);
  }

  void recordStages(StageList stages) throws IOException {
    store.put(folder + STAGES, SealedJson.write(stages));
  }

  /**
   * Returns the state last written; empty if there is no such chain, or its state is damaged: only
   * Temporal knows it then.
   */
  public Optional<ChainState> state() throws IOException {
    return unlessDamaged(STATE, ChainState.class);
  }

  /** Whether the chain has come to its end, with a report or, where test stays shut, without. */
  public boolean isDone() throws IOException {
    return state().map(ChainState::state).equals(Optional.of(ChainState.Kind.done));
  }

  /** Writes what people asked of the running chain, of which there is nothing more to know. */
  public void steered(ChainSpec spec, boolean paused) throws IOException {
    steered(spec, paused, null);
  }

  /**
   * Writes what people asked of the running chain.
   *
   * @param spec the settings in force, which may be others than it began with
   * @param paused whether it is paused, or will be as soon as the steps in course have stopped
   * @param note what people should know of its course; null: nothing
   */
  public void steered(ChainSpec spec, boolean paused, @Nullable String note) throws IOException {
    if (!holds(spec)) {
      replaceSpec(spec);
    }
    writeState(paused ? ChainState.Kind.paused : ChainState.Kind.running, null, note);
  }

  /** Writes that the chain is done and has no report: its test stays shut. */
  public void endWithTestShut() throws IOException {
    writeState(ChainState.Kind.done, null, null);
  }

  /**
   * Writes that the chain ended without a report.
   *
   * @param type stable type of the failure; {@link FailureTypes#CANCELLED} means cancelled
   * @param message what happened, and what to do
   */
  public void failed(String type, String message) throws IOException {
    ChainState.Kind kind =
        type.equals(FailureTypes.CANCELLED) ? ChainState.Kind.cancelled : ChainState.Kind.failed;
    writeState(kind, type, message);
  }

  /**
   * Returns the summary: the report's where the chain is done, else what is known so far, with
   * {@code test} null. Empty if there is no such chain.
   */
  public Optional<Summary> summary() throws IOException {
    Optional<ChainSpec> spec = spec();
    if (spec.isEmpty()) {
      return Optional.empty();
    }
    Optional<byte[]> written = isDone() ? bytes(SUMMARY) : Optional.empty();
    Optional<Summary> reported =
        written.isPresent()
            ? Optional.of(Json.mapper().readValue(written.get(), Summary.class))
            : Optional.empty();
    return reported.isPresent() ? reported : Optional.of(beforeReport(spec.get()));
  }

  private Summary beforeReport(ChainSpec spec) throws IOException {
    Prepared prepared = unlessDamaged(PREPARED, Prepared.class).orElse(null);
    List<StageRecord> stages =
        unlessDamaged(STAGES, StageList.class).map(StageList::stages).orElse(List.of());
    return new SummaryWriter(chainId, spec, prepared, stages).beforeReport(alarms(stages));
  }

  /** Details that the store has lost are made again when a step needs them; nothing waits here. */
  private List<Alarm> alarms(List<StageRecord> stages) throws IOException {
    if (stages.size() < 2) {
      return List.of();
    }
    String details = stages.getFirst().validation().details().sha256();
    try (InputStream content = store.open(Artifacts.path(details))) {
      return new Alarms(Json.mapper().readValue(content, EvaluationDetails.class)).ofStages(stages);
    } catch (MissingArtifactException | DamagedArtifactException | JsonProcessingException e) {
      log.warn("The alarms of chain {} are not known: {}", chainId, e.getMessage());
      return List.of();
    }
  }

  /** Writes where a chain comes from that is about to begin. */
  public void recordOrigin(Origin origin) throws IOException {
    store.put(folder + ORIGIN, SealedJson.write(origin));
  }

  /** Returns where a fork comes from; empty for a chain that is none. */
  public Optional<Origin> origin() throws IOException {
    return read(ORIGIN, Origin.class);
  }

  /** Returns what has seen test so far, for a fork to carry on. */
  public List<String> testLooks() throws IOException {
    TestLooks looks = new TestLooks(store, this);
    List<String> all = looks.all();
    return all.isEmpty() && hasReport() ? List.of("before-" + chainId) : all;
  }

  /**
   * Notes that a step is to see test; noting the same again changes nothing.
   *
   * @param key the step's key
   */
  public void noteTestLook(String key) throws IOException {
    new TestLooks(store, this).note(key);
  }

  boolean hasReport() throws IOException {
    return store.size(folder + SUMMARY).isPresent();
  }

  /** Returns the report's page, UTF-8; empty before the report. */
  public Optional<byte[]> page() throws IOException {
    return bytes(PAGE);
  }

  /**
   * Returns the files that the report's page links to, by their path beside it, such as {@code
   * data/stages.csv}; empty before the report.
   */
  public List<String> reportData() throws IOException {
    return store.list(folder + DATA).stream()
        .map(path -> path.substring(folder.length() + REPORT.length()))
        .toList();
  }

  /**
   * Returns one of these files; empty where the report has none of that name, as one from before it
   * was written.
   *
   * @param path as {@link #reportData} gives it
   */
  public Optional<byte[]> reportData(String path) throws IOException {
    return bytes(REPORT + path);
  }

  /**
   * Writes one of these files, replacing another.
   *
   * @param path as {@link #reportData} gives it
   */
  public void copyReportData(String path, Path file) throws IOException {
    try (InputStream content = store.open(folder + REPORT + path)) {
      Files.copy(content, file, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** Returns the keys of the steps that began, reused ones too, sorted. */
  public List<String> stepKeys() throws IOException {
    String prefix = folder + STEPS;
    return store.list(prefix).stream().map(path -> path.substring(prefix.length())).toList();
  }

  /** Returns the markers of the steps that began and have no result yet, in the order of keys. */
  public List<StepMarker> unfinishedSteps() throws IOException {
    List<StepMarker> unfinished = new ArrayList<>();
    for (String key : stepKeys()) {
      if (store.size(Manifest.path(key)).isEmpty()) {
        read(STEPS + key, StepMarker.class).ifPresent(unfinished::add);
      }
    }
    return List.copyOf(unfinished);
  }

  /** Writes the best model, the report and, last, that the chain is done. */
  void writeReport(
      Path model, Path card, byte[] summary, String page, List<DataTable> tables, Path provenance)
      throws IOException {
    SortedMap<String, byte[]> files = new TreeMap<>();
    for (DataTable table : tables) {
      files.put(DATA + table.name() + ".csv", table.csv());
      files.put(DATA + table.name() + ".json", table.json());
    }
    files.put(SUMMARY, summary);
    files.put(PAGE, page.getBytes(UTF_8));
    SortedMap<String, Path> copied = new TreeMap<>();
    copied.put(PROVENANCE, provenance);
    copied.put(BEST_MODEL, model);
    copied.put(BEST_CARD, card);
    SortedMap<String, String> digests = new TreeMap<>();
    try (Crew crew = new Crew()) {
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        digests.put(file.getKey(), Sha256.of(file.getValue()));
        crew.give(() -> store.put(folder + file.getKey(), file.getValue()));
      }
      for (Map.Entry<String, Path> file : copied.entrySet()) {
        digests.put(file.getKey(), Sha256.of(file.getValue()));
        crew.give(() -> store.put(folder + file.getKey(), file.getValue()));
      }
      crew.await();
    }
    store.put(folder + COPIES, SealedJson.write(new ChainCopies(digests)));
    writeState(ChainState.Kind.done, null, null);
  }

  /** Returns the digests of the files in {@code report/} and {@code best/}; empty before these. */
  public Optional<ChainCopies> copies() throws IOException {
    return read(COPIES, ChainCopies.class);
  }

  private void writeState(
      ChainState.Kind kind, @Nullable String failureType, @Nullable String message)
      throws IOException {
    String now = clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
    String started = state().map(ChainState::started).orElse(now);
    ChainState state = new ChainState(kind, failureType, message, started, now);
    store.put(folder + STATE, SealedJson.write(state));
  }

  /** What the chain writes anew when it is resumed must not keep it from being resumed. */
  private <T> Optional<T> unlessDamaged(String name, Class<T> type) throws IOException {
    try {
      return read(name, type);
    } catch (DamagedArtifactException damaged) {
      log.warn("{}", damaged.getMessage());
      return Optional.empty();
    }
  }

  private <T> Optional<T> read(String name, Class<T> type) throws IOException {
    Optional<byte[]> content = bytes(name);
    try {
      return content.isEmpty()
          ? Optional.empty()
          : Optional.of(SealedJson.read(content.get(), type));
    } catch (DamagedArtifactException e) {
      throw new DamagedArtifactException(
          "%s%s in %s is damaged (%s); histochain artifacts verify says what to do"
              .formatted(folder, name, store.describe(), e.getMessage()),
          e);
    }
  }

  private Optional<byte[]> bytes(String name) throws IOException {
    try (InputStream content = store.open(folder + name)) {
      return Optional.of(content.readAllBytes());
    } catch (MissingArtifactException e) {
      return Optional.empty();
    }
  }

  static byte[] json(Object value) throws IOException {
    return Json.mapper().writerWithDefaultPrettyPrinter().writeValueAsBytes(value);
  }
}
