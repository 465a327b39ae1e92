package org.histochain.activities.upkeep;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.histochain.activities.artifact.ArtifactStore;
import org.histochain.activities.artifact.Artifacts;
import org.histochain.activities.artifact.Crew;
import org.histochain.activities.artifact.StoreClock;
import org.histochain.activities.artifact.StoredObject;
import org.histochain.activities.step.Manifest;

/**
 * Removes what nothing in a store needs and nobody can be about to need: blobs that no root
 * reaches, manifests of steps that no chain holds, checkpoints of such steps and of finished ones,
 * old quarantine.
 *
 * <p>It may run beside chains, imports and others of its kind. Why it removes nothing that they
 * need:
 *
 * <ol>
 *   <li>The time of its beginning is read from the store's own clock, before anything is listed;
 *       only what was last written a grace before that time is ever removed. Each object's age is
 *       looked at again at its very deletion, so what is written meanwhile stays.
 *   <li>Who puts a blob writes it, be it there or not ({@link Artifacts#put}): a blob is young when
 *       its manifest or record is published. A manifest that was published before manifests were
 *       listed has marked its blobs; the blobs of one published later were put less than a grace
 *       ago, or by a chain in course.
 *   <li>What a chain in course has put since its latest stage was recorded is left alone, however
 *       old: its step may take days, and some of it only its Temporal history knows.
 *   <li>A chain writes its marker of a step before it looks for the step's manifest. A manifest
 *       that no chain holds is removed first and the markers are listed again after: a chain that
 *       had found the manifest before it went has its marker there, and the manifest is put back
 *       and its blobs stay. A chain that comes later finds no manifest and does the step.
 * </ol>
 *
 * <p>S3 cannot bind a deletion to an age, so a blob that is put between the look at its age and its
 * deletion, two requests one after the other, can be lost there. A step looks for its outputs
 * before and after it publishes its manifest, and fails if one is gone, to be tried again.
 */
public final class GarbageCollection {
  private static final int BATCH = 1000;

  private final ArtifactStore store;
  private final Duration grace;
  private final boolean dryRun;
  private final UpkeepMonitor monitor;

  /**
   * What was removed, or would be.
   *
   * @param dryRun whether nothing was removed
   * @param objects blobs
   * @param manifests manifests of steps
   * @param checkpoints checkpoints, and notes of starts
   * @param quarantine manifests that were put aside, and what probes of the store left
   * @param young blobs that nothing refers to and that are kept, since they are younger than the
   *     grace or a chain in course may need them
   * @param liveChains ids of the chains in course
   */
  public record Result(
      boolean dryRun,
      Sum objects,
      Sum manifests,
      Sum checkpoints,
      Sum quarantine,
      Sum young,
      List<String> liveChains) {
    public Result {
      requireNonNull(objects, "objects is null");
      requireNonNull(manifests, "manifests is null");
      requireNonNull(checkpoints, "checkpoints is null");
      requireNonNull(quarantine, "quarantine is null");
      requireNonNull(young, "young is null");
      liveChains = List.copyOf(requireNonNull(liveChains, "liveChains is null"));
    }

    /** Returns everything that was removed. */
    public Sum all() {
      return objects.plus(manifests).plus(checkpoints).plus(quarantine);
    }
  }

  /**
   * @param grace what is younger is never removed
   * @param dryRun whether only to say what would be removed
   * @param monitor is told how far it is
   */
  public GarbageCollection(
      ArtifactStore store, Duration grace, boolean dryRun, UpkeepMonitor monitor) {
    this.store = requireNonNull(store, "store is null");
    this.grace = requireNonNull(grace, "grace is null");
    this.dryRun = dryRun;
    this.monitor = requireNonNull(monitor, "monitor is null");
    if (grace.isNegative()) {
      throw new IllegalArgumentException("the grace is " + grace + ": give 0 or more");
    }
  }

