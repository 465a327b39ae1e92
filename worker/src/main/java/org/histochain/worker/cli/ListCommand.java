package org.histochain.worker.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.histochain.activities.artifact.ArtifactStore;
import org.histochain.activities.report.ChainFolder;
import org.histochain.activities.report.ChainState;
import org.histochain.workflows.contract.ChainSpec;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code list}: shows all chains, by what the store knows. */
@Command(
    name = "list",
    description = "List the chains in the store.",
    footer = {"", "Example:", "  histochain list --output json"})
final class ListCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private OutputOption output = new OutputOption();

  ListCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    try (Places places = Places.of(console)) {
      List<Map<String, String>> chains = new ArrayList<>();
      for (String id : ChainFolder.ids(places.store())) {
        chains.add(chain(places.store(), id));
      }
      if (output.json()) {
        console.json(chains);
      } else {
        chains.forEach(chain -> console.data(String.join("  ", chain.values())));
      }
      return ExitCodes.DONE;
    }
  }

  private static Map<String, String> chain(ArtifactStore store, String id) throws IOException {
    ChainFolder folder = new ChainFolder(store, id);
    Optional<ChainState> state = folder.state();
    Map<String, String> view = new LinkedHashMap<>();
    view.put("chain", id);
    view.put("dataset", folder.spec().map(ChainSpec::dataset).map(set -> set.name()).orElse(""));
    view.put("state", state.map(kept -> kept.state().name()).orElse("running"));
    view.put("started", state.map(ChainState::started).orElse(""));
    view.put("changed", state.map(ChainState::changed).orElse(""));
    return view;
  }
}
