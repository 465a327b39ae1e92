package org.histochain.worker.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import org.histochain.activities.artifact.ArtifactStore;
import org.histochain.activities.experiment.ExperimentFolder;
import org.histochain.activities.report.ChainFolder;
import org.histochain.activities.report.ChainState;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code list}: shows chains and experiments, by what the store knows. */
@Command(
    name = "list",
    description = {
      "List the chains in the store, newest first, with the best balanced accuracy",
      "on validation so far; then the experiments, with how many chains are done.",
      "The store alone is asked: whether what runs is lost, status says."
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
      description = "Only chains whose best balanced accuracy on validation is S, 0 to 1, or more.")
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
      List<ListedExperiment> experiments = experiments(places.store());
      if (output.json()) {
        List<Object> all = new ArrayList<>(chains);
        all.addAll(experiments);
        console.json(all);
        return ExitCodes.DONE;
      }
      show(ListedChain.HEAD, chains.stream().map(ListedChain::cells).toList());
      if (!chains.isEmpty() && !experiments.isEmpty()) {
        console.data("");
      }
      show(ListedExperiment.HEAD, experiments.stream().map(ListedExperiment::cells).toList());
      return ExitCodes.DONE;
    }
  }

  private void show(List<String> head, List<List<String>> rows) {
    if (!rows.isEmpty()) {
      List<List<String>> table = new ArrayList<>(List.of(head));
      table.addAll(rows);
      TextTable.left(table).forEach(console::data);
    }
  }

  private List<ListedExperiment> experiments(ArtifactStore store) throws IOException {
    List<ListedExperiment> experiments = new ArrayList<>();
    for (String id : minScore == null ? ExperimentFolder.ids(store) : List.<String>of()) {
      ListedExperiment.read(store, id)
          .filter(experiment -> dataset == null || experiment.dataset().equals(dataset))
          .filter(experiment -> state == null || experiment.state().equals(state.name()))
          .ifPresent(experiments::add);
    }
    experiments.sort(
        Comparator.comparing(ListedExperiment::started)
            .reversed()
            .thenComparing(ListedExperiment::experiment));
    return experiments;
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
