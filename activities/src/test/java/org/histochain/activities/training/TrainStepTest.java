package org.histochain.activities.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.histochain.activities.artifact.ForwardingStore;
import org.histochain.activities.artifact.MemoryStore;
import org.histochain.activities.artifact.StoreUnavailableException;
import org.histochain.activities.checkpoint.CheckpointRhythm;
import org.histochain.activities.dataset.DatasetIndex;
import org.histochain.activities.importing.DatasetFixture;
import org.histochain.activities.importing.Imported;
import org.histochain.activities.step.Producer;
import org.histochain.activities.step.StepMonitor;
import org.histochain.activities.step.StepRunner;
import org.histochain.activities.synthesis.SyntheticTissue;
import org.histochain.activities.table.PatchRow;
import org.histochain.activities.table.PatchTable;
import org.histochain.workflows.contract.ArtifactRef;
import org.histochain.workflows.contract.AugmentSpec;
import org.histochain.workflows.contract.ModelInput;
import org.histochain.workflows.contract.NetworkSpec;
import org.histochain.workflows.contract.Normalisation;
import org.histochain.workflows.contract.StepContext;
import org.histochain.workflows.contract.StepProgress;
import org.histochain.workflows.contract.TrainRequest;
import org.histochain.workflows.contract.Trained;
import org.histochain.workflows.contract.TrainingSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainStepTest {
  private static final int UPDATES = 3;

  private final CutOff store = new CutOff();

  @Test
  void aTrainingWhoseStoreIsAwayAtItsEndIsNotThrownAway(@TempDir Path folder) throws Exception {
    DatasetFixture fixture = new DatasetFixture(folder, store);
    TrainRequest request = request(fixture);
    Trained trained = step(fixture).trainTeacher(request, new CutAtTheEnd());

    assertThat(store.refused).isEqualTo(1);
    assertThat(fixture.artifacts.isWhole(trained.model())).isTrue();
    assertThat(fixture.artifacts.isWhole(trained.card())).isTrue();
  }

  /** As it was before there were options: finished steps of older chains are found again. */
  @Test
  void optionsThatAreOffAreNotInTheKey(@TempDir Path folder) throws Exception {
    DatasetFixture fixture = new DatasetFixture(folder, new MemoryStore());
    Trained trained = step(fixture).trainTeacher(request(fixture), StepMonitor.silent());

    assertThat(trained.run().key())
        .isEqualTo("e358784b9abe6541037c06c8cd8bc5ca766f98f0054b5241ee224e3b986cc6f0");
  }

  private static TrainStep step(DatasetFixture fixture) {
    SimpleMeterRegistry meters = new SimpleMeterRegistry();
    return new TrainStep(
        fixture.artifacts,
        new StepRunner(fixture.artifacts, new Producer("test", "none"), meters),
        fixture.datasets,
        fixture.loader,
        CheckpointRhythm.EVERY_MINUTE,
        meters);
  }

  private static TrainRequest request(DatasetFixture fixture) throws IOException {
    Imported tissue = fixture.synthesise(18, 16);
    List<PatchRow> rows =
        DatasetIndex.load(fixture.artifacts, tissue.manifest()).rows().stream()
            .map(row -> new PatchRow(row.id(), row.classIndex(), null, row.pixelDigest()))
            .toList();
    ArtifactRef table = fixture.artifacts.put(file -> PatchTable.write(file, rows));
    return new TrainRequest(
        new StepContext("chain", 0),
        new ModelInput(
            tissue.ref(),
            SyntheticTissue.CLASSES,
            new NetworkSpec("resnet10", 4, "small"),
            Normalisation.IMAGENET,
            1),
        "teacher",
        table,
        null,
        null,
        new TrainingSpec(null, UPDATES, 18, 1e-3, 0, "uniform"),
        new AugmentSpec(false, false, 0, 0, 0),
        1);
  }

  /** Cuts the store off with the last update. */
  private final class CutAtTheEnd implements StepMonitor {
    @Override
    public void progress(StepProgress progress) {
      store.away = progress.done() == UPDATES;
    }

    @Override
    public void check() {}
  }

  /** Is away for one try, once it is told to. */
  private static final class CutOff extends ForwardingStore {
    private boolean away;
    private int refused;

    CutOff() {
      super(new MemoryStore());
    }

    @Override
    public void put(String path, byte[] content) throws IOException {
      if (away) {
        away = false;
        refused++;
        throw new StoreUnavailableException("the store is away", new IOException("refused"));
      }
      super.put(path, content);
    }
  }
}
