package org.histochain.activities.upkeep;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import org.histochain.activities.artifact.Artifacts;
import org.histochain.activities.artifact.MemoryStore;
import org.histochain.activities.report.ChainFolder;
import org.histochain.activities.step.Producer;
import org.histochain.activities.step.StepIdentity;
import org.histochain.activities.step.StepOutput;
import org.histochain.activities.step.StepResult;
import org.histochain.activities.step.StepRunner;
import org.histochain.workflows.contract.AugmentSpec;
import org.histochain.workflows.contract.ChainSpec;
import org.histochain.workflows.contract.DatasetRef;
import org.histochain.workflows.contract.FilterSpec;
import org.histochain.workflows.contract.IterationSpec;
import org.histochain.workflows.contract.LabelSpec;
import org.histochain.workflows.contract.NetworkSpec;
import org.histochain.workflows.contract.NormaliseSpec;
import org.histochain.workflows.contract.SplitSpec;
import org.histochain.workflows.contract.StepContext;
import org.histochain.workflows.contract.TrainingSpec;

/** A store whose clock goes by as tests say, with chains whose steps make small blobs. */
final class AgingStore {
  static final Duration GRACE = Duration.ofHours(24);

  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-11-27T12:00:00Z"));
  final MemoryStore store = new MemoryStore(now::get);
  final Artifacts artifacts;
  private final StepRunner runner;

  AgingStore(Path cache) {
    artifacts = new Artifacts(store, cache, new SimpleMeterRegistry());
    runner = new StepRunner(artifacts, new Producer("1", "cpu"), new SimpleMeterRegistry());
  }

  void pass(Duration time) {
    now.updateAndGet(before -> before.plus(time));
  }

  /** Everything that is there grows older than the grace. */
  void passGrace() {
    pass(GRACE.plusMinutes(1));
  }

  /** Writes a chain's settings, and that it runs. */
  ChainFolder begin(String chain) throws IOException {
    ChainFolder folder = new ChainFolder(store, chain);
    folder.begin(spec("set"));
    return folder;
  }

  /** Writes a chain that has ended, so that its grace alone protects what it puts. */
  void end(String chain) throws IOException {
    begin(chain).failed("Cancelled", "on purpose");
  }

  /** Has a chain do a step that makes one blob, of its name. */
  StepResult step(String chain, String name) throws IOException {
    StepIdentity identity = new StepIdentity("filter", 1, Map.of("k", name), new TreeMap<>());
    return runner.run(
        new StepContext(chain, 1),
        identity,
        () ->
            new StepOutput(
                new TreeMap<>(Map.of("selection", artifacts.put(name.getBytes(UTF_8)))), Map.of()));
  }

  GarbageCollection.Result collect() throws IOException {
    return collect(false);
  }

  GarbageCollection.Result collect(boolean dryRun) throws IOException {
    return new GarbageCollection(store, GRACE, dryRun, UpkeepMonitor.silent()).run();
  }

  StoreCheck.Result check() throws IOException {
    return new StoreCheck(store, UpkeepMonitor.silent()).run();
  }

  static ChainSpec spec(String dataset) {
    TrainingSpec training = new TrainingSpec(1, null, 8, 1e-3, 0, "uniform");
    return new ChainSpec(
        new DatasetRef(dataset, "0".repeat(64)),
        new SplitSpec(0.1, 0.3, 1),
        new LabelSpec(6, null, null, 1, "refuse"),
        new NormaliseSpec("pool", null),
        new NetworkSpec("resnet10", 16, "auto"),
        new IterationSpec(2, null, "balancedAccuracy"),
        new FilterSpec("0.8", 1),
        training,
        training,
        training,
        new AugmentSpec(true, true, 0, 0, 0),
        1,
        1);
  }
}
