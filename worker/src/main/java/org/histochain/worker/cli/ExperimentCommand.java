package org.histochain.worker.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.histochain.activities.artifact.Artifacts;
import org.histochain.activities.dataset.DatasetManifest;
import org.histochain.activities.dataset.Datasets;
import org.histochain.activities.experiment.Experiments;
import org.histochain.activities.experiment.Forecast;
import org.histochain.activities.experiment.Plan;
import org.histochain.activities.experiment.Rates;
import org.histochain.activities.network.NumericFamily;
import org.histochain.activities.service.RateProbe;
import org.histochain.worker.runtime.ExperimentStarter;
import org.histochain.worker.settings.ExperimentFile;
import org.histochain.worker.settings.ExperimentFileReader;
import org.histochain.workflows.contract.ArtifactRef;
import org.histochain.workflows.contract.ChainSpec;
import org.histochain.workflows.experiment.ExperimentRequest;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code experiment}: many chains and what they say together. */
@Command(
    name = "experiment",
    description = {
      "Run the chains of an experiment file: arms, label fractions, labelled draws and seeds, K and P",
      "tuned on validation; then write a report that judges the file's claims. With --out all of it",
      "runs in this process, without on the servers. Run again, it goes on where it was."
    },
    footer = {
      "",
      "Examples:",
      "  histochain experiment -f examples/experiments/pathmnist-1000.yaml --plan --out study",
      "  histochain experiment -f examples/experiments/pathmnist-1000.yaml --out study"
    })
final class ExperimentCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private OutputOption output = new OutputOption();

  @Mixin private DeviceOption device = new DeviceOption();

  @Option(
      names = {"-f", "--file"},
      paramLabel = "EXPERIMENT.yaml",
      required = true,
      description = "The experiment file.")
  private Path file = Path.of("");

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Run here and write everything into this folder; made if it is not there.")
  private @Nullable Path out;

  @Option(
      names = "--plan",
      description = {
        "Print the distinct steps and the hours they will take, from rates measured here for some ten",
        "seconds; run nothing. The data set is imported if it is not there."
      })
  private boolean planOnly;

  @Option(
      names = "--wait",
      description =
          "On the servers: follow the experiment until it ends; Ctrl-C leaves it running.")
  private boolean wait;

  ExperimentCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    ExperimentFile experiment = new ExperimentFileReader(console.environment()).read(file);
    if (planOnly || out != null) {
      device.place();
    }
    return out == null ? onServers(experiment) : here(experiment, out);
  }

  private int here(ExperimentFile experiment, Path folder) throws Exception {
    try (EmbeddedRun run = EmbeddedRun.open(console, folder)) {
      if (planOnly) {
        return forecast(experiment, run.plan(experiment), run.artifacts());
      }
      ExperimentStatus status = run.run(experiment, experiment.parallel());
      tell(experiment.name(), status, run.report());
      return status.exitCode();
    }
  }

  private int onServers(ExperimentFile experiment) throws Exception {
    try (Places places = Places.of(console)) {
      Artifacts artifacts = places.artifacts();
      Plan plan =
          new ExperimentPlanner(new ChainResolver(artifacts, places.scratch(), console))
              .plan(experiment);
      if (planOnly) {
        return forecast(experiment, plan, artifacts);
      }
      ArtifactRef blob = Experiments.begin(artifacts, experiment.name(), plan);
      ExperimentStarter starter = new ExperimentStarter(places.temporal());
      starter.begin(
          experiment.name(),
          new ExperimentRequest(
              blob,
              experiment.parallel(),
              HeartbeatSetting.timeouts(console.environment()),
              null,
              null),
          "Experiment of %d chains".formatted(plan.runs().size()));
      places
          .temporal()
          .uiLink(experiment.name())
          .ifPresent(link -> console.note("Temporal shows it at " + link));
      if (!wait) {
        console.data(experiment.name());
        return ExitCodes.DONE;
      }
      ExperimentStatus status =
          new Watch(console, places, experiment.name()).experiment(console::note);
      tell(experiment.name(), status, null);
      return status.exitCode();
    }
  }

  private void tell(String name, ExperimentStatus status, @Nullable Path report) {
    if (status.exitCode() != ExitCodes.DONE) {
      throw CliError.failed(
          "experiment %s is %s%s; run the same command again, it goes on where it was"
              .formatted(
                  name,
                  status.state(),
                  status.reason() == null ? "" : " (" + status.reason() + ")"));
    }
    console.data(
        report == null
            ? "Experiment %s is done: histochain report %s --out DIR writes its report"
                .formatted(name, name)
            : "The report of %s, claims first: %s".formatted(name, report));
  }

  private int forecast(ExperimentFile experiment, Plan plan, Artifacts artifacts)
      throws IOException {
    ChainSpec spec = plan.runs().getFirst().spec();
    DatasetManifest dataset = new Datasets(artifacts).load(spec.dataset());
    console.note(
        "Measuring how fast this machine trains and labels (%s)"
            .formatted(NumericFamily.current()));
    Rates rates = RateProbe.measure(spec, dataset.side(), artifacts.cache().scratch());
    Forecast forecast = Forecast.of(plan, dataset, rates);
    if (output.json()) {
      console.json(forecast);
    } else {
      ForecastText.of(experiment.name(), forecast, rates).forEach(console::data);
    }
    return ExitCodes.DONE;
  }
}
