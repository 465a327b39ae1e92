package org.histochain.worker.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.histochain.activities.artifact.Artifacts;
import org.histochain.activities.artifact.ForwardingStore;
import org.histochain.activities.artifact.StoreLocation;
import org.histochain.activities.artifact.Stores;
import org.histochain.activities.checkpoint.CheckpointRhythm;
import org.histochain.activities.report.Summary;
import org.histochain.activities.step.Json;
import org.histochain.workflows.contract.ChainSpec;
import org.histochain.workflows.contract.TrainingSpec;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A model that vanishes, or is damaged, between the step that made it and one that reads it. */
class HealedChainTest {
  @TempDir Path folder;

  private enum Harm {
    DELETED,
    DAMAGED
  }

  @ParameterizedTest
  @EnumSource(Harm.class)
  void aModelLostInTheMidstOfAChainIsMadeAgainWithTheSameBytes(Harm harm) throws Exception {
    TinyChain calm = new TinyChain(Files.createDirectories(folder.resolve("calm")));
    List<String> expected = models(calm.run("chain", spec(calm)));
    Path own = Files.createDirectories(folder.resolve("own"));
    TinyChain tiny = new TinyChain(own);
    ChainSpec spec = spec(tiny);
    SimpleMeterRegistry meters = new SimpleMeterRegistry();
    LossyStore store = new LossyStore(own, harm);
    Artifacts lossy = new Artifacts(store, own.resolve("cache"), meters);

    Summary summary = tiny.run("chain", spec, CheckpointRhythm.EVERY_MINUTE, lossy, meters);

    assertThat(store.lost).isNotEmpty();
    assertThat(models(summary)).isEqualTo(expected).hasSize(3);
    assertThat(steps(meters, "pretrain", "done")).isEqualTo(2);
    assertThat(steps(meters, "trainTeacher", "done")).isEqualTo(1);
    assertThat(steps(meters, "trainTeacher", "reused")).isEqualTo(1);
    assertThat(steps(meters, "finetune", "done")).isEqualTo(1);
    assertThat(tiny.artifacts().store().size(store.lost)).isPresent();
  }

  private static double steps(SimpleMeterRegistry meters, String step, String outcome) {
    return meters
        .get("histochain.steps")
        .tag("step", step)
        .tag("outcome", outcome)
        .counter()
        .count();
  }

  private static ChainSpec spec(TinyChain tiny) throws IOException {
    TrainingSpec training = new TrainingSpec(2, null, 16, 2e-3, 1e-3, "uniform");
    return TinyChain.spec(tiny.dataset(), tiny.list(tiny.dataset()), "0.8", 1, training);
  }

  private static List<String> models(Summary summary) {
    return summary.stages().stream().map(Summary.Stage::modelSha256).toList();
  }

  /** Harms the pretrained student, here and in the local cache, as soon as fine-tuning begins. */
  private static final class LossyStore extends ForwardingStore {
    private final Path folder;
    private final Harm harm;
    private String pretrained = "";
    private volatile String lost = "";

    private LossyStore(Path folder, Harm harm) throws IOException {
      super(Stores.open(StoreLocation.folder(folder.resolve("store"))));
      this.folder = folder;
      this.harm = harm;
    }

    @Override
    public synchronized boolean putIfAbsent(String path, byte[] content) throws IOException {
      if (path.endsWith("/manifest.json")) {
        JsonNode manifest = Json.mapper().readTree(content);
        if (manifest.get("step").asText().equals("pretrain")) {
          pretrained = manifest.at("/result/outputs/model/sha256").asText();
        }
      }
      boolean written = super.putIfAbsent(path, content);
      if (lost.isEmpty()
          && path.startsWith("chains/chain/steps/")
          && new String(content, UTF_8).contains("\"finetune\"")) {
        harm();
      }
      return written;
    }

    private void harm() throws IOException {
      lost = Artifacts.path(pretrained);
      if (harm == Harm.DELETED) {
        delete(lost);
      } else {
        put(lost, new byte[] {1, 2, 3});
      }
      clear(folder.resolve("cache"));
    }

    private static void clear(Path cache) throws IOException {
      try (Stream<Path> files = Files.walk(cache)) {
        files
            .filter(Files::isRegularFile)
            .forEach(
                file -> {
                  try {
                    Files.delete(Objects.requireNonNull(file));
                  } catch (IOException e) {
                    throw new UncheckedIOException(e);
                  }
                });
      }
    }
  }
}
