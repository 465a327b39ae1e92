package org.histochain.activities.importing;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.histochain.activities.artifact.Artifacts;
import org.histochain.activities.artifact.FolderStore;
import org.histochain.activities.dataset.Datasets;
import org.histochain.activities.step.StepMonitor;
import org.histochain.workflows.contract.StepProgress;

/** A process that imports into the store of a folder, and stands still once it is half through. */
final class ImportProcess {
  private ImportProcess() {}

  static DatasetImporter importer(Path folder, int threads) throws IOException {
    Artifacts artifacts =
        new Artifacts(
            FolderStore.open(folder), folder.resolve(".cache"), new SimpleMeterRegistry());
    return new DatasetImporter(
        artifacts, new Datasets(artifacts), folder.resolve(".scratch"), threads);
  }

  static SynthRequest request() {
    return new SynthRequest("set", 256 * 6 + 100, 16, 0.5, 1);
  }

  public static void main(String[] arguments) throws IOException {
    importer(Path.of(arguments[0]), 2)
        .run(
            request(),
            new StepMonitor() {
              @Override
              public void progress(StepProgress progress) {
                if (progress.done() > progress.total() / 2) {
                  standStill();
                }
              }

              @Override
              public void check() {}
            });
  }

  private static void standStill() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
