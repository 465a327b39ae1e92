package org.histochain.activities.step;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.histochain.activities.artifact.Artifacts;
import org.histochain.activities.artifact.Ids;
import org.histochain.workflows.contract.ArtifactRef;
import org.histochain.workflows.contract.StepContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does a step unless it is done already: a finished one is found by its key, and returned if all
 * its outputs are in the store, unchanged. Safe for use by many threads and processes at once; who
 * finishes second returns the first one's result.
 */
public final class StepRunner {
  private static final Logger log = LoggerFactory.getLogger(StepRunner.class);
  private static final int PUBLISH_TRIES = 5;

  private final Artifacts artifacts;
  private final Manifests manifests;
  private final Producer producer;
  private final MeterRegistry meters;

  public StepRunner(Artifacts artifacts, Producer producer, MeterRegistry meters) {
    this.artifacts = requireNonNull(artifacts, "artifacts is null");
    this.manifests = new Manifests(artifacts.store());
    this.producer = requireNonNull(producer, "producer is null");
    this.meters = requireNonNull(meters, "meters is null");
  }

  /**
   * Returns a step's result, doing its work only where the store has no whole one.
   *
   * @throws IOException if the store fails, or the work does
   */
  public StepResult run(StepContext context, StepIdentity identity, StepWork work)
      throws IOException {
    String key = identity.key();
    String chain = Ids.check("chain id", context.chainId());
    StepMarker marker =
        new StepMarker(identity.step(), context.iteration(), Instant.now().toString());
    artifacts.store().putIfAbsent(StepMarker.path(chain, key), SealedJson.write(marker));
    StepResult result = find(context, identity, key, work);
    StepMarker finished = marker.finished(Instant.now().toString());
    artifacts.store().put(StepMarker.path(chain, key), SealedJson.write(finished));
    return result;
  }

  private StepResult find(StepContext context, StepIdentity identity, String key, StepWork work)
      throws IOException {
    Optional<Manifests.Stored> found = manifests.findStored(key);
    if (found.isPresent() && isWhole(found.get().manifest())) {
      return finished(found.get(), true);
    }
    Instant startedAt = Instant.now();
    long start = System.nanoTime();
    StepOutput output = work.run();
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    timer(identity.step()).record(took);
    requireUploaded(identity, output.outputs());
    Manifest.Run run =
        new Manifest.Run(host(), startedAt.toString(), took.toNanos() / 1e9, context.chainId());
    StepResult result =
        publish(Manifests.stored(manifest(identity, key, output, run)), found.orElse(null));
    // Garbage collection on S3 may have looked at an old object of the same name just before.
    requireUploaded(identity, result.manifest().result().outputs());
    return result;
  }

  private boolean isWhole(Manifest manifest) throws IOException {
    for (Map.Entry<String, ArtifactRef> output : manifest.result().outputs().entrySet()) {
      if (!artifacts.isWhole(output.getValue())) {
        log.warn(
            "Output {} ({}) of step {} {} is missing or damaged in the store: the step is redone",
            output.getKey(),
            output.getValue().sha256(),
            manifest.step(),
            manifest.key());
        return false;
      }
    }
    return true;
  }

  private void requireUploaded(StepIdentity identity, Map<String, ArtifactRef> outputs)
      throws IOException {
    for (Map.Entry<String, ArtifactRef> entry : outputs.entrySet()) {
      String path = Artifacts.path(entry.getValue().sha256());
      if (artifacts.store().size(path).isEmpty()) {
        throw new IOException(
            "Step "
                + identity.step()
                + " did not leave its output "
                + entry.getKey()
                + " at "
                + path);
      }
    }
  }

  private Manifest manifest(
      StepIdentity identity, String key, StepOutput output, Manifest.Run run) {
    return new Manifest(
        Manifest.SCHEMA,
        identity.step(),
        identity.algorithmVersion(),
        key,
        Json.mapper().valueToTree(identity.request()),
        identity.inputs(),
        new Manifest.Result(output.outputs()),
        Json.mapper().valueToTree(output.metrics()),
        producer,
        run);
  }

  /**
   * Publishes a manifest, or finds why not: ours is there from a try whose answer was lost; the
   * damaged one is there that the work has just repaired; another worker was first; or what is
   * there is no longer whole and cannot be repaired by us, since a redo on another numeric family
   * gave other bytes, and makes way.
   */
  private StepResult publish(Manifests.Stored mine, Manifests.@Nullable Stored before)
      throws IOException {
    String key = mine.manifest().key();
    for (int tries = 0; tries < PUBLISH_TRIES; tries++) {
      if (manifests.publish(mine)) {
        return finished(mine, false);
      }
      Optional<Manifests.Stored> found = manifests.findStored(key);
      if (found.isEmpty()) {
        continue;
      }
      Manifests.Stored there = found.get();
      boolean repaired =
          before != null
              && there.sameBytes(before)
              && there.manifest().result().equals(mine.manifest().result());
      if (there.sameBytes(mine) || repaired) {
        return finished(mine, false);
      }
      if (isWhole(there.manifest())) {
        return finished(there, true);
      }
      manifests.quarantine(there);
    }
    throw new IOException(
        "The manifest of step " + key + " could not be published: others keep replacing it");
  }

  private StepResult finished(Manifests.Stored stored, boolean reused) {
    Manifest manifest = stored.manifest();
    counter(manifest.step(), reused ? "reused" : "done").increment();
    log.info(
        "Step {} {} {} ({} s of work)",
        manifest.step(),
        manifest.key(),
        reused ? "was found finished" : "is done",
        String.format(Locale.ROOT, "%.1f", manifest.run().seconds()));
    return new StepResult(manifest, reused);
  }

  private Counter counter(String step, String outcome) {
    return Counter.builder("histochain.steps")
        .description("Steps finished, by doing them or by finding them done")
        .tag("step", step)
        .tag("outcome", outcome)
        .register(meters);
  }

  /** Micrometer adds the unit: Prometheus shows {@code histochain_step_seconds}. */
  private Timer timer(String step) {
    return Timer.builder("histochain.step")
        .description("Time of the work of steps that were done, not found")
        .tag("step", step)
        .register(meters);
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "unknown";
    }
  }
}
