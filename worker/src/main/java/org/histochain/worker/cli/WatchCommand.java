package org.histochain.worker.cli;

import java.util.concurrent.Callable;
import org.histochain.worker.runtime.ChainStarter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code watch}: follows one chain until it ends. */
@Command(
    name = "watch",
    description = "Follow a chain until it ends; exit 0 if it is done, 1 if it is not.",
    footer = {"", "Example:", "  histochain watch pathmnist-1000"})
final class WatchCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(paramLabel = "ID", description = "The chain.")
  private String id = "";

  WatchCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    try (Places places = Places.of(console)) {
      ChainStatusReader reader =
          new ChainStatusReader(
              places.store(),
              chain -> new ChainStarter(places.temporal()).live(chain),
              new OnceOnly(console::note));
      ProgressView view =
          console.terminal() ? new ProgressBarView(console) : new PlainProgress(console::data);
      ChainStatus status = new ChainFollower(reader, view).follow(id);
      StatusText.of(status).forEach(console::data);
      return status.exitCode();
    }
  }
}
