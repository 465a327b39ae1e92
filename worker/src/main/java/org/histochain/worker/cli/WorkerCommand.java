package org.histochain.worker.cli;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import org.histochain.activities.artifact.ArtifactStore;
import org.histochain.activities.artifact.Artifacts;
import org.histochain.activities.checkpoint.CheckpointRhythm;
import org.histochain.activities.service.StepServices;
import org.histochain.worker.runtime.Role;
import org.histochain.worker.runtime.StoreConnection;
import org.histochain.worker.runtime.TemporalConnection;
import org.histochain.worker.runtime.WorkerProcess;
import org.histochain.worker.telemetry.Telemetry;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code worker}: does the work of chains until it is told to end. */
@Command(
    name = "worker",
    description = "Run a worker; it waits for Temporal and the store where they are not up yet.",
    footer = {"", "Example:", "  histochain worker --roles train,infer --metrics-port 9464"})
final class WorkerCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private DeviceOption device = new DeviceOption();

  @Mixin private CheckpointOptions checkpoints = new CheckpointOptions();

  @Option(
      names = "--roles",
      split = ",",
      paramLabel = "ROLE",
      description = "What it does: workflow, train, infer, cpu (default: all of them).")
  private List<String> roles = new ArrayList<>();

  @Option(
      names = "--metrics-port",
      paramLabel = "PORT",
      defaultValue = "0",
      description = "Loopback port of /metrics and /health (default: a free one).")
  private int metricsPort;

  WorkerCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    Set<Role> chosen = roles();
    device.place();
    CheckpointRhythm rhythm = checkpoints.rhythm();
    try (Places places = Places.of(console);
        Telemetry telemetry = Telemetry.serve(port());
        ArtifactStore store = StoreConnection.waitFor(places.settings().store(), console::note);
        TemporalConnection temporal =
            TemporalConnection.waitFor(places.connection(), telemetry.scope(), console::note)) {
      telemetry.address().ifPresent(address -> console.note("Meters and health are at " + address));
      Artifacts artifacts = new Artifacts(store, places.settings().cache(), telemetry.registry());
      WorkerProcess worker =
          new WorkerProcess(
              temporal,
              StepServices.create(
                  artifacts, places.scratch(), rhythm, VersionText.version(), telemetry.registry()),
              chosen,
              telemetry);
      temporal.ensureSearchAttributes(console::note);
      try (worker;
          OnSignal _ = new OnSignal(worker::close)) {
        worker.start();
        console.note("The worker is ready (%s); Ctrl-C ends it".formatted(chosen));
        worker.awaitTermination();
      }
      return ExitCodes.DONE;
    }
  }

  private int port() {
    if (metricsPort < 0 || metricsPort > 65535) {
      throw CliError.wrongInput(
          "--metrics-port is %d, which is no port: choose one of 0 to 65535"
              .formatted(metricsPort));
    }
    return metricsPort;
  }

  private Set<Role> roles() {
    if (roles.isEmpty()) {
      return EnumSet.allOf(Role.class);
    }
    Set<Role> chosen = EnumSet.noneOf(Role.class);
    for (String name : roles) {
      try {
        chosen.add(Role.valueOf(name.toUpperCase(Locale.ROOT)));
      } catch (IllegalArgumentException unknown) {
        throw CliError.wrongInput(
            "--roles has %s: allowed are workflow, train, infer, cpu".formatted(name));
      }
    }
    return chosen;
  }
}
