package org.histochain.activities.prediction;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.histochain.activities.dataset.PatchFile;
import org.histochain.activities.dataset.PatchReading;
import org.histochain.activities.dataset.UnfitImageException;
import org.histochain.activities.image.OnBadImage;
import org.histochain.activities.image.SkippedImage;
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
    try (ImageSource source = ImageSource.open(images);
        PredictionTable table = new PredictionTable(csv, model.classes())) {
      if (source.size() == 0) {
        throw ImageSource.invalid(
            "There is no PNG, JPEG or TIFF image in %s: correct --images".formatted(images));
      }
      Work work = new Work(settings, decoded, table, source.size(), monitor);
      source.forEach(work::add);
      return work.finish(images);
    } finally {
      Files.deleteIfExists(decoded);
    }
  }

  /** One run: patches wait until there are enough for a pass through the network. */
  private final class Work {
    private final Settings settings;
    private final Path decoded;
    private final PredictionTable table;
    private final int total;
    private final StepMonitor monitor;
    private final UnfitImages unfit = new UnfitImages();
    private final List<String> paths = new ArrayList<>();
    private final List<byte[]> patches = new ArrayList<>();
    private final int atOnce;
    private final long started = System.nanoTime();
    private int seen;
    private int written;

    Work(Settings settings, Path decoded, PredictionTable table, int total, StepMonitor monitor) {
      this.settings = settings;
      this.decoded = decoded;
      this.table = table;
      this.total = total;
      this.monitor = monitor;
      long area = (long) model.side() * model.side() * PatchFile.CHANNELS;
      this.atOnce = (int) Math.clamp(BYTES_AT_ONCE / area, 1, MOST_AT_ONCE);
    }

    void add(String path, ImageSource.Content content) throws IOException {
      monitor.check();
      seen++;
      try {
        byte[] patch =
            model.prepared(PatchReading.patch(content.read(), model.side(), settings.resize()));
        if (!unfit.refuses(settings.onBadImage())) {
          paths.add(path);
          patches.add(patch);
        }
      } catch (UnfitImageException e) {
        unfit.add(path, e);
      }
      if (paths.size() == atOnce) {
        predict();
      }
      double rate = seen / Math.max((System.nanoTime() - started) / 1e9, 1e-3);
      monitor.progress(
          new StepProgress("predict", seen, total, 0, 0, 0, rate, (total - seen) / rate));
    }

    Outcome finish(Path images) throws IOException {
      if (unfit.refuses(settings.onBadImage())) {
        throw ImageSource.invalid(
            unfit.message(images, model.side(), settings.resize(), settings.onBadImage()));
      }
      predict();
      return new Outcome(written, unfit.skipped());
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
