package org.histochain.activities.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.histochain.activities.artifact.ArtifactStore;
import org.histochain.activities.artifact.MemoryStore;
import org.histochain.activities.artifact.Sha256;
import org.histochain.activities.network.DevicePlacement;
import org.histochain.activities.network.Network;
import org.histochain.activities.network.NetworkState;
import org.histochain.activities.network.NumericFamily;
import org.histochain.activities.network.PixelScale;
import org.histochain.activities.network.SafetensorsFile;
import org.histochain.activities.network.TorchRuntime;
import org.histochain.activities.step.StepMonitor;

/**
 * Holds a device against the CPU and against PyTorch's numbers: losses, bytes, checkpoints that go
 * from one to the other, logits, speed. Prints one JSON object; see {@code bench/gpu}.
 */
final class DeviceCheck {
  private static final String CPU = "cpu";
  private static final int STOP = 20;

  /**
   * What was seen.
   *
   * @param families numeric families of CPU and device
   * @param fiftySteps fifty steps beside PyTorch's on a CPU
   * @param training a small training, on the device and across
   * @param logits of the network so trained, device beside CPU
   * @param speed images per second; empty where it was not asked for
   */
  record Seen(
      String device,
      List<String> families,
      Steps fiftySteps,
      Training training,
      Logits logits,
      List<DeviceSpeed.Rates> speed) {}

  /** Largest relative difference of a loss from PyTorch's, and the step it is at, from 1. */
  record Steps(double cpu, int cpuStep, double device, int deviceStep) {}

  /**
   * A training of 60 updates.
   *
   * @param updates its updates
   * @param cpuLoss mean loss of its last epoch on the CPU
   * @param loss the same on the device
   * @param twiceEqual whether a second run on the device gave the same bytes
   * @param twiceDifference largest difference of a weight between the two
   * @param resumedEqual whether one stopped after 20 updates and resumed did
   * @param resumedDifference largest difference of a weight from the undisturbed one
   * @param crossedLoss loss of one that began on the CPU and went on, after 20 updates, on the
   *     device
   * @param crossedBackLoss loss of one that began on the device and went on on the CPU
   * @param openArrays fewest and most open arrays before an update, a checkpoint at each
   */
  record Training(
      long updates,
      double cpuLoss,
      double loss,
      boolean twiceEqual,
      double twiceDifference,
      boolean resumedEqual,
      double resumedDifference,
      double crossedLoss,
      double crossedBackLoss,
      List<Integer> openArrays) {}

  /** Largest logit, and largest difference between CPU and device. */
  record Logits(double largest, double difference) {}

  private final String device;
  private final DeviceTraining trainings = new DeviceTraining();

  private DeviceCheck(String device) {
    this.device = device;
  }

  /** Arguments: the device, {@code cpu} or {@code gpu:N}, then {@code --speed} if wanted. */
  public static void main(String[] args) throws IOException, InterruptedException {
    PrintStream out = System.out;
    System.setOut(System.err); // the log's
    TorchRuntime.useThreads(2);
    DeviceCheck check = new DeviceCheck(args[0]);
    Seen seen = check.run(List.of(args).contains("--speed"));
    out.println(new ObjectMapper().writeValueAsString(seen));
  }

  private Seen run(boolean speed) throws IOException, InterruptedException {
    String family = family(CPU);
    Steps steps = steps();
    TrainingResult cpu = trainings.train(CPU, new MemoryStore(), StepMonitor.silent());
    Training training = training(cpu);
    Logits logits = logits(cpu.state());
    List<DeviceSpeed.Rates> rates = new ArrayList<>();
    if (speed) {
      rates.addAll(DeviceSpeed.measure(device));
      rates.addAll(DeviceSpeed.measure(CPU));
    }
    return new Seen(device, List.of(family, family(device)), steps, training, logits, rates);
  }

  private static String family(String place) {
    TorchRuntime.place(new DevicePlacement(place));
    return NumericFamily.current();
  }

  private Steps steps() throws IOException {
    FiftySteps steps = FiftySteps.read();
    double[] theirs = steps.losses();
    double[] largest = new double[2];
    int[] where = new int[2];
    List<String> places = List.of(CPU, device);
    for (int place = 0; place < places.size(); place++) {
      TorchRuntime.place(new DevicePlacement(places.get(place)));
      double[] ours = steps.run().losses();
      for (int step = 0; step < ours.length; step++) {
        double difference = Math.abs(ours[step] - theirs[step]) / theirs[step];
        if (difference > largest[place]) {
          largest[place] = difference;
          where[place] = step + 1;
        }
      }
    }
    return new Steps(largest[0], where[0], largest[1], where[1]);
  }

  private Training training(TrainingResult cpu) throws IOException, InterruptedException {
    DeviceTraining.Watch watch = new DeviceTraining.Watch(1000);
    TrainingResult first = trainings.train(device, new MemoryStore(), watch);
    TrainingResult second = undisturbed(device, new MemoryStore());
    TrainingResult resumed = undisturbed(device, trainings.stopped(device, STOP));
    TrainingResult crossed = undisturbed(device, trainings.stopped(CPU, STOP));
    TrainingResult back = undisturbed(CPU, trainings.stopped(device, STOP));
    return new Training(
        first.updates(),
        cpu.loss(),
        first.loss(),
        digest(first).equals(digest(second)),
        difference(first.state().parameters(), second.state().parameters()),
        digest(first).equals(digest(resumed)),
        difference(first.state().parameters(), resumed.state().parameters()),
        crossed.loss(),
        back.loss(),
        List.of(Collections.min(watch.live()), Collections.max(watch.live())));
  }

  private TrainingResult undisturbed(String place, ArtifactStore store)
      throws IOException, InterruptedException {
    return trainings.train(place, store, StepMonitor.silent());
  }

  private Logits logits(NetworkState state) {
    float[] cpu = logits(state, CPU);
    float[] there = logits(state, device);
    return new Logits(difference(cpu, new float[cpu.length]), difference(cpu, there));
  }

  private float[] logits(NetworkState state, String place) {
    TorchRuntime.place(new DevicePlacement(place));
    TrainingSet set = trainings.set();
    byte[] pixels = set.pixels().toArray(ValueLayout.JAVA_BYTE);
    float[] images = new float[pixels.length];
    for (int index = 0; index < pixels.length; index++) {
      images[index] = (pixels[index] & 0xFF) / 255f;
    }
    new PixelScale(DeviceTraining.HALF).normalise(images);
    try (Network network = new Network(state, TorchRuntime.device());
        NDManager scope = network.manager().newSubManager()) {
      NDArray input = scope.create(images, new Shape(set.size(), set.side(), set.side(), 3));
      return network.logits(input, network.parameters(), false).toFloatArray();
    }
  }

  private static String digest(TrainingResult result) {
    return Sha256.of(SafetensorsFile.write(result.state().named()));
  }

  private static double difference(float[] one, float[] other) {
    double largest = 0;
    for (int index = 0; index < one.length; index++) {
      largest = Math.max(largest, Math.abs(one[index] - other[index]));
    }
    return largest;
  }
}
