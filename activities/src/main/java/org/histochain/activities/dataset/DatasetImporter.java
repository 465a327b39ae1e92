package org.histochain.activities.dataset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.histochain.activities.artifact.Artifacts;
import org.histochain.activities.step.StepMonitor;
import org.histochain.workflows.contract.DatasetRef;
import org.histochain.workflows.contract.StepProgress;
import org.jspecify.annotations.Nullable;

/**
 * Imports data sets, and makes synthetic ones. The same source gives the same version, whoever
 * imports it and however often. Memory is bounded whatever the size of the source; a failed import
 * leaves the data set as it was.
 */
public final class DatasetImporter {
  private static final int THREADS = 2;
  private static final int MOST_AHEAD = 64;
  private static final long BYTES_AHEAD = 256L << 20;

  private final Artifacts artifacts;
  private final Datasets datasets;
  private final Path scratchFolder;

  /**
   * @param scratchFolder where a shard lies until it is uploaded
   */
  public DatasetImporter(Artifacts artifacts, Datasets datasets, Path scratchFolder) {
    this.artifacts = artifacts;
    this.datasets = datasets;
    this.scratchFolder = scratchFolder;
  }

  /**
   * Imports a MedMNIST npz file or class folders.
   *
   * @throws org.histochain.activities.step.StepFailure if the source is not as it should be; the
   *     message names what is wrong
   */
  public Imported run(ImportRequest request, StepMonitor monitor) throws IOException {
    Datasets.checkName(request.name());
    try (PatchSource source = open(request)) {
      return write(request.name(), source, monitor);
    }
  }

  /**
   * Makes a synthetic tissue data set.
   *
   * @throws org.histochain.activities.step.StepFailure if a setting is out of range
   */
  public Imported run(SynthRequest request, StepMonitor monitor) throws IOException {
    Datasets.checkName(request.name());
    try (PatchSource source = new SyntheticSource(request)) {
      return write(request.name(), source, monitor);
    }
  }

  private static PatchSource open(ImportRequest request) throws IOException {
    Path source = request.source();
    if (Files.isDirectory(source)) {
      return FolderSource.open(source, request.classes(), request.onBadImage());
    }
    if (!Files.isRegularFile(source)) {
      throw Datasets.invalid("There is no file or folder " + source + ": check the path");
    }
    if (!source.toString().toLowerCase(Locale.ROOT).endsWith(".npz")) {
      throw Datasets.invalid(
          source
              + " is neither an .npz file nor a folder: give a MedMNIST .npz, or a folder with a"
              + " folder of images for each class");
    }
    return NpzSource.open(source, request.classes());
  }

  private Imported write(String name, PatchSource source, StepMonitor monitor) throws IOException {
    checkClasses(source.classes());
    Files.createDirectories(scratchFolder);
    Path folder = Files.createTempDirectory(scratchFolder, "import-");
    try (DatasetWriter writer = new DatasetWriter(artifacts, folder, source.classes().size())) {
      List<SkippedImage> unreadable = copy(source, writer, monitor);
      DatasetManifest manifest = writer.finish(name, source, unreadable.size());
      DatasetRef ref = datasets.publish(manifest);
      List<SkippedImage> skipped = new ArrayList<>(unreadable);
      skipped.addAll(source.ignored());
      return new Imported(ref, manifest.classes(), manifest.patches(), manifest.counts(), skipped);
    } finally {
      Files.deleteIfExists(folder);
    }
  }

  private static void checkClasses(List<String> classes) {
    for (int index = 0; index < classes.size(); index++) {
      String name = classes.get(index);
      if (name.isBlank() || classes.indexOf(name) != index) {
        throw Datasets.invalid(
            "The class names " + classes + " hold \"" + name + "\" twice or empty: correct them");
      }
    }
  }

  /** Reads some patches ahead, on threads, and writes them in the order of the source. */
  private static List<SkippedImage> copy(
      PatchSource source, DatasetWriter writer, StepMonitor monitor) throws IOException {
    List<SkippedImage> skipped = new ArrayList<>();
    ExecutorService executor =
        Executors.newFixedThreadPool(
            THREADS, Thread.ofPlatform().daemon().name("histochain-import-", 0).factory());
    try {
      Deque<Future<PatchOutcome>> ahead = new ArrayDeque<>();
      long begun = System.nanoTime();
      long done = 0;
      @Nullable Callable<PatchOutcome> next = source.next();
      while (next != null || !ahead.isEmpty()) {
        long most = Math.clamp(BYTES_AHEAD / source.bytesPerPatch(), 1, MOST_AHEAD);
        while (next != null && ahead.size() < most) {
          ahead.add(executor.submit(next));
          next = source.next();
        }
        switch (result(ahead.remove())) {
          case SourcePatch patch -> writer.add(patch);
          case SkippedImage image -> skipped.add(image);
        }
        done++;
        monitor.check();
        monitor.progress(progress(done, source.size(), System.nanoTime() - begun));
      }
      return skipped;
    } finally {
      executor.shutdownNow();
      executor.close();
    }
  }

  private static PatchOutcome result(Future<PatchOutcome> work) throws IOException {
    try {
      return work.get();
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case RuntimeException cause -> throw cause;
        case IOException cause -> throw cause;
        case null, default -> throw new IOException("An image could not be imported", e);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted while importing", e);
    }
  }

  private static StepProgress progress(long done, long total, long nanoseconds) {
    double rate = done / Math.max(nanoseconds / 1e9, 1e-3);
    return new StepProgress("import", done, total, 0, 0, 0, rate, (total - done) / rate);
  }
}
