package org.histochain.worker.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import org.histochain.activities.artifact.ArtifactStore;
import org.histochain.activities.report.ChainFolder;
import org.histochain.activities.report.ChainState;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code list}: shows chains, by what the store knows. */
@Command(
    name = "list",
    description = {
      "List the chains in the store, newest first, with the best balanced accuracy",
      "on validation so far. The store alone is asked: whether a running chain is",
      "lost, status says."
    },
    footer = {
      "",
      "Examples:",
      "  histochain list --output json",
      "  histochain list --dataset pathmnist-1000 --state done --min-score 0.6"
    })
final class ListCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private OutputOption output = new OutputOption();

  @Option(names = "--dataset", paramLabel = "NAME", description = "Only those of this data set.")
  private @Nullable String dataset;

  @Option(
      names = "--state",
      paramLabel = "STATE",
      description = "Only those that are running, paused, done, failed or cancelled.")
  private ChainState.@Nullable Kind state;

  @Option(
      names = "--min-score",
      paramLabel = "S",
      description = "Only those whose best balanced accuracy on validation is S, 0 to 1, or more.")
  private @Nullable Double minScore;

  ListCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    if (minScore != null && !(minScore >= 0 && minScore <= 1)) {
      throw CliError.wrongInput(
          "--min-score is %s: give a balanced accuracy, 0 to 1".formatted(minScore));
    }
    try (Places places = Places.of(console)) {
      List<ListedChain> chains = chains(places.store());
      if (output.json()) {
        console.json(chains);
      } else if (!chains.isEmpty()) {
        List<List<String>> rows = new ArrayList<>(List.of(ListedChain.HEAD));
        chains.forEach(chain -> rows.add(chain.cells()));
        TextTable.left(rows).forEach(console::data);
      }
      return ExitCodes.DONE;
    }
  }

  private List<ListedChain> chains(ArtifactStore store) throws IOException {
    List<ListedChain> chains = new ArrayList<>();
    for (String id : ChainFolder.ids(store)) {
      ListedChain chain = ListedChain.read(new ChainFolder(store, id));
      if (isWanted(chain)) {
        chains.add(chain);
      }
    }
    chains.sort(
        Comparator.comparing(ListedChain::started).reversed().thenComparing(ListedChain::chain));
    return chains;
  }

  private boolean isWanted(ListedChain chain) {
    return (dataset == null || chain.dataset().equals(dataset))
        && (state == null || chain.state().equals(state.name()))
        && (minScore == null || (chain.score() != null && chain.score() >= minScore));
  }
}
