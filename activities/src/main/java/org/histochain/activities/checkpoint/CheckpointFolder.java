package org.histochain.activities.checkpoint;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.histochain.activities.artifact.ArtifactStore;
import org.histochain.activities.artifact.DamagedArtifactException;
import org.histochain.activities.artifact.Ids;
import org.histochain.activities.artifact.MissingArtifactException;
import org.histochain.activities.artifact.ObjectReading;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The checkpoints of one step, {@code checkpoints/<key>/<attempt>/<update>}, as one attempt at it
 * sees them: it reads those of all attempts and removes its own alone, until the step is done. An
 * attempt is named for its chain; two of them never share a name.
 */
public final class CheckpointFolder {
  private static final Logger log = LoggerFactory.getLogger(CheckpointFolder.class);
  private static final int KEPT = 2;
  static final String UPDATE = "[0-9]{12}";

  private final ArtifactStore store;
  private final String key;
  private final String root;
  private final String attempt;
  private final StartMarks starts;
  private final Deque<String> own = new ArrayDeque<>();

  /**
   * Begins an attempt; nothing is written yet.
   *
   * @param store where checkpoints are
   * @param key key of the step
   * @param chainId for which chain the step is done
   */
  public CheckpointFolder(ArtifactStore store, String key, String chainId) {
    this.store = store;
    this.key = key;
    root = "checkpoints/" + key + "/";
    String chain = Ids.check("chain id", chainId);
    attempt = chain + "." + UUID.randomUUID().toString().substring(0, 8);
    starts = new StartMarks(store, root, chain, attempt);
  }

  /**
   * Finds where to go on, and notes this start in the store.
   *
   * @param purpose what the step is called in messages
   * @return the newest whole checkpoint of any attempt; empty: begin at the beginning
   * @throws org.histochain.activities.step.StepFailure of type {@code NoProgress} if too many
   *     starts of this chain have ended without a newer one
   */
  public Optional<Checkpoint> begin(String purpose) throws IOException {
    List<String> paths = store.list(root);
    Optional<Checkpoint> newest = newest(paths);
    long update = newest.map(Checkpoint::update).orElse(0L);
    starts.add(purpose, update, paths);
    log.info("{} starts at update {}", purpose, update);
    return newest;
  }

  /**
   * Publishes a checkpoint whole, then removes this attempt's older ones but the one before.
   *
   * @return its path in the store
   */
  String write(Checkpoint checkpoint) throws IOException {
    String path = "%s%s/%012d".formatted(root, attempt, checkpoint.update());
    store.put(path, CheckpointFile.write(key, checkpoint));
    own.addLast(path);
    while (own.size() > KEPT) {
      store.delete(own.getFirst());
      own.removeFirst();
    }
    return path;
  }

  /** Takes this start back: it ended in order, and does not speak against the step. */
  public void withdraw() {
    try {
      starts.withdraw();
    } catch (IOException e) {
      log.warn("The start of {} is still noted in the store: {}", attempt, e.toString());
    }
  }

  /** Removes the checkpoints of all attempts, now that the step's manifest stands. */
  public void clear() {
    try {
      for (String path : store.list(root)) {
        store.delete(path);
      }
    } catch (IOException e) {
      log.warn("Checkpoints under {} are no longer needed but stay: {}", root, e.toString());
    }
  }

  private Optional<Checkpoint> newest(List<String> paths) throws IOException {
    List<String> newestFirst =
        paths.stream()
            .filter(path -> name(path).matches(UPDATE))
            .sorted(Comparator.comparing(CheckpointFolder::name).reversed())
            .toList();
    for (String path : newestFirst) {
      try {
        byte[] file = ObjectReading.read(store, path, InputStream::readAllBytes);
        Checkpoint found = CheckpointFile.read(key, file);
        log.info("Going on from update {}, kept at {}", found.update(), path);
        return Optional.of(found);
      } catch (MissingArtifactException e) {
        log.info("Checkpoint {} was removed meanwhile by the attempt that wrote it", path);
      } catch (DamagedArtifactException | IllegalArgumentException e) {
        log.warn("Checkpoint {} is not used: {}; the one before it is tried", path, e.getMessage());
      }
    }
    return Optional.empty();
  }

  private static String name(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
