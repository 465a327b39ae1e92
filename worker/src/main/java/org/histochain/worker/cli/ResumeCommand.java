package org.histochain.worker.cli;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.histochain.activities.report.ChainFolder;
import org.histochain.worker.runtime.ChainStarter;
import org.histochain.workflows.contract.ChainSpec;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code resume}: goes on with a paused chain, or starts one again that has no result. */
@Command(
    name = "resume",
    description = {
      "Go on with a paused chain; start a failed, cancelled, terminated, timed-out or lost one",
      "again under its id: finished steps are reused."
    },
    footer = {"", "Example:", "  histochain resume pathmnist-1000"})
final class ResumeCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private OutputOption output = new OutputOption();

  @Parameters(paramLabel = "ID", description = "The chain.")
  private String id = "";

  ResumeCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    try (Places places = Places.of(console)) {
      SteeredChain chain = SteeredChain.find(console, places, id);
      show(chain.state(), resume(places, chain), chain.link());
      return ExitCodes.DONE;
    }
  }

  /** Returns whether there was anything to do. */
  private boolean resume(Places places, SteeredChain chain) throws Exception {
    if (chain.state().equals("paused")) {
      return chain.ask(steering -> steering.resume(id)).changed();
    }
    if (!chain.status().ended() || chain.state().equals("done")) {
      return false;
    }
    ChainSpec spec = settings(places);
    ChainFolder folder = new ChainFolder(places.store(), id);
    folder.begin(spec);
    new ChainStarter(places.temporal())
        .restart(
            id,
            HeartbeatSetting.request(spec, console.environment()).after(folder.iterationsDone()));
    return true;
  }

  private ChainSpec settings(Places places) throws IOException {
    return new ChainFolder(places.store(), id)
        .spec()
        .orElseThrow(
            () ->
                CliError.failed(
                    "chain %s ended before its settings were written: start it again with histochain"
                            .formatted(id)
                        + " start -f CHAIN.yaml and another --id"));
  }

  private void show(String before, boolean resumed, @Nullable String link) {
    if (output.json()) {
      Map<String, @Nullable Object> view = new LinkedHashMap<>();
      view.put("id", id);
      view.put("resumed", resumed);
      view.put("state", before.equals("done") ? "done" : "running");
      view.put("ui", link);
      console.json(view);
    } else if (resumed) {
      console.data(
          before.equals("paused")
              ? "Chain %s was paused and goes on.".formatted(id)
              : "Chain %s was %s and is started again.".formatted(id, before));
      if (link != null) {
        console.note("Temporal shows it at " + link);
      }
    } else {
      console.data(
          "Chain %s is %s already; there is nothing to resume."
              .formatted(id, before.equals("done") ? "done" : "running"));
    }
  }
}
