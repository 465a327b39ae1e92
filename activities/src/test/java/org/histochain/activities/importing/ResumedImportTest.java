package org.histochain.activities.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.histochain.activities.artifact.Artifacts;
import org.histochain.activities.step.StepMonitor;
import org.histochain.activities.step.StepStoppedException;
import org.histochain.activities.step.StoppingMonitor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResumedImportTest {
  private static final SynthRequest SIX_SHARDS = ImportProcess.request();

  @TempDir Path folder;
  private DatasetFixture fixture;

  @BeforeEach
  void open() throws IOException {
    fixture = new DatasetFixture(folder);
  }

  @Test
  void anImportThatWasCutOffGoesOnAndGivesTheSameDataSet() throws IOException {
    Imported whole = fixture.importer.run(SIX_SHARDS, StepMonitor.silent());
    assertThat(whole.reusedShards()).isZero();
    DatasetFixture cut = new DatasetFixture(Files.createDirectory(folder.resolve("cut")));
    assertThatThrownBy(() -> cut.importer.run(SIX_SHARDS, new StoppingMonitor(1000)))
        .isInstanceOf(StepStoppedException.class);
    assertThat(cut.datasets.names()).isEmpty();
    assertThat(parts(cut.artifacts)).isNotEmpty();
    Imported resumed = cut.importer.run(SIX_SHARDS, StepMonitor.silent());
    assertThat(resumed.reusedShards()).isBetween(1, 6);
    assertThat(resumed.ref()).isEqualTo(whole.ref());
    assertThat(parts(cut.artifacts)).isEmpty();
    assertThat(scratch(cut.folder.resolve("scratch"))).isEmpty();
  }

  @Test
  void aDamagedShardIsMadeAnew() throws IOException {
    assertThatThrownBy(() -> fixture.importer.run(SIX_SHARDS, new StoppingMonitor(1000)))
        .isInstanceOf(StepStoppedException.class);
    for (String path : fixture.artifacts.store().list("objects/")) {
      fixture.artifacts.store().put(path, new byte[3]);
    }
    Imported resumed = fixture.importer.run(SIX_SHARDS, StepMonitor.silent());
    assertThat(resumed.reusedShards()).isZero();
    assertThat(fixture.faults()).isEmpty();
  }

  @Test
  void threadsDoNotMatter() throws IOException {
    Imported two = fixture.importer.run(SIX_SHARDS, StepMonitor.silent());
    DatasetFixture other = new DatasetFixture(Files.createDirectory(folder.resolve("other")));
    DatasetImporter four =
        new DatasetImporter(other.artifacts, other.datasets, folder.resolve("scratch4"), 4);
    assertThat(four.run(SIX_SHARDS, StepMonitor.silent()).ref()).isEqualTo(two.ref());
  }

  @Test
  void aKilledProcessLosesNoFinishedShard() throws Exception {
    Path store = Files.createDirectory(folder.resolve("store"));
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                ImportProcess.class.getName(),
                store.toString())
            .redirectErrorStream(true)
            .redirectOutput(new File(folder.toFile(), "log"))
            .start();
    try {
      Path parts = store.resolve("datasets/set/parts");
      await()
          .atMost(Duration.ofMinutes(2))
          .until(() -> !process.isAlive() || Files.exists(parts) && scratch(parts).size() >= 2);
    } finally {
      process.destroyForcibly().waitFor();
    }
    assertThat(process.exitValue()).as(Files.readString(folder.resolve("log"))).isEqualTo(137);
    assertThat(scratch(store.resolve(".scratch"))).isNotEmpty();
    Imported resumed = ImportProcess.importer(store, 2).run(SIX_SHARDS, StepMonitor.silent());
    assertThat(scratch(store.resolve(".scratch"))).isEmpty();
    assertThat(resumed.reusedShards()).isBetween(2, 4);
    assertThat(resumed.ref())
        .isEqualTo(fixture.importer.run(SIX_SHARDS, StepMonitor.silent()).ref());
  }

  private static List<String> parts(Artifacts artifacts) throws IOException {
    return artifacts.store().list("datasets/set/parts/");
  }

  private static List<Path> scratch(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }
}
