package org.histochain.activities.step;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.histochain.activities.artifact.Artifacts;
import org.histochain.workflows.contract.ArtifactRef;

/**
 * The record of a finished step, at {@code steps/<key>/manifest.json}. Only {@code step} to {@code
 * result} follow from the key.
 *
 * @param schema version of this record's form: {@link #SCHEMA}
 * @param step kind of step
 * @param algorithmVersion version of its algorithm
 * @param key the step's key
 * @param request what was asked
 * @param inputs what was read, by role
 * @param result what was made
 * @param metrics what was measured on the way
 * @param producer who made it
 * @param run when and where
 */
public record Manifest(
    int schema,
    String step,
    int algorithmVersion,
    String key,
    JsonNode request,
    SortedMap<String, ArtifactRef> inputs,
    Result result,
    JsonNode metrics,
    Producer producer,
    Run run) {
  /** The form that this version writes and reads. */
  public static final int SCHEMA = 1;

  public Manifest {
    requireNonNull(step, "step is null");
    requireNonNull(key, "key is null");
    requireNonNull(request, "request is null");
    inputs =
        Collections.unmodifiableSortedMap(new TreeMap<>(requireNonNull(inputs, "inputs is null")));
    requireNonNull(result, "result is null");
    requireNonNull(metrics, "metrics is null");
    requireNonNull(producer, "producer is null");
    requireNonNull(run, "run is null");
  }

  /**
   * What a step made.
   *
   * @param outputs blobs by name; their digests are digests
   */
  public record Result(SortedMap<String, ArtifactRef> outputs) {
    public Result {
      outputs =
          Collections.unmodifiableSortedMap(
              new TreeMap<>(requireNonNull(outputs, "outputs is null")));
      outputs.values().forEach(output -> Artifacts.path(output.sha256()));
    }
  }

  /**
   * One execution of a step.
   *
   * @param host name of the machine
   * @param startedAt UTC, ISO 8601
   * @param seconds the work's own time
   * @param chain the chain it was done for; others may reuse it
   */
  public record Run(String host, String startedAt, double seconds, String chain) {
    public Run {
      requireNonNull(host, "host is null");
      requireNonNull(startedAt, "startedAt is null");
      requireNonNull(chain, "chain is null");
    }
  }

  /** Returns the path in the store of the manifest of a key. */
  public static String path(String key) {
    return "steps/" + key + "/manifest.json";
  }
}
