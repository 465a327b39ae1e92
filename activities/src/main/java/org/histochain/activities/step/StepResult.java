package org.histochain.activities.step;

import com.fasterxml.jackson.core.JsonProcessingException;
import org.histochain.workflows.contract.ArtifactRef;
import org.histochain.workflows.contract.StepRun;
import org.jspecify.annotations.Nullable;

/** The result of a step, done now or found. */
public final class StepResult {
  private final Manifest manifest;
  private final boolean reused;

  StepResult(Manifest manifest, boolean reused) {
    this.manifest = manifest;
    this.reused = reused;
  }

  /** Returns the step's key. */
  public String key() {
    return manifest.key();
  }

  /** Returns whether a finished step was found and returned. */
  public boolean reused() {
    return reused;
  }

  /** Returns the work's own time, whenever it was done. */
  public double seconds() {
    return manifest.run().seconds();
  }

  /**
   * Returns the output of a name.
   *
   * @throws IllegalArgumentException if the step has none of that name
   */
  public ArtifactRef output(String name) {
    @Nullable ArtifactRef output = manifest.result().outputs().get(name);
    if (output == null) {
      throw new IllegalArgumentException(
          "Step "
              + manifest.step()
              + " has no output "
              + name
              + ", only "
              + manifest.result().outputs().keySet());
    }
    return output;
  }

  /** Returns the metrics as the record they were written from. */
  public <T> T metrics(Class<T> type) {
    try {
      return Json.mapper().treeToValue(manifest.metrics(), type);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "The metrics of step " + manifest.step() + " are no " + type.getSimpleName(), e);
    }
  }

  /** Returns the manifest in the store. */
  public Manifest manifest() {
    return manifest;
  }

  /** Returns how the result came about, for a payload. */
  public StepRun run() {
    return new StepRun(key(), reused, seconds());
  }
}
