package org.histochain.worker.cli;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.EnumSet;
import org.histochain.activities.artifact.Artifacts;
import org.histochain.activities.artifact.StoreLocation;
import org.histochain.activities.artifact.Stores;
import org.histochain.activities.checkpoint.CheckpointRhythm;
import org.histochain.activities.experiment.Experiments;
import org.histochain.activities.experiment.Plan;
import org.histochain.activities.report.ChainFolder;
import org.histochain.activities.report.Summary;
import org.histochain.activities.service.StepServices;
import org.histochain.worker.local.ServerBinary;
import org.histochain.worker.runtime.ChainStarter;
import org.histochain.worker.runtime.EmbeddedTemporal;
import org.histochain.worker.runtime.ExperimentStarter;
import org.histochain.worker.runtime.Role;
import org.histochain.worker.runtime.TemporalConnection;
import org.histochain.worker.runtime.WorkerProcess;
import org.histochain.worker.settings.ChainFile;
import org.histochain.worker.settings.ExperimentFile;
import org.histochain.worker.settings.Settings;
import org.histochain.worker.telemetry.Telemetry;
import org.histochain.workflows.chain.ChainRequest;
import org.histochain.workflows.contract.ArtifactRef;
import org.histochain.workflows.contract.ChainSpec;
import org.histochain.workflows.experiment.ExperimentRequest;
import org.jspecify.annotations.Nullable;

/**
 * Chains and experiments that run in this process, everything they leave being in one output
 * folder: {@code store/} is the artifact store, {@code report/index.html}, its numbers in {@code
 * report/data/} and {@code summary.json} are the result. A chain that was cut off is started again,
 * reuses every finished step and goes on inside a training step where its last checkpoint was kept.
 */
final class EmbeddedRun implements AutoCloseable {
  private final Console console;
  private final Path out;
  private final FileChannel lock;
  private final Telemetry telemetry;
  private final Settings settings;
  private final Artifacts artifacts;
  private volatile @Nullable WorkerProcess worker;

  private EmbeddedRun(Console console, Path out, FileChannel lock) throws IOException {
    this.console = console;
    this.out = out;
    this.lock = lock;
    this.settings = Settings.load(console.environment());
    this.telemetry = Telemetry.silent();
    MeterRegistry meters = telemetry.registry();
    Path store = Files.createDirectories(out.resolve("store"));
    this.artifacts =
        new Artifacts(Stores.open(StoreLocation.folder(store)), settings.cache(), meters);
  }

  /**
   * Takes an output folder, which is made if it is not there.
   *
   * @throws CliError if another run uses it or it cannot be written to
   */
  static EmbeddedRun open(Console console, Path out) throws IOException {
    Path folder = out.toAbsolutePath().normalize();
    try {
      Files.createDirectories(folder);
    } catch (IOException unusable) {
      throw CliError.wrongInput(
          "--out is %s, which is no folder that can be made (%s): choose another"
              .formatted(out, unusable.getMessage()));
    }
    FileChannel channel =
        FileChannel.open(
            folder.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      if (channel.tryLock() == null) {
        throw inUse(out);
      }
      return new EmbeddedRun(console, folder, channel);
    } catch (OverlappingFileLockException inThisProcess) {
      channel.close();
      throw inUse(out);
    } catch (IOException | RuntimeException unusable) {
      channel.close();
      throw unusable;
    }
  }

  private Path scratch() {
    return artifacts.cache().scratch();
  }

  private ChainResolver resolver() {
    return new ChainResolver(artifacts, scratch(), console);
  }

  Artifacts artifacts() {
    return artifacts;
  }

  /** Returns where the report's page is once the chain is done. */
  Path report() {
    return reportFolder().resolve(ReportFiles.PAGE);
  }

  private Path reportFolder() {
    return out.resolve("report");
  }

  /** Returns the store as {@code HISTOCHAIN_STORE} names it. */
  String store() {
    return StoreLocation.folder(out.resolve("store")).uri().toString();
  }

