package org.histochain.activities.prediction;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.histochain.activities.dataset.PatchFile;
import org.histochain.activities.image.Fit;
import org.histochain.activities.image.ImageFaults;
import org.histochain.activities.image.ImageFiles;
import org.histochain.activities.image.ImageReading;
import org.histochain.activities.image.Modes;
import org.histochain.activities.image.OnBadImage;
import org.histochain.activities.image.RefusedImageException;
import org.histochain.activities.image.SkippedImage;
import org.histochain.activities.image.UnreadableImageException;
import org.histochain.activities.inference.ModelRun;
import org.histochain.activities.step.StepFailure;
import org.histochain.activities.step.StepMonitor;
import org.histochain.workflows.contract.StepProgress;

/** Runs a model over image files and writes a row for each. Holds a few hundred at a time. */
public final class Prediction {
  private static final int MOST_AT_ONCE = 256;
  private static final long BYTES_AT_ONCE = 64L << 20;

  private final ModelRun model;
  private final Path scratch;

  /**
   * How to treat images that do not fit.
   *
   * @param resize whether square images of another side are resized
   * @param onBadImage what to do with one that cannot be read
   */
  public record Settings(boolean resize, OnBadImage onBadImage) {
    public Settings {
      requireNonNull(onBadImage, "onBadImage is null");
    }
  }

  /**
   * What was done.
   *
   * @param images rows written
   * @param skipped images left out
   */
  public record Outcome(int images, List<SkippedImage> skipped) {
    public Outcome {
      skipped = List.copyOf(requireNonNull(skipped, "skipped is null"));
    }
  }

  /**
   * @param scratch folder for decoded images
   */
  public Prediction(ModelRun model, Path scratch) {
    this.model = requireNonNull(model, "model is null");
    this.scratch = requireNonNull(scratch, "scratch is null");
  }

  /**
   * Writes {@code path,class,p_<class>…} for every image, in the order of paths.
   *
   * @param images a folder, with all folders in it, a zip file, or an image
   * @param csv where to write; incomplete where this throws
   * @throws StepFailure of type {@code InvalidDataset} if there is no image, or some do not fit:
   *     all are looked at, and the first 20 named
   */
  public Outcome run(Path images, Path csv, Settings settings, StepMonitor monitor)
      throws IOException {
    Files.createDirectories(scratch);
    Path decoded = Files.createTempFile(scratch, "predict-", ".pixels");
    try (NewImages source = NewImages.open(images);
        PredictionTable table = new PredictionTable(csv, model.classes())) {
      if (source.paths().isEmpty()) {
        throw StepFailure.invalidDataset(
            "There is no PNG, JPEG or TIFF image in %s: correct --images".formatted(images));
      }
      Work work = new Work(images, settings, decoded, table, source.paths().size(), monitor);
      for (String path : source.paths()) {
        work.add(path, source.files());
      }
      return work.finish();
    } finally {
      Files.deleteIfExists(decoded);
    }
  }

  private static Map<ImageFaults.Kind, ImageFaults.Advice> advice(int side) {
    return Map.of(
        ImageFaults.Kind.unreadable,
        new ImageFaults.Advice("cannot be read", "replace it, or give --on-bad-image skip"),
        ImageFaults.Kind.shape,
        new ImageFaults.Advice("is not square", "crop it, or leave it out"),
        ImageFaults.Kind.size,
        new ImageFaults.Advice(
            "is not of %d x %d pixels as the model's are".formatted(side, side),
            "give --resize, or resize it"));
  }

  /** One run: patches wait until there are enough for a pass through the network. */
  private final class Work {
    private final Path decoded;
    private final PredictionTable table;
    private final int total;
    private final StepMonitor monitor;
    private final ImageReading reading;
    private final ImageFaults faults;
    private final List<String> paths = new ArrayList<>();
    private final List<byte[]> patches = new ArrayList<>();
    private final int atOnce;
    private final long started = System.nanoTime();
    private int seen;
    private int written;

    Work(
        Path images,
        Settings settings,
        Path decoded,
        PredictionTable table,
        int total,
        StepMonitor monitor) {
      int side = model.side();
      this.reading =
          settings.resize()
              ? ImageReading.resizing(side, Fit.refuse, Modes.convert)
              : ImageReading.exactly(side, Modes.convert);
      this.faults = new ImageFaults(images.toString(), settings.onBadImage(), advice(side));
      this.decoded = decoded;
      this.table = table;
      this.total = total;
      this.monitor = monitor;
      long area = (long) side * side * PatchFile.CHANNELS;
      this.atOnce = (int) Math.clamp(BYTES_AT_ONCE / area, 1, MOST_AT_ONCE);
    }

    void add(String path, ImageFiles files) throws IOException {
      monitor.check();
      seen++;
      try {
        byte[] patch = model.prepared(reading.read(files.bytes(path)).pixels());
        if (!faults.refuse()) {
          paths.add(path);
          patches.add(patch);
        }
      } catch (UnreadableImageException e) {
        faults.add(path, ImageFaults.Kind.unreadable, String.valueOf(e.getMessage()));
      } catch (RefusedImageException e) {
        faults.add(path, ImageFaults.Kind.of(e.reason()), String.valueOf(e.getMessage()));
      }
      if (paths.size() == atOnce) {
        predict();
      }
      double rate = seen / Math.max((System.nanoTime() - started) / 1e9, 1e-3);
      monitor.progress(
          new StepProgress("predict", seen, total, 0, 0, 0, rate, (total - seen) / rate));
    }

    Outcome finish() throws IOException {
      faults.throwIfAny();
      predict();
      return new Outcome(written, faults.skipped());
    }

    private void predict() throws IOException {
      if (paths.isEmpty()) {
        return;
      }
      try (OutputStream file = Files.newOutputStream(decoded)) {
        for (byte[] patch : patches) {
          file.write(patch);
        }
      }
      try (PatchFile batch = PatchFile.map(decoded, model.side(), paths)) {
        float[][] probabilities = model.probabilities(batch);
        for (int row = 0; row < probabilities.length; row++) {
          table.add(paths.get(row), probabilities[row]);
        }
        written += probabilities.length;
      }
      paths.clear();
      patches.clear();
    }
  }
}
