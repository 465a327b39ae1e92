package org.histochain.activities.checkpoint;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.histochain.activities.artifact.ArtifactStore;
import org.histochain.activities.step.StepFailure;
import org.histochain.workflows.contract.FailureTypes;

/**
 * Notes in the store that an attempt at a step started, and from which update: {@code
 * <attempt>/start-<update>}. What ends without a word (a killed process, memory that runs out)
 * leaves its note, and too many of them end the step.
 */
final class StartMarks {
  static final int MOST = 5;

  private final ArtifactStore store;
  private final String root;
  private final String chain;
  private final String attempt;
  private String path = "";

  /**
   * @param root folder of the step's attempts, ending in {@code /}
   * @param chain id of the chain; attempts for others do not count
   * @param attempt name of this attempt: {@code chain.XXXXXXXX}
   */
  StartMarks(ArtifactStore store, String root, String chain, String attempt) {
    this.store = store;
    this.root = root;
    this.chain = chain;
    this.attempt = attempt;
  }

  /**
   * Notes this start.
   *
   * @param update where it begins
   * @param paths everything under the root
   * @throws StepFailure of type {@code NoProgress} after {@value #MOST} starts at the same update;
   *     their notes are removed, so that resuming the chain starts the step afresh
   */
  void add(String purpose, long update, List<String> paths) throws IOException {
    String name = "start-%012d".formatted(update);
    List<String> same = paths.stream().filter(other -> isOurs(other, name)).toList();
    if (same.size() >= MOST) {
      for (String mark : same) {
        store.delete(mark);
      }
      throw new StepFailure(
          FailureTypes.NO_PROGRESS,
          ("%s started %d times and never came past update %d: look in the workers' logs for what"
                  + " ends them (memory, kills), let them live longer or set --checkpoint-seconds"
                  + " lower, then resume the chain")
              .formatted(purpose, same.size(), update));
    }
    path = root + attempt + "/" + name;
    store.put(path, Instant.now().toString().getBytes(StandardCharsets.UTF_8));
  }

  /** Removes the note, if there is one. */
  void withdraw() throws IOException {
    if (!path.isEmpty()) {
      store.delete(path);
    }
  }

  private boolean isOurs(String other, String name) {
    if (!other.endsWith("/" + name)) {
      return false;
    }
    String writer = other.substring(root.length(), other.length() - name.length() - 1);
    return writer.substring(0, Math.max(0, writer.lastIndexOf('.'))).equals(chain);
  }
}
