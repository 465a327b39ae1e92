package org.histochain.activities.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.histochain.activities.artifact.MemoryStore;
import org.histochain.activities.checkpoint.CheckpointFolder;
import org.histochain.activities.checkpoint.CheckpointKeeper;
import org.histochain.activities.checkpoint.CheckpointRhythm;
import org.histochain.activities.network.Architecture;
import org.histochain.activities.network.DevicePlacement;
import org.histochain.activities.network.Initialisation;
import org.histochain.activities.network.Network;
import org.histochain.activities.network.NetworkState;
import org.histochain.activities.network.TorchRuntime;
import org.histochain.activities.step.StepMonitor;
import org.histochain.workflows.contract.AugmentSpec;
import org.histochain.workflows.contract.TrainingSpec;

/** Images per second of ResNet-18 on a device. */
final class DeviceSpeed {
  private static final int BATCH = 64;
  private static final int SHORTEST = 1;
  private static final int LONGEST = 400;
  private static final long ENOUGH = TimeUnit.SECONDS.toNanos(2);
  private static final AugmentSpec AUGMENT = new AugmentSpec(true, true, 0.14, 0.3, 0.33);

  /** A network and the patches it is for. */
  private record Size(int side, int width, String stem) {}

  private static final List<Size> SIZES =
      List.of(new Size(28, 16, "small"), new Size(64, 32, "medium"), new Size(224, 64, "imagenet"));

  /**
   * Images per second.
   *
   * @param device {@code cpu} or {@code gpu:N}
   * @param side side of the patches, in pixels
   * @param width channels of the first stage
   * @param updates updates alone, over a batch that is ready in the host's memory
   * @param training the whole training loop, augmentation on the host included
   * @param inference forward passes alone, over the same batch
   */
  record Rates(
      String device, int side, int width, double updates, double training, double inference) {}

  private DeviceSpeed() {}

  /** Measures every size. */
  static List<Rates> measure(String device) throws IOException, InterruptedException {
    TorchRuntime.place(new DevicePlacement(device));
    List<Rates> rates = new ArrayList<>();
    for (Size size : SIZES) {
      rates.add(rates(device, size));
    }
    return rates;
  }

  private static Rates rates(String device, Size size) throws IOException, InterruptedException {
    Architecture architecture = DeviceTraining.architecture("resnet18", size.width(), size.stem());
    NetworkState start = Initialisation.draw(architecture, 1, "teacher");
    TrainingSet set = DeviceTraining.tissue(2 * BATCH, size.side());
    TrainingSpec training = spec(LONGEST);
    double updates;
    double inference;
    try (Network network = new Network(start, TorchRuntime.device());
        AdamW optimizer = new AdamW(network.parameters(), training.weightDecay())) {
      UpdateStep step = new UpdateStep(network, optimizer, training);
      Batch batch = batch(set);
      updates = perSecond(() -> step.update(batch, 1e-4));
      inference = perSecond(() -> infer(network, batch));
    }
    int steps = Math.clamp(Math.round(updates / BATCH * 3), SHORTEST, LONGEST);
    return new Rates(
        device, size.side(), size.width(), updates, loop(start, set, spec(steps)), inference);
  }

  private static TrainingSpec spec(int steps) {
    return new TrainingSpec(null, steps, BATCH, 1e-3, 1e-3, "uniform");
  }

  private static Batch batch(TrainingSet set) {
    Batch batch = new Batch(BATCH, set.side(), set.classes());
    batch.resize(BATCH);
    float[] image = new float[3 * set.side() * set.side()];
    Recurrence numbers = new Recurrence(3);
    for (int index = 0; index < BATCH; index++) {
      for (int place = 0; place < image.length; place++) {
        image[place] = (float) (4 * numbers.next() - 2);
      }
      batch.set(index, image, set.targets()[index]);
    }
    return batch;
  }

  private static void infer(Network network, Batch batch) {
    try (NDManager scope = network.manager().newSubManager()) {
      Shape shape = new Shape(batch.size(), batch.side(), batch.side(), 3);
      NDArray images = scope.create(batch.pixels(), shape, DataType.FLOAT32);
      try (NDArray logits = network.logits(images, network.parameters(), false);
          NDArray softmax = logits.softmax(1)) {
        softmax.toFloatArray();
      }
    }
  }

  /** One batch to warm up, and then as many as fit into two seconds. */
  private static double perSecond(Runnable batch) {
    batch.run();
    int batches = 0;
    long started = System.nanoTime();
    do {
      batch.run();
      batches++;
    } while (System.nanoTime() - started < ENOUGH && batches < LONGEST);
    return batches * BATCH * 1e9 / (System.nanoTime() - started);
  }

  private static double loop(NetworkState start, TrainingSet set, TrainingSpec spec)
      throws IOException, InterruptedException {
    CheckpointKeeper keeper =
        new CheckpointKeeper(
            new CheckpointFolder(new MemoryStore(), "e".repeat(64), "chain"),
            0,
            new CheckpointRhythm(Duration.ofDays(1), Long.MAX_VALUE),
            new SimpleMeterRegistry());
    TrainingPlan plan = new TrainingPlan("teacher", 1, spec, AUGMENT, DeviceTraining.HALF);
    TrainingMeters meters = new TrainingMeters(new SimpleMeterRegistry(), "trainTeacher");
    TrainingResult result =
        new TrainingLoop(plan, set, meters).run(start, null, keeper, StepMonitor.silent());
    return result.images() / result.seconds();
  }
}
