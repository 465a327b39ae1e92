package org.histochain.worker.cli;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.util.List;
import org.histochain.activities.artifact.ArtifactStore;
import org.histochain.activities.report.ChainFolder;
import org.histochain.activities.report.ChainState;
import org.histochain.activities.report.Summary;
import org.histochain.workflows.contract.ChainSpec;
import org.histochain.workflows.contract.StageName;
import org.histochain.workflows.contract.StageRecord;

/**
 * A stage of a chain in the store, whose model somebody wants.
 *
 * @param chain id of the chain
 * @param spec the chain's settings
 * @param record its model
 * @param summary its scores
 */
record ChosenStage(String chain, ChainSpec spec, StageRecord record, Summary.Stage summary) {
  /** The best stage, which only a finished chain has. */
  static final String BEST = "best";

  ChosenStage {
    requireNonNull(chain, "chain is null");
    requireNonNull(spec, "spec is null");
    requireNonNull(record, "record is null");
    requireNonNull(summary, "summary is null");
  }

  /**
   * Finds a stage.
   *
   * @param stage {@link #BEST}, or an iteration: 0 for the teacher, else that fine-tuned student
   * @throws CliError if there is no such chain or stage, or it is not done yet
   */
  static ChosenStage of(ArtifactStore store, String id, String stage) throws IOException {
    int iteration = iteration(stage);
    ChainFolder folder = new ChainFolder(store, id);
    ChainSpec spec = folder.spec().orElseThrow(() -> CliError.unknownChain(id, store));
    Summary summary =
        folder
            .summary()
            .orElseThrow(() -> new IOException("chain %s has no summary".formatted(id)));
    if (iteration < 0) {
      iteration = best(folder, summary);
    }
    List<StageRecord> records = folder.stages();
    for (int n = 0; n < Math.min(records.size(), summary.stages().size()); n++) {
      StageRecord record = records.get(n);
      if (record.iteration() == iteration && record.stage() != StageName.pretrained) {
        return new ChosenStage(id, spec, record, summary.stages().get(n));
      }
    }
    throw CliError.wrongInput(
        "chain %s has no stage of iteration %d; histochain status %s shows those there are"
            .formatted(id, iteration, id));
  }

  /** Returns -1 for the best. */
  private static int iteration(String stage) {
    if (stage.equals(BEST)) {
      return -1;
    }
    if (!stage.matches("[0-9]{1,6}")) {
      throw CliError.wrongInput(
          "--stage is %s: give best, 0 for the teacher, or an iteration".formatted(stage));
    }
    return Integer.parseInt(stage);
  }

  private static int best(ChainFolder folder, Summary summary) throws IOException {
    ChainState.Kind state = folder.state().map(ChainState::state).orElse(ChainState.Kind.running);
    Summary.Best best = summary.best();
    if (state != ChainState.Kind.done || best == null) {
      throw CliError.failed(
          "chain %s is %s, so its best stage is not known yet: wait with histochain watch %s, or go on with histochain resume %s"
              .formatted(summary.chain(), state, summary.chain(), summary.chain()));
    }
    return best.iteration();
  }
}
