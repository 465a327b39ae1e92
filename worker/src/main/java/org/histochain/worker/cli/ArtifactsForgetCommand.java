package org.histochain.worker.cli;

import io.grpc.StatusRuntimeException;
import io.temporal.client.WorkflowServiceException;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.histochain.activities.artifact.ArtifactStore;
import org.histochain.activities.report.ChainFolder;
import org.histochain.activities.report.ChainState;
import org.histochain.activities.upkeep.Forgetting;
import org.histochain.activities.upkeep.Sum;
import org.histochain.worker.runtime.ChainStarter;
import org.histochain.worker.runtime.LiveChain;
import org.histochain.worker.runtime.TemporalUnreachableException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code artifacts forget}: takes a chain or a data set out of the store. */
@Command(
    name = "forget",
    description = {
      "Forget a chain that does not run, with its report, or a data set that no chain uses. What only",
      "it needed is garbage from then on, which artifacts gc removes when it is older than its grace."
    },
    footer = {
      "",
      "Examples:",
      "  histochain artifacts forget chain pathmnist-1000",
      "  histochain artifacts forget dataset pathmnist-1000"
    })
final class ArtifactsForgetCommand implements Callable<Integer> {
  /** What can be forgotten. */
  enum Kind {
    chain,
    dataset
  }

  private final Console console;

  @Mixin private OutputOption output = new OutputOption();

  @Parameters(index = "0", paramLabel = "KIND", description = "chain or dataset.")
  private Kind kind = Kind.chain;

  @Parameters(
      index = "1",
      paramLabel = "ID",
      description = "The chain's id, or the data set's name.")
  private String id = "";

  ArtifactsForgetCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    try (Places places = Places.of(console);
        ArtifactsProgress progress = new ArtifactsProgress(console)) {
      Forgetting forgetting = new Forgetting(places.store(), progress);
      int files =
          switch (kind) {
            case chain -> chain(places, forgetting);
            case dataset -> dataset(places.store(), forgetting);
          };
      show(files, forgetting.garbage());
      return ExitCodes.DONE;
    }
  }

  private int chain(Places places, Forgetting forgetting) throws IOException {
    ChainFolder folder = new ChainFolder(places.store(), id);
    if (isRunning(places, folder)) {
      throw CliError.wrongInput(
          "chain %s is running: end it first with histochain cancel %s, or let it come to its end"
              .formatted(id, id));
    }
    int files = forgetting.chain(id);
    if (files == 0) {
      throw CliError.unknownChain(id, places.store());
    }
    return files;
  }

  /** What the store says is asked only where Temporal does not answer. */
  private boolean isRunning(Places places, ChainFolder folder) throws IOException {
    try {
      return new ChainStarter(places.temporal())
          .live(id)
          .filter(chain -> chain.state() == LiveChain.State.RUNNING)
          .isPresent();
    } catch (TemporalUnreachableException | StatusRuntimeException | WorkflowServiceException e) {
      if (mayRun(places.store(), folder)) {
        throw CliError.failed(
            "whether chain %s is running only Temporal can say, and it does not answer (%s): try again when it does"
                .formatted(id, e.getMessage()));
      }
      return false;
    }
  }

  private boolean mayRun(ArtifactStore store, ChainFolder folder) throws IOException {
    Optional<ChainState.Kind> state = folder.state().map(ChainState::state);
    return state.isEmpty()
        ? !store.list("chains/" + id + "/").isEmpty()
        : state.get() == ChainState.Kind.running || state.get() == ChainState.Kind.paused;
  }

  private int dataset(ArtifactStore store, Forgetting forgetting) throws IOException {
    int files = forgetting.dataset(id);
    if (files == 0) {
      throw CliError.wrongInput(
          "there is no data set %s in %s; histochain dataset list shows those there are"
              .formatted(id, store.describe()));
    }
    return files;
  }

  private void show(int files, Sum garbage) {
    if (output.json()) {
      Map<String, Object> view = new LinkedHashMap<>();
      view.put("kind", kind);
      view.put("id", id);
      view.put("files", files);
      view.put("garbage", garbage);
      console.json(view);
    } else {
      console.data(
          "%s %s is forgotten (files: %d). Nothing needs any more: %d objects and records (%s), which histochain artifacts gc removes when they are older than its grace."
              .formatted(
                  kind == Kind.chain ? "Chain" : "Data set",
                  id,
                  files,
                  garbage.count(),
                  Bytes.of(garbage.bytes())));
    }
  }
}
