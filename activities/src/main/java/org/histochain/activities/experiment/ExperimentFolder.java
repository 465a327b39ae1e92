package org.histochain.activities.experiment;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.histochain.activities.artifact.ArtifactStore;
import org.histochain.activities.artifact.Ids;
import org.histochain.activities.artifact.MissingArtifactException;
import org.histochain.activities.artifact.Sha256;
import org.histochain.activities.audit.AuditResult;
import org.histochain.activities.report.ChainCopies;
import org.histochain.activities.step.SealedJson;
import org.histochain.activities.step.StepFailure;
import org.histochain.workflows.contract.FailureTypes;

/**
 * An experiment's folder in the store, {@code experiments/<id>/}.
 *
 * <pre>
 * plan.json      what is run and decided, written before the first chain begins
 * tuning.json    what tuning has found so far
 * audits/        what the best models of some runs rest on, a file for each chain
 * report/        index.html, results.json and its tables in data/
 * copies.json    digests of the files in report/
 * </pre>
 *
 * Every method throws what {@link ArtifactStore} throws where the store cannot be reached or
 * refuses.
 */
public final class ExperimentFolder {
  /** Name of the record with the digests of the report's files. */
  public static final String COPIES = "copies.json";

  private static final String EXPERIMENTS = "experiments/";
  private static final String PLAN = "plan.json";
  private static final String TUNING = "tuning.json";
  private static final String REPORT = "report/";
  private static final String AUDITS = "audits/";

  private final ArtifactStore store;
  private final String id;
  private final String folder;

  /**
   * @param id id of the experiment
   * @throws IllegalArgumentException if the id breaks the rule for ids
   */
  public ExperimentFolder(ArtifactStore store, String id) {
    this.store = requireNonNull(store, "store is null");
    this.id = Ids.check("experiment id", id);
    this.folder = EXPERIMENTS + id + "/";
  }

  /**
   * Writes the plan, unless it is there.
   *
   * @throws StepFailure {@code InvalidChain} if there is an experiment of this id with another plan
   */
  public void begin(Plan plan) throws IOException {
    if (!store.putIfAbsent(folder + PLAN, SealedJson.write(plan))
        && !plan().equals(Optional.of(plan))) {
      throw new StepFailure(
          FailureTypes.INVALID_CHAIN,
          "experiment %s is in %s with another plan; give the new one another name or --id"
              .formatted(id, store.describe()));
    }
  }

  /** Whether there is such an experiment. */
  public boolean exists() throws IOException {
    return store.size(folder + PLAN).isPresent();
  }

  /** Returns the plan; empty if there is no such experiment. */
  public Optional<Plan> plan() throws IOException {
    return read(PLAN, Plan.class);
  }

  void recordTuning(TuningResult tuning) throws IOException {
    store.put(folder + TUNING, SealedJson.write(tuning));
  }

  /** Returns what tuning has found so far; empty before the first rung has ended. */
  public Optional<TuningResult> tuning() throws IOException {
    return read(TUNING, TuningResult.class);
  }

  void recordAudit(AuditResult audit) throws IOException {
    store.put(folder + AUDITS + audit.chain() + ".json", SealedJson.write(audit));
  }

  /** Returns the audits so far, by the chain's id. */
  SortedMap<String, AuditResult> audits() throws IOException {
    SortedMap<String, AuditResult> audits = new TreeMap<>();
    for (String path : store.list(folder + AUDITS)) {
      read(path.substring(folder.length()), AuditResult.class)
          .ifPresent(audit -> audits.put(audit.chain(), audit));
    }
    return audits;
  }

  /**
   * Writes the report.
   *
   * @param files content by path beside the page
   */
  void writeReport(SortedMap<String, byte[]> files) throws IOException {
    SortedMap<String, String> digests = new TreeMap<>();
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      digests.put(REPORT + file.getKey(), Sha256.of(file.getValue()));
      store.put(folder + REPORT + file.getKey(), file.getValue());
    }
    store.put(folder + COPIES, SealedJson.write(new ChainCopies(digests)));
  }

  /** Whether the report is written. */
  public boolean hasReport() throws IOException {
    return store.size(folder + COPIES).isPresent();
  }

  /** Returns the report's files by their path beside the page; empty before the report. */
  public SortedMap<String, byte[]> report() throws IOException {
    SortedMap<String, byte[]> files = new TreeMap<>();
    for (String path : store.list(folder + REPORT)) {
      bytes(path).ifPresent(file -> files.put(path.substring((folder + REPORT).length()), file));
    }
    return files;
  }

  /** Returns the ids of the chains that the report is about; empty if there is no plan. */
  public List<String> reportedChains() throws IOException {
    Optional<Plan> plan = plan();
    if (plan.isEmpty()) {
      return List.of();
    }
    Rounds rounds = new Rounds(id, plan.get());
    return rounds.runs(rounds.count() - 1, tuning().orElse(null)).stream()
        .map(Rounds.NamedRun::chain)
        .toList();
  }

  /** Returns the ids of all experiments in a store, sorted. */
  public static List<String> ids(ArtifactStore store) throws IOException {
    List<String> ids = new ArrayList<>();
    for (String path : store.list(EXPERIMENTS)) {
      if (path.endsWith("/" + PLAN)) {
        ids.add(path.substring(EXPERIMENTS.length(), path.length() - PLAN.length() - 1));
      }
    }
    return ids;
  }

  private <T> Optional<T> read(String name, Class<T> type) throws IOException {
    Optional<byte[]> content = bytes(folder + name);
    return content.isEmpty() ? Optional.empty() : Optional.of(SealedJson.read(content.get(), type));
  }

  private Optional<byte[]> bytes(String path) throws IOException {
    try (InputStream content = store.open(path)) {
      return Optional.of(content.readAllBytes());
    } catch (MissingArtifactException e) {
      return Optional.empty();
    }
  }
}
