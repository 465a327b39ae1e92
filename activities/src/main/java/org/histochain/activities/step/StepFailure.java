package org.histochain.activities.step;

import static java.util.Objects.requireNonNull;

import org.histochain.workflows.contract.FailureTypes;

/** A fault that no retry heals. The message is one line: what, which value, what to do. */
public final class StepFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String type;

  /**
   * @param type one of {@link FailureTypes}
   * @param message one line for the user
   */
  public StepFailure(String type, String message) {
    super(message);
    this.type = requireNonNull(type, "type is null");
  }

  /** Makes a failure of type {@code InvalidDataset}: of a data set, or of images from outside. */
  public static StepFailure invalidDataset(String message) {
    return new StepFailure(FailureTypes.INVALID_DATASET, message);
  }

  /** Returns the stable type. */
  public String type() {
    return type;
  }
}
