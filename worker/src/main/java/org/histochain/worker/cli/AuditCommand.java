package org.histochain.worker.cli;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.histochain.activities.audit.AuditReport;
import org.histochain.activities.audit.AuditRequest;
import org.histochain.activities.audit.AuditResult;
import org.histochain.activities.audit.AuditWords;
import org.histochain.activities.audit.ColourAlone;
import org.histochain.activities.audit.Perturbed;
import org.histochain.activities.report.ChainFolder;
import org.histochain.activities.report.Wording;
import org.histochain.activities.service.AuditService;
import org.histochain.workflows.contract.Prepared;
import org.histochain.workflows.contract.StepContext;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code audit}: asks what a finished chain's best model rests on. */
@Command(
    name = "audit",
    description = {
      "Ask what a finished chain's best model rests on: score models that see colours alone beside",
      "it, and it itself on test patches that are recompressed, stained otherwise, blurred, turned.",
      "Opens test once more, which the chain's later reports say."
    },
    footer = {
      "",
      "Examples:",
      "  histochain audit pathmnist-1000",
      "  histochain audit pathmnist-1000 --out pathmnist-audit"
    })
final class AuditCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private OutputOption output = new OutputOption();

  @Mixin private DeviceOption device = new DeviceOption();

  @Parameters(paramLabel = "ID", description = "A finished chain.")
  private String id = "";

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Folder for audit.json, audit.csv and index.html; made if it is not there.")
  private @Nullable Path out;

  AuditCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    device.place();
    Path folder = out;
    if (folder != null) {
      writable(folder);
    }
    try (Places places = Places.of(console)) {
      AuditRequest request = request(places);
      AuditService service =
          AuditService.create(
              places.artifacts(),
              places.scratch(),
              VersionText.version(),
              new SimpleMeterRegistry());
      AuditResult audit;
      try (ProgressView view = ProgressView.on(console)) {
        audit = service.step().run(request, new ImportProgress(view));
      }
      if (folder != null) {
        write(service.report().files(request, audit), folder);
      }
      show(audit, folder);
      return ExitCodes.DONE;
    }
  }

  private AuditRequest request(Places places) throws IOException {
    ChosenStage best = ChosenStage.of(places.store(), id, ChosenStage.BEST);
    Prepared prepared =
        new ChainFolder(places.store(), id)
            .prepared()
            .orElseThrow(
                () ->
                    CliError.failed(
                        "chain %s has no prepared.json in the store any more: start its chain file once more under another id, which reuses its finished steps"
                            .formatted(id)));
    int iteration = best.record().iteration();
    return new AuditRequest(
        new StepContext(id, iteration),
        best.spec(),
        prepared,
        iteration,
        best.record().model().model());
  }

  /** Test is opened once only: what cannot be written must be known before. */
  private static void writable(Path folder) {
    try {
      Files.createDirectories(folder);
      Files.delete(Files.createTempFile(folder, ".audit", ".new"));
    } catch (IOException unusable) {
      throw CliError.unwritable(folder, unusable);
    }
  }

  private static void write(Map<String, byte[]> files, Path folder) {
    try {
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        ReportFiles.replace(folder.resolve(file.getKey()), file.getValue());
      }
    } catch (IOException unusable) {
      throw CliError.unwritable(folder, unusable);
    }
  }

  private void show(AuditResult audit, @Nullable Path folder) {
    String warning = AuditWords.warning(audit);
    if (output.json()) {
      console.json(audit);
      return;
    }
    console.data(
        "Best of chain %s, %s, on %s test patches in %s groups"
            .formatted(
                audit.chain(),
                AuditWords.stage(audit.iteration()),
                Wording.count(audit.patches()),
                Wording.count(audit.groups())));
    console.data("");
    TextTable.of(models(audit)).forEach(console::data);
    console.data("");
    TextTable.of(perturbed(audit)).forEach(console::data);
    if (warning != null) {
      console.data("");
      console.data("Warning: " + warning);
    }
    if (folder != null) {
      console.data("");
      console.data("Audit of chain %s: %s".formatted(id, folder.resolve(AuditReport.PAGE)));
    }
  }

  private static List<List<String>> models(AuditResult audit) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("Model", "Balanced accuracy", "95 % interval", "Share"));
    rows.add(
        List.of(
            "Network",
            Wording.percent(audit.network().balancedAccuracy()),
            AuditWords.percent(audit.network().interval()),
            ""));
    for (ColourAlone colour : audit.colour()) {
      Double share = colour.share();
      rows.add(
          List.of(
              AuditWords.name(colour.features()),
              Wording.percent(colour.balancedAccuracy()),
              AuditWords.percent(colour.interval()),
              share == null ? Wording.NONE : Math.round(100 * share) + " %"));
    }
    rows.add(List.of("Chance", Wording.percent(audit.chance()), "", ""));
    return rows;
  }

  private static List<List<String>> perturbed(AuditResult audit) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("Change", "Balanced accuracy", "Points", "95 % interval", "Accuracy"));
    for (Perturbed one : audit.perturbations()) {
      rows.add(
          List.of(
              AuditWords.name(one.kind(), one.strength()),
              Wording.percent(one.balancedAccuracy()),
              AuditWords.points(one.balancedAccuracyDifference()),
              AuditWords.points(one.balancedAccuracyInterval()),
              Wording.percent(one.accuracy())));
    }
    return rows;
  }
}
