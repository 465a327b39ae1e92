package org.histochain.activities.inference;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.histochain.activities.dataset.PatchFile;
import org.histochain.activities.network.FoldedNetwork;
import org.histochain.activities.network.PixelScale;
import org.histochain.activities.network.TorchRuntime;
import org.histochain.activities.step.StepMonitor;
import org.histochain.workflows.contract.Normalisation;
import org.histochain.workflows.contract.StepProgress;

/**
 * Runs a network over patches without augmentation. Not safe for use by several threads at once.
 */
final class Predictor implements AutoCloseable {
  private static final int LARGEST_BATCH = 256;
  private static final int SMALLEST_BATCH = 16;
  private static final int PIXELS_AT_ONCE = 1 << 20;
  private static final int ALIGNMENT = 64;

  private final FoldedNetwork network;
  private final float[][] scaled;
  private Arena arena = Arena.ofShared();
  private MemorySegment room = MemorySegment.NULL;

  /**
   * @param network closed with this
   */
  Predictor(FoldedNetwork network, Normalisation normalisation) {
    this.network = network;
    scaled = new PixelScale(normalisation).ofBytes();
  }

  /**
   * Returns the softmax of each patch.
   *
   * @param purpose what the progress is told of
   * @return float32 [patches][classes], rows summing to 1 but for rounding
   */
  float[][] probabilities(PatchFile patches, String purpose, StepMonitor monitor) {
    int area = patches.side() * patches.side();
    int batch = Math.clamp(PIXELS_AT_ONCE / area, SMALLEST_BATCH, LARGEST_BATCH);
    float[][] rows = new float[patches.size()][];
    provide(3L * Float.BYTES * area * Math.min(batch, patches.size()));
    long started = System.nanoTime();
    for (int from = 0; from < rows.length; from += batch) {
      monitor.check();
      int to = Math.min(rows.length, from + batch);
      predict(patches, from, to, rows);
      double seconds = (System.nanoTime() - started) / 1e9;
      monitor.progress(
          new StepProgress(
              purpose, to, rows.length, 0, 0, 0, to / seconds, seconds / to * (rows.length - to)));
    }
    return rows;
  }

  @Override
  public void close() {
    network.close();
    arena.close();
  }

  private void provide(long bytes) {
    if (room.byteSize() < bytes) {
      arena.close();
      arena = Arena.ofShared();
      room = arena.allocate(bytes, ALIGNMENT);
    }
  }

  private void predict(PatchFile patches, int from, int to, float[][] rows) {
    int side = patches.side();
    int length = 3 * side * side;
    MemorySegment images = room.asSlice(0, (long) Float.BYTES * length * (to - from));
    IntStream indexes = IntStream.range(from, to);
    (TorchRuntime.device().isGpu() ? indexes.parallel() : indexes)
        .forEach(
            index -> scale(patches.patch(index), side, images, (long) length * (index - from)));
    try (NDManager scope = network.manager().newSubManager()) {
      Shape shape = new Shape(to - from, side, side, 3);
      NDArray input = scope.create(images.asByteBuffer(), shape, DataType.FLOAT32);
      try (NDArray logits = network.logits(input);
          NDArray softmax = logits.softmax(1)) {
        float[] flat = softmax.toFloatArray();
        int classes = flat.length / (to - from);
        for (int index = from; index < to; index++) {
          int start = (index - from) * classes;
          rows[index] = Arrays.copyOfRange(flat, start, start + classes);
        }
      }
    }
  }

  /** Line by line through the heap: value by value, memory outside it is slow to reach. */
  private void scale(MemorySegment pixels, int side, MemorySegment images, long first) {
    byte[] line = new byte[3 * side];
    float[] values = new float[line.length];
    for (int done = 0; done < side * line.length; done += line.length) {
      MemorySegment.copy(pixels, ValueLayout.JAVA_BYTE, done, line, 0, line.length);
      for (int place = 0; place < line.length; place += 3) {
        for (int channel = 0; channel < 3; channel++) {
          values[place + channel] = scaled[channel][line[place + channel] & 0xFF];
        }
      }
      long target = Float.BYTES * (first + done);
      MemorySegment.copy(values, 0, images, ValueLayout.JAVA_FLOAT, target, values.length);
    }
  }
}
