package org.histochain.activities.step;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.histochain.activities.artifact.Sha256;
import org.histochain.workflows.contract.ArtifactRef;

/**
 * Everything that decides a step's result, and nothing else.
 *
 * @param step the kind of step, the same in every iteration: {@code pretrain}; it is a meter's tag,
 *     so no digits
 * @param algorithmVersion to be raised whenever the step's output changes for the same request
 * @param request its settings, as a record or a map, without the {@code StepContext}
 * @param inputs what it reads, by the name of its role
 */
public record StepIdentity(
    String step, int algorithmVersion, Object request, SortedMap<String, ArtifactRef> inputs) {
  private static final Pattern STEP = Pattern.compile("[A-Za-z][A-Za-z-]{0,62}");

  public StepIdentity {
    if (!STEP.matcher(step).matches()) {
      throw new IllegalArgumentException(
          "step name \"" + step + "\" is not of letters and '-' alone");
    }
    requireNonNull(request, "request is null");
    inputs = Collections.unmodifiableSortedMap(new TreeMap<>(inputs));
    JsonNode context = Json.mapper().valueToTree(request).path("context");
    if (context.has("chainId")) {
      throw new IllegalArgumentException(
          "the request of step " + step + " holds its context: equal work could not be shared");
    }
  }

  /** Returns the step's key: the SHA-256 of the canonical JSON of this identity. */
  public String key() {
    SortedMap<String, String> digests = new TreeMap<>();
    inputs.forEach((name, ref) -> digests.put(name, ref.sha256()));
    return Sha256.of(Json.canonical(new Canonical(step, algorithmVersion, request, digests)));
  }

  private record Canonical(
      String step, int algorithmVersion, Object request, SortedMap<String, String> inputs) {}
}
