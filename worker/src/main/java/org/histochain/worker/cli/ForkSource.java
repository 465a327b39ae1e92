package org.histochain.worker.cli;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.histochain.activities.artifact.Artifacts;
import org.histochain.activities.report.ChainFolder;
import org.histochain.workflows.contract.ArtifactRef;
import org.histochain.workflows.contract.ChainRules;
import org.histochain.workflows.contract.ChainSpec;
import org.histochain.workflows.contract.Prepared;
import org.histochain.workflows.contract.StageName;
import org.histochain.workflows.contract.StageRecord;
import org.jspecify.annotations.Nullable;

/** A chain that another one is to be forked from, as the store knows it. */
final class ForkSource {
  private final Artifacts artifacts;
  private final ChainFolder folder;
  private final ChainSpec spec;
  private final List<StageRecord> stages;

  private ForkSource(Artifacts artifacts, ChainFolder folder, ChainSpec spec) throws IOException {
    this.artifacts = requireNonNull(artifacts, "artifacts is null");
    this.folder = requireNonNull(folder, "folder is null");
    this.spec = requireNonNull(spec, "spec is null");
    this.stages = folder.stages();
  }

  /**
   * Looks for a chain.
   *
   * @throws CliError if the store has none of that id
   */
  static ForkSource require(Artifacts artifacts, String id) throws IOException {
    ChainFolder folder = new ChainFolder(artifacts.store(), id);
    ChainSpec spec = folder.spec().orElseThrow(() -> CliError.unknownChain(id, artifacts.store()));
    return new ForkSource(artifacts, folder, spec);
  }

  /** Returns what of the chain's reports has seen test. */
  List<String> testLooks() throws IOException {
    return folder.testLooks();
  }

  /**
   * Returns the settings of a fork.
   *
   * @param from its first own iteration
   * @param settings what holds from there on
   * @param iterations iterations in all; null: as many as this chain
   * @throws CliError if the chain has not come that far, or the settings are refused
   */
  ChainSpec fork(int from, Map<String, String> settings, @Nullable Integer iterations)
      throws IOException {
    refuseBeyond(from);
    int length = iterations == null ? spec.chain().iterations() : iterations;
    if (length < from) {
      throw CliError.wrongInput(
          "%s, so that none is left from iteration %d on: give --to %d or more"
              .formatted(
                  iterations == null
                      ? "chain %s has %d iterations in all".formatted(folder.chainId(), length)
                      : "--to is " + length,
                  from,
                  from));
    }
    try {
      ChainSpec forked = spec.withChange(from, settings).withIterations(length);
      refuse(ChainRules.check(forked.at(from)));
      Prepared prepared = folder.prepared().orElse(null);
      if (prepared != null) {
        refuse(ChainRules.checkAgainst(forked.at(from), prepared.classes().size()));
      }
      return forked;
    } catch (IllegalArgumentException e) {
      throw CliError.wrongInput(String.valueOf(e.getMessage()));
    }
  }

  private void refuseBeyond(int from) {
    if (from < 1) {
      throw CliError.wrongInput(
          "--from-iteration is %d: write 1 or more; 1 reuses the teacher".formatted(from));
    }
    if (stages.isEmpty()) {
      throw CliError.wrongInput(
          "chain %s has no teacher yet: fork it once histochain status %s shows one"
              .formatted(folder.chainId(), folder.chainId()));
    }
    int done = stages.getLast().iteration();
    if (from > done + 1) {
      throw CliError.wrongInput(
          "--from-iteration is %d, but chain %s has done %d iterations: write 1 to %d"
              .formatted(from, folder.chainId(), done, done + 1));
    }
  }

  private static void refuse(List<ChainRules.Violation> violations) {
    if (!violations.isEmpty()) {
      throw CliError.wrongInput(violations.getFirst().message());
    }
  }

  /** Returns a line for each artifact before an iteration that is not whole: it is made again. */
  List<String> damagedBefore(int from) throws IOException {
    List<String> lines = new ArrayList<>();
    for (StageRecord stage : stages) {
      if (stage.iteration() < from && !isWhole(stage)) {
        lines.add(
            "%s of chain %s is missing or damaged in the store: its step is done again"
                .formatted(name(stage), folder.chainId()));
      }
    }
    return lines;
  }

  private boolean isWhole(StageRecord stage) throws IOException {
    List<ArtifactRef> made =
        Stream.of(stage.model().model(), stage.model().card(), stage.selection())
            .filter(Objects::nonNull)
            .toList();
    for (ArtifactRef artifact : made) {
      if (!artifacts.isWhole(artifact)) {
        return false;
      }
    }
    return true;
  }

  private static String name(StageRecord stage) {
    return stage.stage() == StageName.teacher
        ? "The teacher"
        : "The %s student of iteration %d"
            .formatted(
                stage.stage() == StageName.pretrained ? "pretrained" : "fine-tuned",
                stage.iteration());
  }
}
