package org.histochain.worker.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.histochain.activities.artifact.ArtifactStore;
import org.histochain.activities.artifact.StoreLocation;
import org.histochain.activities.artifact.Stores;
import org.histochain.activities.report.ChainFolder;
import org.histochain.activities.report.Summary;
import org.histochain.activities.step.Json;
import org.histochain.workflows.contract.AugmentSpec;
import org.histochain.workflows.contract.ChainSpec;
import org.histochain.workflows.contract.DatasetRef;
import org.histochain.workflows.contract.FilterSpec;
import org.histochain.workflows.contract.IterationSpec;
import org.histochain.workflows.contract.LabelSpec;
import org.histochain.workflows.contract.NetworkSpec;
import org.histochain.workflows.contract.NormaliseSpec;
import org.histochain.workflows.contract.Scores;
import org.histochain.workflows.contract.SplitSpec;
import org.histochain.workflows.contract.StageName;
import org.histochain.workflows.contract.TrainingSpec;

/** Puts chains into a folder store as workers would have left them. */
final class StoredChains {
  private final ArtifactStore store;

  StoredChains(Path folder) throws IOException {
    store =
        Stores.open(
            new StoreLocation(
                URI.create("file:" + folder.toAbsolutePath()), null, null, null, null));
  }

  /** A chain that began, and of whose end nothing is known. */
  void running(String id, String dataset) throws IOException {
    new ChainFolder(store, id).begin(spec(dataset));
  }

  /** The same, paused. */
  void pause(String id, String dataset) throws IOException {
    new ChainFolder(store, id).steered(spec(dataset), true);
  }

  /** A chain that is done. */
  void done(String id, String dataset, String started, double teacher, double... students)
      throws IOException {
    new ChainFolder(store, id).begin(spec(dataset));
    put(
        id,
        "report/summary.json",
        Json.mapper().writeValueAsString(summary(id, teacher, students)));
    put(
        id,
        "state.json",
        "{\"state\":\"done\",\"started\":\"%s\",\"changed\":\"%s\"}".formatted(started, started));
  }

  private void put(String id, String name, String content) throws IOException {
    store.put("chains/" + id + "/" + name, content.getBytes(UTF_8));
  }

  /** A summary with a teacher and, for each student, an iteration of two stages. */
  static Summary summary(String id, double teacher, double... students) {
    List<Summary.Stage> stages = new ArrayList<>();
    stages.add(stage(0, StageName.teacher, teacher));
    int best = 0;
    for (int n = 0; n < students.length; n++) {
      stages.add(stage(n + 1, StageName.pretrained, 0.99));
      stages.add(stage(n + 1, StageName.finetuned, students[n]));
      best = students[n] > (best == 0 ? teacher : students[best - 1]) ? n + 1 : best;
    }
    return new Summary(
        Summary.SCHEMA,
        id,
        "tissue",
        List.of("ADI", "TUM"),
        54,
        546,
        100,
        300,
        154,
        stages,
        new Summary.Best(best, "0".repeat(64)),
        new Summary.Baselines(null),
        List.of(),
        null,
        List.of(),
        null,
        1);
  }

  private static Summary.Stage stage(int iteration, StageName name, double score) {
    Scores scores =
        new Scores(score, score, score, 0.1, Map.of(), List.of(score - 0.05, score + 0.05));
    Integer selected = name == StageName.teacher ? null : 123;
    return new Summary.Stage(
        iteration, name, selected, null, "0".repeat(64), 12.5, false, scores, null);
  }

  static ChainSpec spec(String dataset) {
    TrainingSpec training = new TrainingSpec(1, null, 8, 1e-3, 0, "uniform");
    return new ChainSpec(
        new DatasetRef(dataset, "0".repeat(64)),
        new SplitSpec(0.1, 0.3, 1),
        new LabelSpec(6, null, null, 1, "refuse"),
        new NormaliseSpec("pool", null),
        new NetworkSpec("resnet10", 16, "auto"),
        new IterationSpec(2, null, "balancedAccuracy"),
        new FilterSpec("0.8", 1),
        training,
        training,
        training,
        new AugmentSpec(true, true, 0, 0, 0),
        1,
        1);
  }
}