  /** Collects once. */
  public Result run() throws IOException {
    try (Crew crew = new Crew()) {
      Instant cutoff = StoreClock.now(store).minus(grace);
      Marking marking = new Marking(store, monitor);
      marking.run(crew, cutoff);
      Sum manifests = sweepManifests(marking, cutoff);
      Instant protectedFrom = marking.protectedFrom();
      Instant blobCutoff = protectedFrom.isBefore(cutoff) ? protectedFrom : cutoff;
      Sweep young = new Sweep(cutoff);
      Sum objects = sweepBlobs(crew, marking, blobCutoff, young);
      Sum checkpoints =
          sweep(crew, StoreFolders.CHECKPOINTS, cutoff, object -> isSpent(marking, object));
      Sum quarantine =
          sweep(crew, StoreFolders.QUARANTINE, cutoff, _ -> true)
              .plus(sweep(crew, StoreFolders.PROBES, cutoff, _ -> true));
      return new Result(
          dryRun, objects, manifests, checkpoints, quarantine, young.sum(), marking.liveChains());
    }
  }

  private Sum sweepManifests(Marking marking, Instant cutoff) throws IOException {
    List<String> keys = new ArrayList<>();
    marking.unheldManifests().forEach((key, size) -> keys.add(key));
    Sum removed = Sum.NONE;
    for (int from = 0; from < keys.size(); from += BATCH) {
      List<String> batch = keys.subList(from, Math.min(keys.size(), from + BATCH));
      removed = removed.plus(sweepManifests(marking, batch, cutoff));
      monitor.progress("manifests that no chain holds", from + batch.size(), 0);
    }
    return removed;
  }

  private Sum sweepManifests(Marking marking, List<String> keys, Instant cutoff)
      throws IOException {
    Map<String, byte[]> removed = new LinkedHashMap<>();
    for (String key : keys) {
      Optional<byte[]> content = StoreFolders.read(store, Manifest.path(key));
      if (content.isPresent()) {
        if (marking.isHeld(key) || !deleted(Manifest.path(key), cutoff)) {
          marking.keep(key, content.get());
        } else {
          removed.put(key, content.get());
        }
      }
    }
    if (!dryRun) {
      marking.lookForNewHolders();
    }
    Sum sum = Sum.NONE;
    for (Map.Entry<String, byte[]> manifest : removed.entrySet()) {
      if (marking.isHeld(manifest.getKey())) {
        store.putIfAbsent(Manifest.path(manifest.getKey()), manifest.getValue());
        marking.keep(manifest.getKey(), manifest.getValue());
      } else {
        sum = sum.plus(manifest.getValue().length);
      }
    }
    return sum;
  }

  private Sum sweepBlobs(Crew crew, Marking marking, Instant cutoff, Sweep young)
      throws IOException {
    return sweep(
        crew,
        Artifacts.FOLDER,
        cutoff,
        object -> {
          Optional<String> digest = Artifacts.digest(object.path());
          boolean garbage = digest.isPresent() && marking.need(digest.get()).isEmpty();
          if (garbage && !object.modified().isBefore(cutoff)) {
            young.add(object.size());
          }
          return garbage;
        });
  }

  /** A step that is done, or that no chain holds, is not gone on with. */
  private static boolean isSpent(Marking marking, StoredObject object) {
    Optional<String> key = StoreFolders.checkpointKey(object.path());
    return key.isPresent() && (marking.hasManifest(key.get()) || !marking.isHeld(key.get()));
  }

  private Sum sweep(Crew crew, String folder, Instant cutoff, Predicate<StoredObject> garbage)
      throws IOException {
    Sweep sweep = new Sweep(cutoff);
    store.visit(
        folder,
        object -> {
          if (garbage.test(object) && object.modified().isBefore(cutoff)) {
            crew.give(() -> sweep.remove(object));
          }
        });
    crew.await();
    return sweep.sum();
  }

  private boolean deleted(String path, Instant cutoff) throws IOException {
    return dryRun || store.deleteIfOlder(path, cutoff);
  }

  /** Counts what is removed by many hands. */
  private final class Sweep {
    private final Instant cutoff;
    private Sum sum = Sum.NONE;

    Sweep(Instant cutoff) {
      this.cutoff = cutoff;
    }

    void remove(StoredObject object) throws IOException {
      if (deleted(object.path(), cutoff)) {
        add(object.size());
      }
    }

    synchronized void add(long size) {
      sum = sum.plus(size);
    }

    synchronized Sum sum() {
      return sum;
    }
  }
}
