package org.histochain.activities.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.histochain.activities.artifact.Artifacts;
import org.histochain.activities.importing.DatasetFixture;
import org.histochain.activities.step.StepFailure;
import org.histochain.activities.step.StepMonitor;
import org.histochain.workflows.contract.StepProgress;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetCheckTest {
  @TempDir Path folder;
  private DatasetFixture fixture;
  private DatasetManifest manifest;

  @BeforeEach
  void synthesise() throws Exception {
    fixture = new DatasetFixture(folder);
    fixture.synthesise(300, 16);
    manifest = fixture.datasets.load(fixture.synthesise(600, 16).ref());
  }

  @Test
  void everyVersionIsReadAndWhatTheyShareOnce() throws Exception {
    List<Long> done = new ArrayList<>();
    DatasetCheck.Result result = check(progress -> done.add(progress.done()));
    assertThat(result.faults()).isEmpty();
    assertThat(result.versions()).isEqualTo(2);
    assertThat(result.blobs()).isEqualTo(7);
    assertThat(done).hasSize(7).isSorted().last().isEqualTo(900L);
  }

  @Test
  void eachMissingAndDamagedBlobIsNamed() throws Exception {
    String shard = Artifacts.path(manifest.shards().get(1).sha256());
    fixture.artifacts.store().put(shard, new byte[] {1, 2, 3});
    fixture.artifacts.store().delete(Artifacts.path(manifest.index().sha256()));
    List<String> faults = check(_ -> {}).faults();
    assertThat(faults).hasSize(2);
    assertThat(faults)
        .anySatisfy(
            fault ->
                assertThat(fault)
                    .contains("shard 1 of tissue version")
                    .contains("is damaged")
                    .contains(shard)
                    .contains("import the data set again"))
        .anySatisfy(fault -> assertThat(fault).contains("index of tissue").contains("is missing"));
  }

  @Test
  void damagedManifestIsAFaultAndTheOtherVersionsAreStillRead() throws Exception {
    String path = "datasets/tissue/" + manifest.ref().digest() + ".json";
    fixture.artifacts.store().put(path, new byte[] {'{', '}'});
    DatasetCheck.Result result = check(_ -> {});
    assertThat(result.faults()).singleElement().asString().contains("manifest").contains("damaged");
    assertThat(result.blobs()).isEqualTo(3);
    fixture.artifacts.store().delete(path);
    assertThat(check(_ -> {}).faults())
        .singleElement()
        .asString()
        .contains("the current one of tissue, has no manifest");
  }

  @Test
  void otherFilesInTheFolderAreNoVersions() throws Exception {
    fixture.artifacts.store().put("datasets/tissue/parts/" + "a".repeat(64) + ".json", new byte[1]);
    assertThat(check(_ -> {}).versions()).isEqualTo(2);
  }

  @Test
  void unknownDataSetIsRefused() {
    assertThatThrownBy(
            () -> new DatasetCheck(fixture.artifacts).run("nowhere", StepMonitor.silent()))
        .isInstanceOf(StepFailure.class)
        .hasMessageContaining("no data set nowhere");
  }

  private interface Progress {
    void accept(StepProgress progress);
  }

  private DatasetCheck.Result check(Progress seen) throws Exception {
    return new DatasetCheck(fixture.artifacts)
        .run(
            "tissue",
            new StepMonitor() {
              @Override
              public void progress(StepProgress progress) {
                seen.accept(progress);
              }

              @Override
              public void check() {}
            });
  }
}
