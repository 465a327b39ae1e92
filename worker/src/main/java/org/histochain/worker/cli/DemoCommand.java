package org.histochain.worker.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.histochain.worker.settings.ChainFile;
import org.histochain.worker.settings.ChainFileReader;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code demo}: a small chain over synthetic tissue, in this process. */
@Command(
    name = "demo",
    description = {
      "Show a whole chain on this machine, nothing else needed: synthetic tissue, a teacher, two",
      "iterations, a report. Takes a few minutes on two cores."
    },
    footer = {"", "Example:", "  histochain demo --out histochain-demo"})
final class DemoCommand implements Callable<Integer> {
  private static final String CHAIN = "demo.yaml";

  private final Console console;

  @Mixin private DeviceOption device = new DeviceOption();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = "histochain-demo",
      description = "Folder for the results (default: histochain-demo).")
  private Path out = Path.of("histochain-demo");

  DemoCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    device.place();
    try (EmbeddedRun run = EmbeddedRun.open(console, out)) {
      Path file = out.resolve(CHAIN);
      Files.write(file, chainFile());
      ChainFile chain = new ChainFileReader(console.environment()).read(file);
      ChainStatus status = run.run(chain);
      if (status.exitCode() != ExitCodes.DONE) {
        throw CliError.failed(
            "the demo's chain %s: %s; run it again, it goes on where it was"
                .formatted(status.state(), status.message()));
      }
      ClosingLines lines = new ClosingLines(status.summary(), run.report());
      lines.result().forEach(console::data);
      console.data(
          "Next: your own images: copy %s, name your folder in it (dataset: {path: FOLDER, name: NAME}),"
                  .formatted(file)
              + " then histochain run -f COPY --out DIR");
      return ExitCodes.DONE;
    }
  }

  private static byte[] chainFile() throws IOException {
    try (InputStream chain = DemoCommand.class.getResourceAsStream(CHAIN)) {
      return Objects.requireNonNull(chain, CHAIN + " is not in the class path").readAllBytes();
    }
  }
}
