package org.histochain.bench.chaos;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.histochain.activities.artifact.ArtifactStore;
import org.histochain.activities.artifact.Artifacts;
import org.histochain.activities.artifact.MissingArtifactException;
import org.histochain.activities.artifact.Sha256;
import org.histochain.activities.draw.Draw;
import org.histochain.activities.step.Manifest;
import org.histochain.activities.step.Manifests;

/** Changes bytes in the store as a bad disk does: the path stays, its content is another. */
final class Damage {
  private static final String UPDATE = ".*/[0-9]{12}";

  /**
   * A damage done.
   *
   * @param path in the store
   * @param key of the step whose output, manifest or checkpoint it is
   * @param before digest of the bytes that were there
   * @param truncated whether the end was cut off; otherwise a bit was flipped
   */
  record Done(String path, String key, String before, boolean truncated) {
    boolean isObject() {
      return path.startsWith("objects/");
    }

    /** What was done, in words. */
    String words() {
      return "%s %s".formatted(truncated ? "cut off half of" : "flipped a bit of", path);
    }
  }

  private final ArtifactStore store;
  private final Draw draw;
  private final List<Done> done = new ArrayList<>();

  Damage(ArtifactStore store, Draw draw) {
    this.store = requireNonNull(store, "store is null");
    this.draw = requireNonNull(draw, "draw is null");
  }

  /** Returns what was done so far. */
  List<Done> done() {
    return List.copyOf(done);
  }

  /** Damages an output of a finished step, or its manifest; empty: no step has finished yet. */
  Optional<Done> artifact(PlannedFault fault) throws IOException {
    List<String> finished =
        store.list("steps/").stream().filter(path -> path.endsWith("/manifest.json")).toList();
    if (finished.isEmpty()) {
      return Optional.empty();
    }
    String path = finished.get(draw.below(finished.size()));
    String key = path.split("/", -1)[1];
    if (fault.hitsManifest()) {
      return Optional.of(spoil(path, key, fault.truncates()));
    }
    Optional<Manifest> manifest = new Manifests(store).find(key);
    List<String> digests =
        manifest.stream()
            .flatMap(found -> found.result().outputs().values().stream())
            .map(output -> output.sha256())
            .toList();
    return digests.isEmpty()
        ? Optional.empty()
        : Optional.of(
            spoil(Artifacts.path(digests.get(draw.below(digests.size()))), key, fault.truncates()));
  }

  /** Damages the newest checkpoint; empty where the step in course has not kept two yet. */
  Optional<Done> checkpoint(PlannedFault fault) throws IOException {
    List<String> kept = checkpoints();
    if (kept.size() < 2) {
      return Optional.empty();
    }
    String newest = kept.getLast();
    return Optional.of(spoil(newest, newest.split("/", -1)[1], fault.truncates()));
  }

  /** Returns the checkpoints there are, the newest last; only one training step is in course. */
  List<String> checkpoints() throws IOException {
    return store.list("checkpoints/").stream()
        .filter(path -> path.matches(UPDATE))
        .sorted((one, other) -> update(one).compareTo(update(other)))
        .toList();
  }

  private static String update(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  private Done spoil(String path, String key, boolean truncate) throws IOException {
    byte[] content = read(path);
    store.put(path, truncate ? half(content) : flipped(content));
    Done damage = new Done(path, key, Sha256.of(content), truncate);
    done.add(damage);
    return damage;
  }

  private static byte[] half(byte[] content) {
    return Arrays.copyOf(content, content.length / 2);
  }

  private byte[] flipped(byte[] content) {
    byte[] flipped = content.clone();
    flipped[draw.below(flipped.length)] ^= (byte) (1 << draw.below(Byte.SIZE));
    return flipped;
  }

  /** Returns those damages that still stand: the bytes there are still not those from before. */
  List<Done> standing() throws IOException {
    List<Done> standing = new ArrayList<>();
    for (Done damage : done) {
      try {
        if (damage.isObject() && !Sha256.of(read(damage.path())).equals(damage.before())) {
          standing.add(damage);
        }
      } catch (MissingArtifactException gone) {
        // Nothing is left that could be read.
      }
    }
    return standing;
  }

  private byte[] read(String path) throws IOException {
    try (InputStream content = store.open(path)) {
      return content.readAllBytes();
    }
  }
}
