package org.histochain.worker.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.histochain.activities.report.ChainFolder;
import org.histochain.worker.runtime.ChainExistsException;
import org.histochain.worker.runtime.ChainStarter;
import org.histochain.worker.runtime.TemporalUnreachableException;
import org.histochain.worker.settings.ChainFile;
import org.histochain.worker.settings.ChainFileReader;
import org.histochain.workflows.chain.ChainRequest;
import org.histochain.workflows.contract.ChainSpec;
import org.histochain.workflows.contract.FailureTypes;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code start}: starts a chain. */
@Command(
    name = "start",
    description = "Start a chain; print its id and where Temporal's web page shows it.",
    footer = {"", "Example:", "  histochain start -f examples/pathmnist-1000.yaml --wait"})
final class StartCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private OutputOption output = new OutputOption();

  @Option(
      names = {"-f", "--file"},
      paramLabel = "CHAIN.yaml",
      required = true,
      description = "The chain file.")
  private Path file = Path.of("");

  @Option(
      names = "--id",
      paramLabel = "ID",
      description = "The chain's id (default: the data set's name and the time).")
  private @Nullable String givenId;

  @Option(
      names = "--wait",
      description = "Follow the chain until it ends; Ctrl-C leaves it running.")
  private boolean wait;

  StartCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    ChainFile chain = new ChainFileReader(console.environment()).read(file);
    String id =
        givenId == null
            ? ChainIds.fresh(chain.dataset().name(), Clock.systemUTC())
            : ChainIds.check(givenId);
    try (Places places = Places.of(console)) {
      start(places, chain, id);
      @Nullable String link = places.temporal().uiLink(id).orElse(null);
      if (output.json()) {
        Map<String, @Nullable String> view = new LinkedHashMap<>();
        view.put("id", id);
        view.put("ui", link);
        console.json(view);
      } else {
        console.data(id);
        if (link != null) {
          console.note("Temporal shows it at " + link);
        }
      }
      return wait ? follow(places, id) : ExitCodes.DONE;
    }
  }

  /** What would refuse the chain is asked first, so that nothing is imported in vain. */
  private void start(Places places, ChainFile chain, String id)
      throws IOException, TemporalUnreachableException {
    ChainStarter starter = new ChainStarter(places.temporal());
    ChainFolder folder = new ChainFolder(places.store(), id);
    boolean refused = wasRefused(folder);
    if (!refused && (folder.spec().isPresent() || starter.live(id).isPresent())) {
      throw exists(id);
    }
    ChainSpec spec =
        new ChainResolver(places.artifacts(), places.scratch(), console).resolve(chain);
    ChainRequest request = HeartbeatSetting.request(spec, console.environment());
    try {
      if (refused) {
        folder.replaceSpec(spec);
        starter.restart(id, request);
      } else {
        starter.start(id, request);
      }
    } catch (ChainExistsException raced) {
      throw exists(id);
    }
  }

  /** Whether a chain of that id ended before its first step, because its settings were refused. */
  private static boolean wasRefused(ChainFolder folder) throws IOException {
    return folder.prepared().isEmpty()
        && folder
            .state()
            .filter(state -> FailureTypes.INVALID_CHAIN.equals(state.failureType()))
            .isPresent();
  }

  private static CliError exists(String id) {
    return CliError.wrongInput(
        "there is a chain %s already: go on with it by histochain resume %s, or choose another --id"
            .formatted(id, id));
  }

  private int follow(Places places, String id) throws Exception {
    ChainStatus status = new Watch(console, places, id).chain(console::note);
    StatusText.of(status).forEach(console::note);
    return status.exitCode();
  }
}
