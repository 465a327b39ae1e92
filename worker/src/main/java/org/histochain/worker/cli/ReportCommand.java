package org.histochain.worker.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.histochain.activities.artifact.ArtifactStore;
import org.histochain.activities.report.ChainFolder;
import org.histochain.activities.report.ChainState;
import org.histochain.activities.report.Summary;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code report}: writes a finished chain's report. */
@Command(
    name = "report",
    description = {
      "Write a finished chain's report into a folder: index.html, its numbers as CSV and JSON in",
      "data/, and summary.json."
    },
    footer = {
      "",
      "Examples:",
      "  histochain report pathmnist-1000 --out pathmnist-report",
      "  histochain report pathmnist-1000 --output json"
    })
final class ReportCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private OutputOption output = new OutputOption();

  @Parameters(paramLabel = "ID", description = "The chain, or the experiment.")
  private String id = "";

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "Folder for the files; made if it is not there. Only --output json does without.")
  private @Nullable Path out;

  ReportCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    if (out == null && !output.json()) {
      throw CliError.wrongInput(
          "--out is missing: name a folder for the report, or print summary.json with --output json");
    }
    try (Places places = Places.of(console)) {
      ChainFolder chain = new ChainFolder(places.store(), id);
      if (out != null && places.isExperiment(id)) {
        new ExperimentFiles(places.store(), id).write(out);
        console.data("Report of experiment %s: %s".formatted(id, out.resolve(ReportFiles.PAGE)));
        return ExitCodes.DONE;
      }
      Summary summary = finished(chain, places.store());
      if (out != null) {
        write(chain, summary, out);
      }
      if (output.json()) {
        console.json(summary);
      } else if (out != null) {
        console.data("Report of chain %s: %s".formatted(id, out.resolve(ReportFiles.PAGE)));
      }
      return ExitCodes.DONE;
    }
  }

  private Summary finished(ChainFolder chain, ArtifactStore store) throws IOException {
    if (chain.spec().isEmpty()) {
      throw CliError.unknownChain(id, store);
    }
    ChainState.Kind state = chain.state().map(ChainState::state).orElse(ChainState.Kind.running);
    if (state != ChainState.Kind.done) {
      throw CliError.failed(
          "chain %s is %s, so it has no report yet: wait with histochain watch %s, or go on with histochain resume %s"
              .formatted(id, state, id, id));
    }
    return chain.summary().orElseThrow(() -> new IOException("chain " + id + " has no summary"));
  }

  private static void write(ChainFolder chain, Summary summary, Path folder) {
    try {
      ReportFiles.writePage(chain, folder);
      ReportFiles.writeSummary(summary, folder);
    } catch (IOException unusable) {
      throw CliError.unwritable(folder, unusable);
    }
  }
}
