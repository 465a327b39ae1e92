package org.histochain.activities.training;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.histochain.activities.artifact.ArtifactStore;
import org.histochain.activities.artifact.MemoryStore;
import org.histochain.activities.checkpoint.Checkpoint;
import org.histochain.activities.checkpoint.CheckpointFolder;
import org.histochain.activities.checkpoint.CheckpointKeeper;
import org.histochain.activities.checkpoint.CheckpointRhythm;
import org.histochain.activities.network.Architecture;
import org.histochain.activities.network.DevicePlacement;
import org.histochain.activities.network.Initialisation;
import org.histochain.activities.network.TorchRuntime;
import org.histochain.activities.step.StepMonitor;
import org.histochain.activities.step.StepStoppedException;
import org.histochain.activities.synthesis.SyntheticTissue;
import org.histochain.workflows.contract.AugmentSpec;
import org.histochain.workflows.contract.NetworkSpec;
import org.histochain.workflows.contract.Normalisation;
import org.histochain.workflows.contract.StepProgress;
import org.histochain.workflows.contract.TrainingSpec;

/** Trains a small network on synthetic tissue with every option on, on a device of choice. */
final class DeviceTraining {
  static final int SIDE = 28;
  static final Normalisation HALF =
      new Normalisation(List.of(0.5, 0.5, 0.5), List.of(0.25, 0.25, 0.25));
  private static final int PATCHES = 180;
  private static final String KEY = "d".repeat(64);
  private static final CheckpointRhythm EACH_UPDATE = new CheckpointRhythm(Duration.ofDays(1), 1);
  private static final TrainingPlan PLAN =
      new TrainingPlan(
          "teacher",
          1,
          new TrainingSpec(5, null, 16, 2e-3, 1e-3, "balanced", 0.2, 1.0, 0.05, null, 0.9, null),
          new AugmentSpec(true, true, 0.14, 0.3, 0.33),
          HALF);

  private final TrainingSet set = tissue(PATCHES, SIDE);

  /** Returns synthetic patches with their classes. */
  static TrainingSet tissue(int patches, int side) {
    SyntheticTissue tissue = new SyntheticTissue(10, side, 0.3, 1);
    int length = 3 * side * side;
    byte[] pixels = new byte[patches * length];
    float[][] targets = new float[patches][SyntheticTissue.CLASSES.size()];
    for (int patch = 0; patch < patches; patch++) {
      System.arraycopy(tissue.pixels(patch), 0, pixels, patch * length, length);
      targets[patch][tissue.classIndex(patch)] = 1;
    }
    List<String> ids = IntStream.range(0, patches).mapToObj(index -> "patch-" + index).toList();
    return new TrainingSet(ids, side, MemorySegment.ofArray(pixels), targets);
  }

  static Architecture architecture(String name, int width, String stem) {
    return new Architecture(new NetworkSpec(name, width, stem), SyntheticTissue.CLASSES.size());
  }

  TrainingSet set() {
    return set;
  }

  /** Trains to the end, from the newest checkpoint in the store if there is one. */
  TrainingResult train(String device, ArtifactStore store, StepMonitor monitor)
      throws IOException, InterruptedException {
    TorchRuntime.place(new DevicePlacement(device));
    CheckpointFolder folder = new CheckpointFolder(store, KEY, "chain");
    Checkpoint checkpoint = folder.begin(PLAN.purpose()).orElse(null);
    long from = checkpoint == null ? 0 : checkpoint.update();
    CheckpointKeeper keeper =
        new CheckpointKeeper(folder, from, EACH_UPDATE, new SimpleMeterRegistry());
    return new TrainingLoop(
            PLAN, set, new TrainingMeters(new SimpleMeterRegistry(), "trainTeacher"))
        .run(
            Initialisation.draw(architecture("resnet10", 8, "small"), 1, PLAN.purpose()),
            checkpoint,
            keeper,
            monitor);
  }

  /** Trains until it is stopped after some updates; its checkpoint is in the store. */
  ArtifactStore stopped(String device, int updates) throws IOException, InterruptedException {
    ArtifactStore store = new MemoryStore();
    try {
      train(device, store, new Watch(updates));
    } catch (StepStoppedException e) {
      return store;
    }
    throw new IllegalStateException("There are no more than " + updates + " updates");
  }

  /** Counts the engine's open arrays before each update, and stops a training. */
  static final class Watch implements StepMonitor {
    private final int last;
    private final List<Integer> live = new ArrayList<>();

    /** Stops after {@code last} updates. */
    Watch(int last) {
      this.last = last;
    }

    /** Returns the open arrays before each update. */
    List<Integer> live() {
      return live;
    }

    @Override
    public void progress(StepProgress progress) {}

    @Override
    public void check() {
      live.add(LiveArrays.count());
      if (live.size() > last) {
        throw new StepStoppedException("enough");
      }
    }
  }
}
