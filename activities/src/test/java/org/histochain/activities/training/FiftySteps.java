package org.histochain.activities.training;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.SortedMap;
import java.util.TreeMap;
import org.histochain.activities.network.Architecture;
import org.histochain.activities.network.Initialisation;
import org.histochain.activities.network.Network;
import org.histochain.activities.network.NetworkState;
import org.histochain.activities.network.Tensor;
import org.histochain.activities.network.TorchRuntime;
import org.histochain.workflows.contract.NetworkSpec;
import org.histochain.workflows.contract.TrainingSpec;

/** The fifty steps that {@code training_fixture.py} took: the same weights, the same batches. */
final class FiftySteps {
  static final int STEPS = 50;
  private static final int BATCHES = 5;
  private static final int BATCH = 8;
  private static final int SIDE = 12;
  private static final int CLASSES = 3;

  /**
   * What our steps came to.
   *
   * @param losses loss of each step, before its update
   * @param afterOne weights and statistics after one step
   * @param averaged their averages over all steps
   */
  @SuppressWarnings("ArrayRecordComponent") // read only; never compared
  record Run(double[] losses, NetworkState afterOne, NetworkState averaged) {}

  private final double[] losses;

  private FiftySteps(double[] losses) {
    this.losses = losses;
  }

  /** Reads what PyTorch's steps came to. */
  static FiftySteps read() throws IOException {
    try (InputStream file = requireNonNull(FiftySteps.class.getResourceAsStream("pytorch.json"))) {
      JsonNode expected = new ObjectMapper().readTree(file).at("/fiftySteps/losses");
      double[] losses = new double[STEPS];
      for (int step = 0; step < STEPS; step++) {
        losses[step] = expected.get(step).asDouble();
      }
      return new FiftySteps(losses);
    }
  }

  /** Returns PyTorch's loss of each step. */
  double[] losses() {
    return losses;
  }

  /** Takes the steps on the device of this process. */
  Run run() {
    Recurrence numbers = new Recurrence(1);
    NetworkState start = start(numbers);
    Batch[] batches = batches(numbers);
    TrainingSpec training =
        new TrainingSpec(
            null, STEPS, BATCH, 2e-3, 1e-2, "uniform", 0.1, 1.0, null, null, 0.9, null);
    RateSchedule schedule = RateSchedule.of(training, STEPS);
    double[] ours = new double[STEPS];
    try (Network network = new Network(start, TorchRuntime.device());
        AdamW optimizer = new AdamW(network.parameters(), training.weightDecay())) {
      WeightAverage average = WeightAverage.of(network, training.ema());
      UpdateStep step = new UpdateStep(network, optimizer, training);
      NetworkState afterOne = start;
      for (int update = 0; update < STEPS; update++) {
        ours[update] = step.update(batches[update % BATCHES], schedule.rate(update));
        average.update();
        if (update == 0) {
          afterOne = network.state(1);
        }
      }
      average.finish();
      return new Run(ours, afterOne, network.state(STEPS));
    }
  }

  private static NetworkState start(Recurrence numbers) {
    Architecture network = new Architecture(new NetworkSpec("resnet10", 4, "small"), CLASSES);
    SortedMap<String, Tensor> tensors = Initialisation.draw(network, 1, "start").named();
    SortedMap<String, Integer> sizes = new TreeMap<>();
    network.parameters().forEach(spec -> sizes.put(spec.name(), spec.size()));
    sizes.forEach(
        (name, size) -> {
          Tensor tensor = requireNonNull(tensors.get(name));
          float[] values = new float[size];
          if (tensor.shape().size() > 1) {
            double bound = Math.sqrt(6.0 / (size / tensor.shape().getFirst()));
            for (int index = 0; index < size; index++) {
              values[index] = (float) ((2 * numbers.next() - 1) * bound);
            }
            tensors.put(name, Tensor.floats(tensor.shape(), values));
          } else if (name.equals("fc.bias")) {
            tensors.put(name, Tensor.floats(tensor.shape(), values));
          }
        });
    return NetworkState.of(network, tensors);
  }

  private static Batch[] batches(Recurrence numbers) {
    Batch[] batches = new Batch[BATCHES];
    for (int batch = 0; batch < BATCHES; batch++) {
      batches[batch] = new Batch(BATCH, SIDE, CLASSES);
      batches[batch].resize(BATCH);
      for (int index = 0; index < BATCH; index++) {
        float[] image = new float[SIDE * SIDE * 3];
        for (int place = 0; place < image.length; place++) {
          image[place] = (float) (4 * numbers.next() - 2);
        }
        float[] target = new float[CLASSES];
        for (int place = 0; place < CLASSES; place++) {
          target[place] =
              new float[] {0.7f, 0.2f, 0.1f}[Math.floorMod(place - batch - index, CLASSES)];
        }
        batches[batch].set(index, image, target);
      }
    }
    return batches;
  }
}
