package org.histochain.worker.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.histochain.worker.settings.ChainFile;
import org.histochain.worker.settings.ChainFileReader;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code run}: a whole chain in this process. */
@Command(
    name = "run",
    description = {
      "Run a chain on this machine, nothing else needed; write DIR/report/index.html and",
      "DIR/summary.json. Run again after Ctrl-C or a crash, it goes on where it was."
    },
    footer = {"", "Example:", "  histochain run -f examples/pathmnist-1000.yaml --out pathmnist"})
final class RunCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private OutputOption output = new OutputOption();

  @Mixin private DeviceOption device = new DeviceOption();

  @Option(
      names = {"-f", "--file"},
      paramLabel = "CHAIN.yaml",
      required = true,
      description = "The chain file.")
  private Path file = Path.of("");

  @Option(
      names = "--out",
      paramLabel = "DIR",
      required = true,
      description = "Folder for the results; made if it is not there.")
  private Path out = Path.of("");

  RunCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    device.place();
    ChainFile chain = new ChainFileReader(console.environment()).read(file);
    try (EmbeddedRun run = EmbeddedRun.open(console, out)) {
      ChainStatus status = run.run(chain);
      if (output.json()) {
        console.json(status.json());
      } else {
        StatusText.of(status).forEach(console::data);
        if (status.exitCode() == ExitCodes.DONE) {
          ClosingLines lines = new ClosingLines(status.summary(), run.report());
          console.data("");
          lines.result().forEach(console::data);
          console.data(
              "Next: HISTOCHAIN_STORE=%s histochain predict %s --images FOLDER --out predictions.csv"
                  .formatted(run.store(), status.summary().chain()));
        }
      }
      return status.exitCode();
    }
  }
}
