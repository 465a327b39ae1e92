package org.histochain.activities.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.histochain.activities.dataset.DatasetIndex;
import org.histochain.activities.dataset.DatasetManifest;
import org.histochain.activities.dataset.DatasetSummary;
import org.histochain.activities.dataset.PatchFile;
import org.histochain.activities.dataset.Splits;
import org.histochain.activities.step.StepFailure;
import org.histochain.activities.step.StepMonitor;
import org.histochain.activities.step.StepStoppedException;
import org.histochain.activities.step.StoppingMonitor;
import org.histochain.activities.synthesis.SyntheticTissue;
import org.histochain.activities.table.IndexRow;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SyntheticImportTest {
  @TempDir Path folder;
  private DatasetFixture fixture;

  @BeforeEach
  void open() throws Exception {
    fixture = new DatasetFixture(folder);
  }

  @Test
  void itSaysThatItIsSyntheticAndIsTheSameEachTime() throws Exception {
    Imported imported = fixture.synthesise(90, 16);
    DatasetManifest manifest = fixture.datasets.load(imported.ref());
    assertThat(manifest.source()).startsWith("synthetic").contains("seed 1");
    assertThat(manifest.counts().get(Splits.UNDECLARED)).containsOnly(10);
    assertThat(fixture.synthesise(90, 16).ref()).isEqualTo(imported.ref());
    DatasetSummary summary = DatasetSummary.of(fixture.artifacts, manifest);
    assertThat(summary.groups()).hasSize(3);
    assertThat(summary.channels().std()).allSatisfy(std -> assertThat(std).isGreaterThan(0.05));
  }

  @Test
  void patchesComeInTheOrderAskedForWhateverTheirShard() throws Exception {
    DatasetManifest manifest = fixture.datasets.load(fixture.synthesise(600, 16).ref());
    assertThat(manifest.shards()).hasSize(3);
    List<String> ids =
        new ArrayList<>(
            DatasetIndex.load(fixture.artifacts, manifest).rows().stream()
                .map(IndexRow::id)
                .toList());
    Collections.shuffle(ids, new Random(4));
    try (PatchFile patches = fixture.loader.load(manifest, ids)) {
      assertThat(patches.ids()).isEqualTo(ids);
      SyntheticTissue tissue = new SyntheticTissue(22, 16, 0.5, 1);
      for (int index = 0; index < ids.size(); index += 37) {
        int number = Integer.parseInt(ids.get(index).replaceAll(".*_", ""));
        assertThat(patches.patch(index).toArray(ValueLayout.JAVA_BYTE))
            .isEqualTo(tissue.pixels(number));
      }
    }
  }

  @Test
  void aShardGivesItsPatchesOfThePoolInShardOrder() throws Exception {
    DatasetManifest manifest = fixture.datasets.load(fixture.synthesise(300, 16).ref());
    List<IndexRow> shard = DatasetIndex.load(fixture.artifacts, manifest).shard(1);
    Set<String> pool = Set.of(shard.get(5).id(), shard.get(2).id(), "elsewhere");
    try (PatchFile patches =
        fixture.loader.load(manifest, fixture.loader.shardIds(manifest, 1, pool))) {
      assertThat(patches.ids()).containsExactly(shard.get(2).id(), shard.get(5).id());
    }
    try (PatchFile none =
        fixture.loader.load(manifest, fixture.loader.shardIds(manifest, 0, pool))) {
      assertThat(none.size()).isZero();
    }
  }

  @Test
  void aSecondLoadMapsTheFileThatIsThere() throws Exception {
    DatasetManifest manifest = fixture.datasets.load(fixture.synthesise(18, 16).ref());
    List<String> ids =
        DatasetIndex.load(fixture.artifacts, manifest).rows().stream().map(IndexRow::id).toList();
    fixture.loader.load(manifest, ids).close();
    Path file = pixelFiles().getFirst();
    Object before = Files.readAttributes(file, "unix:ino").get("ino");
    fixture.loader.load(manifest, ids).close();
    assertThat(Files.readAttributes(file, "unix:ino").get("ino")).isEqualTo(before);
    Files.delete(file);
    fixture.loader.load(manifest, ids).close();
    assertThat(pixelFiles()).containsExactly(file);
  }

  @Test
  void aLoadThatIsToldToStopLeavesNothing() throws Exception {
    DatasetManifest manifest = fixture.datasets.load(fixture.synthesise(300, 16).ref());
    List<String> ids =
        DatasetIndex.load(fixture.artifacts, manifest).rows().stream().map(IndexRow::id).toList();
    assertThatThrownBy(() -> fixture.loader.load(manifest, ids, null, new StoppingMonitor(3)))
        .isInstanceOf(StepStoppedException.class);
    assertThat(folder.resolve("scratch")).isEmptyDirectory();
    try (PatchFile patches = fixture.loader.load(manifest, ids)) {
      assertThat(patches.ids()).isEqualTo(ids);
    }
  }

  @Test
  void aPatchThatIsNotInTheDataSetIsNamed() throws Exception {
    DatasetManifest manifest = fixture.datasets.load(fixture.synthesise(18, 16).ref());
    assertThatThrownBy(() -> fixture.loader.load(manifest, List.of("nobody")))
        .isInstanceOf(StepFailure.class)
        .hasMessageContaining("nobody");
    assertThat(pixelFiles()).isEmpty();
  }

  @Test
  void aMissingShardIsFound() throws Exception {
    DatasetManifest manifest = fixture.datasets.load(fixture.synthesise(18, 16).ref());
    for (String path : fixture.artifacts.store().list("objects/")) {
      fixture.artifacts.store().delete(path);
    }
    assertThat(fixture.faults()).hasSize(2);
  }

  @Test
  void settingsOutOfRangeAreRefused() {
    refused(new SynthRequest("s", 8, 32, 0.5, 1), "--count");
    refused(new SynthRequest("s", 90, 8, 0.5, 1), "--size");
    refused(new SynthRequest("s", 90, 32, Double.NaN, 1), "--difficulty");
    refused(new SynthRequest("No", 90, 32, 0.5, 1), "No");
  }

  private void refused(SynthRequest request, String message) {
    assertThatThrownBy(() -> fixture.importer.run(request, StepMonitor.silent()))
        .isInstanceOf(StepFailure.class)
        .hasMessageContaining(message);
  }

  private List<Path> pixelFiles() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("scratch"))) {
      return files.filter(file -> file.toString().endsWith(".pixels")).toList();
    }
  }
}
