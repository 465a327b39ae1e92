package org.histochain.worker.cli;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.histochain.activities.report.ChainFolder;
import org.histochain.worker.runtime.ChainStarter;
import org.histochain.worker.runtime.TemporalConnection;
import org.histochain.workflows.chain.ChainRequest;
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
      TemporalConnection temporal = places.temporal();
      ChainStarter starter = new ChainStarter(temporal);
      ChainStatus status =
          new ChainStatusReader(places.store(), starter::live, console::note).require(id);
      if (status.state().equals("paused")) {
        boolean goesOn =
            SteeredChain.find(console, places, id).ask(steering -> steering.resume(id)).changed();
        show("paused", goesOn, temporal.uiLink(id).orElse(null));
        return ExitCodes.DONE;
      }
      boolean resumes = status.ended() && !status.state().equals("done");
      if (resumes) {
        ChainSpec spec = settings(places);
        new ChainFolder(places.store(), id).begin(spec);
        starter.restart(id, ChainRequest.of(spec));
      }
      show(status.state(), resumes, temporal.uiLink(id).orElse(null));
      return ExitCodes.DONE;
    }
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