  /** Runs a chain to its end, or until the process is told to end, and writes its result. */
  ChainStatus run(ChainFile file) throws Exception {
    FollowedView<ChainStatus> view = new ChainLines(ProgressView.on(console));
    try (OnSignal _ = new OnSignal(() -> stop(view))) {
      return run(file, view);
    }
  }

  /** Steps stop between two updates rather than inside native code. */
  private void stop(FollowedView<ChainStatus> view) {
    view.close();
    stopSteps();
  }

  private ChainStatus run(ChainFile file, FollowedView<ChainStatus> view) throws Exception {
    ChainSpec spec = resolver().resolve(file);
    String id = ChainIds.of(spec);
    return orchestrated(
        id,
        temporal -> {
          ChainStarter starter = new ChainStarter(temporal);
          new ChainFolder(artifacts.store(), id).begin(spec);
          starter.restart(id, ChainRequest.of(spec));
          ChainStatusReader reader =
              new ChainStatusReader(artifacts.store(), starter::live, view::note);
          ChainStatus status = new Follower<>(reader::require, view).follow(id);
          if (status.exitCode() == ExitCodes.DONE) {
            write(id, status.summary());
          }
          return status;
        });
  }

  /** Returns the experiment's plan, its data set imported. */
  Plan plan(ExperimentFile file) throws IOException {
    return new ExperimentPlanner(resolver()).plan(file);
  }

  /** Runs an experiment to its end, or until the process is told to end, and writes its report. */
  ExperimentStatus run(ExperimentFile file, int parallel) throws Exception {
    ExperimentLines view = new ExperimentLines(console::note);
    try (OnSignal _ = new OnSignal(this::stopSteps)) {
      Plan plan = plan(file);
      ArtifactRef blob = Experiments.begin(artifacts, file.name(), plan);
      ExperimentStatus status =
          orchestrated(
              file.name(),
              temporal -> {
                ExperimentStarter starter = new ExperimentStarter(temporal);
                starter.restart(
                    file.name(),
                    ExperimentRequest.of(blob, parallel),
                    "Experiment of %d chains".formatted(plan.runs().size()));
                ExperimentStatusReader reader =
                    new ExperimentStatusReader(artifacts.store(), starter::live, view::note);
                return new Follower<>(reader::require, view).follow(file.name());
              });
      if (status.exitCode() == ExitCodes.DONE) {
        new ExperimentFiles(artifacts.store(), file.name()).write(reportFolder());
      }
      return status;
    }
  }

  private void stopSteps() {
    WorkerProcess running = worker;
    if (running != null) {
      console.note(
          "Stopping the step in course; finished steps are kept, and how far training came");
      running.close();
    }
    console.note("Stopped: run the same command again, it goes on where it was");
  }

  /** What is done while a Temporal and a worker are there. */
  @FunctionalInterface
  private interface Orchestrated<T> {
    T run(TemporalConnection temporal) throws Exception;
  }

  private <T> T orchestrated(String id, Orchestrated<T> work) throws Exception {
    try (EmbeddedTemporal temporal = EmbeddedTemporal.start(out, ServerBinary.TEMPORAL.find())) {
      console.note("Orchestrated by " + temporal.describe());
      try (WorkerProcess steps =
          new WorkerProcess(
              temporal.connection(),
              StepServices.create(
                  artifacts,
                  scratch(),
                  CheckpointRhythm.EVERY_MINUTE,
                  VersionText.version(),
                  telemetry.registry()),
              EnumSet.allOf(Role.class),
              telemetry)) {
        worker = steps;
        temporal.endAllBut(id);
        steps.start();
        return work.run(temporal.connection());
      }
    }
  }

  private void write(String id, Summary summary) throws IOException {
    ReportFiles.writePage(new ChainFolder(artifacts.store(), id), reportFolder());
    ReportFiles.writeSummary(summary, out);
  }

  private static CliError inUse(Path out) {
    return CliError.failed(
        "another histochain uses %s: wait until it ends, or choose another --out".formatted(out));
  }

  @Override
  public void close() throws IOException {
    artifacts.store().close();
    telemetry.close();
    lock.close();
  }
}
