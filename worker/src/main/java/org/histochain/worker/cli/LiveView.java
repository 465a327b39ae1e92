package org.histochain.worker.cli;

import io.grpc.StatusRuntimeException;
import io.temporal.client.WorkflowServiceException;
import java.util.Optional;
import java.util.function.Consumer;
import org.histochain.worker.runtime.TemporalUnreachableException;
import org.jspecify.annotations.Nullable;

/**
 * Looks at what Temporal knows of a chain or an experiment now.
 *
 * @param <T> what it knows
 */
interface LiveView<T> {
  /** Returns what is known; empty where Temporal answers and knows none of that id. */
  Optional<T> live(String id) throws TemporalUnreachableException;

  /**
   * What was seen.
   *
   * @param answered whether Temporal answered
   * @param now what it knows; null: nothing
   */
  record Seen<T>(boolean answered, @Nullable T now) {}

  /**
   * Looks; that Temporal does not answer is no fault.
   *
   * @param notes takes a line where it does not
   */
  default Seen<T> look(String id, Consumer<String> notes) {
    try {
      return new Seen<>(true, live(id).orElse(null));
    } catch (TemporalUnreachableException | StatusRuntimeException | WorkflowServiceException e) {
      notes.accept("Only what the store knows is shown: " + e.getMessage());
      return new Seen<>(false, null);
    }
  }
}
