package org.histochain.worker.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import org.histochain.activities.report.ChainFolder;
import org.histochain.activities.report.Origin;
import org.histochain.worker.runtime.ChainExistsException;
import org.histochain.worker.runtime.ChainStarter;
import org.histochain.workflows.contract.ChainSpec;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code fork}: begins a chain that goes another way from an iteration of one that is there. */
@Command(
    name = "fork",
    description = {
      "Begin a new chain that reuses everything of another one before an iteration, and has other",
      "settings from there on."
    },
    footer = {
      "",
      "Example:",
      "  histochain fork mine-1 --from-iteration 2 --set filter.k=0.6 --id mine-2"
    })
final class ForkCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private OutputOption output = new OutputOption();

  @Parameters(paramLabel = "ID", description = "The chain that is there, running or not.")
  private String id = "";

  @Option(
      names = "--from-iteration",
      paramLabel = "N",
      required = true,
      description = "The first iteration of the new chain's own; 1 reuses the teacher.")
  private int from;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "A setting from that iteration on, by its key in a chain file.")
  private List<String> words = new ArrayList<>();

  @Option(
      names = "--to",
      paramLabel = "N",
      description = "Iterations in all (default: as many as the other chain).")
  private @Nullable Integer iterations;

  @Option(names = "--id", paramLabel = "NEW", required = true, description = "The new chain's id.")
  private String newId = "";

  ForkCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    SortedMap<String, String> settings = GivenSettings.parse("fork --set", words);
    ChainIds.check(newId);
    try (Places places = Places.of(console)) {
      ForkSource source = ForkSource.require(places.artifacts(), id);
      ChainSpec spec = source.fork(from, settings, iterations);
      begin(places, source, spec);
      source.damagedBefore(from).forEach(console::note);
      show(places, spec, settings);
      return ExitCodes.DONE;
    }
  }

  private void begin(Places places, ForkSource source, ChainSpec spec) throws Exception {
    ChainStarter starter = new ChainStarter(places.temporal());
    ChainFolder folder = new ChainFolder(places.store(), newId);
    if (folder.spec().isPresent() || starter.live(newId).isPresent()) {
      throw taken();
    }
    folder.recordOrigin(new Origin(id, from, source.testLooks()));
    try {
      starter.start(newId, HeartbeatSetting.request(spec, console.environment()).after(from - 1));
    } catch (ChainExistsException raced) {
      throw taken();
    }
  }

  private CliError taken() {
    return CliError.wrongInput("there is a chain %s already: choose another --id".formatted(newId));
  }

  private void show(Places places, ChainSpec spec, SortedMap<String, String> settings)
      throws Exception {
    @Nullable String link = places.temporal().uiLink(newId).orElse(null);
    if (output.json()) {
      Map<String, @Nullable Object> view = new LinkedHashMap<>();
      view.put("id", newId);
      view.put("forkedFrom", id);
      view.put("fromIteration", from);
      view.put("iterations", spec.chain().iterations());
      view.put("settings", settings);
      view.put("ui", link);
      console.json(view);
      return;
    }
    console.data(
        "Chain %s goes its own way from iteration %d of %s on%s, to iteration %d."
            .formatted(
                newId,
                from,
                id,
                settings.isEmpty() ? "" : " (" + GivenSettings.words(settings) + ")",
                spec.chain().iterations()));
    if (link != null) {
      console.note("Temporal shows it at " + link);
    }
  }
}
