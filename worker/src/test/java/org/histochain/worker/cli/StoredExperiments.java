package org.histochain.worker.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.List;
import java.util.TreeMap;
import org.histochain.activities.artifact.ArtifactStore;
import org.histochain.activities.experiment.ExperimentFolder;
import org.histochain.activities.experiment.Plan;
import org.histochain.activities.experiment.PlanRun;
import org.histochain.workflows.contract.ChainSpec;
import org.histochain.workflows.contract.LabelSpec;

/** Puts experiments into a store as workers would have left them. */
final class StoredExperiments {
  private final ArtifactStore store;

  StoredExperiments(ArtifactStore store) {
    this.store = store;
  }

  /** An experiment of two families with two chains each, of which none has begun. */
  void planned(String id, String dataset) throws IOException {
    new ExperimentFolder(store, id).begin(plan(dataset));
  }

  static Plan plan(String dataset) {
    return new Plan(
        Plan.SCHEMA,
        "",
        null,
        List.of(
            run("chain", dataset, 1),
            run("keep-all", dataset, 1),
            run("chain", dataset, 2),
            run("keep-all", dataset, 2)),
        List.of(),
        new TreeMap<>(),
        List.of(),
        null);
  }

  /** Its report. */
  void report(String id) throws IOException {
    store.put("experiments/" + id + "/" + ExperimentFolder.COPIES, "{}".getBytes(UTF_8));
  }

  private static PlanRun run(String arm, String dataset, long draw) {
    ChainSpec spec = StoredChains.spec(dataset);
    return new PlanRun(
        arm,
        null,
        draw,
        1,
        new ChainSpec(
            spec.dataset(),
            spec.split(),
            new LabelSpec(6, null, null, draw, "refuse"),
            spec.normalise(),
            spec.network(),
            spec.chain(),
            spec.filter(),
            spec.teacher(),
            spec.pretrain(),
            spec.finetune(),
            spec.augment(),
            spec.threads(),
            spec.seed()));
  }
}
