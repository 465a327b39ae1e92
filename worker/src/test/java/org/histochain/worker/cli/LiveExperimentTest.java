package org.histochain.worker.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.temporal.failure.ApplicationFailure;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.histochain.activities.artifact.Artifacts;
import org.histochain.activities.artifact.ServerBinary;
import org.histochain.activities.artifact.StoreLocation;
import org.histochain.activities.artifact.Stores;
import org.histochain.activities.dataset.PatchLoader;
import org.histochain.activities.experiment.Experiments;
import org.histochain.activities.experiment.Plan;
import org.histochain.activities.report.ChainFolder;
import org.histochain.activities.step.Producer;
import org.histochain.worker.cli.Shell.Outcome;
import org.histochain.worker.runtime.EmbeddedTemporal;
import org.histochain.worker.runtime.ExperimentStarter;
import org.histochain.worker.runtime.Role;
import org.histochain.worker.runtime.StubSteps;
import org.histochain.worker.runtime.WorkerProcess;
import org.histochain.worker.telemetry.Telemetry;
import org.histochain.workflows.contract.ArtifactRef;
import org.histochain.workflows.contract.ExperimentActivities;
import org.histochain.workflows.contract.FailureTypes;
import org.histochain.workflows.contract.PlannedRuns;
import org.histochain.workflows.contract.Round;
import org.histochain.workflows.contract.RoundRequest;
import org.histochain.workflows.contract.RunsRequest;
import org.histochain.workflows.experiment.ExperimentRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Looks at experiments whose chains' steps do nothing, on a real Temporal. */
@Timeout(240)
final class LiveExperimentTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir private Path folder;
  private final Telemetry telemetry = Telemetry.silent();
  private final StubSteps steps = new StubSteps();
  private EmbeddedTemporal temporal;
  private WorkerProcess worker;
  private Artifacts artifacts;
  private Shell shell;
  private String address;

  @BeforeEach
  void startTemporal() throws Exception {
    temporal =
        EmbeddedTemporal.start(
            folder.resolve("server"), Optional.of(ServerBinary.find("temporal")));
    shell = new Shell(folder);
    address = temporal.client().getWorkflowServiceStubs().getOptions().getTarget();
    shell.set("TEMPORAL_ADDRESS", address);
    artifacts =
        new Artifacts(
            Stores.open(StoreLocation.folder(folder.resolve("store"))),
            folder.resolve("cache"),
            new SimpleMeterRegistry());
    worker =
        new WorkerProcess(
            temporal.connection(),
            steps.services(List.of(new Planned())),
            EnumSet.allOf(Role.class),
            telemetry);
    worker.start();
  }

  @AfterEach
  void stopTemporal() throws Exception {
    steps.pretrain.countDown();
    worker.close();
    temporal.close();
    telemetry.close();
  }

  private void start(String id) throws IOException {
    Plan plan = StoredExperiments.plan("tissue");
    ArtifactRef blob = Experiments.begin(artifacts, id, plan);
    new ChainFolder(artifacts.store(), id + ".001").begin(plan.runs().getFirst().spec());
    new ExperimentStarter(temporal.connection())
        .begin(id, ExperimentRequest.of(blob, 1), "Experiment of 4 chains");
  }

  @Test
  void aRunningOneIsShownAndFollowedUntilItIsCancelled() throws Exception {
    start("study");
    steps.pretraining.await();
    Launcher launcher =
        Launcher.in(Files.createDirectory(folder.resolve("launcher")))
            .with("TEMPORAL_ADDRESS", address)
            .with("HISTOCHAIN_STORE", folder.resolve("store").toUri().toString());

    Outcome status = shell.run("status", "study");
    assertThat(status.exitCode()).describedAs(status.err()).isZero();
    assertThat(status.err()).isEmpty();
    assertThat(status.out())
        .contains("Experiment  study, running")
        .containsPattern("runs +2 +0 +4 +0 +0 +1 +3")
        .contains("study.001  chain, draw 1, seed 1  running  -");

    Process left = launcher.start("watch study");
    BufferedReader lines = left.inputReader(UTF_8);
    assertThat(lines.readLine()).isEqualTo("Runs: 0 of 4 chains done, running study.001");
    Launcher.interrupt(left.toHandle());
    assertThat(lines.readLine())
        .isEqualTo("Experiment study runs on; histochain watch study follows it again");
    assertThat(left.waitFor(Launcher.PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(left.exitValue()).isEqualTo(ExitCodes.INTERRUPTED);

    Process watch = launcher.start("watch study");
    BufferedReader followed = watch.inputReader(UTF_8);
    assertThat(followed.readLine()).isEqualTo("Runs: 0 of 4 chains done, running study.001");
    assertThat(shell.run("cancel", "study").exitCode()).isZero();
    assertThat(watch.waitFor(Launcher.PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(watch.exitValue()).isEqualTo(ExitCodes.FAILED);
    assertThat(followed.lines()).contains("Experiment  study, cancelled");
  }

  @Test
  void oneThatFailedSaysWhy() throws Exception {
    start("refused");

    await()
        .atMost(PATIENCE)
        .until(() -> shell.run("status", "refused").out().contains("refused, failed"));

    assertThat(shell.run("status", "refused").out()).contains("Reason      nothing can be chosen");
    Outcome watch = shell.run("watch", "refused");
    assertThat(watch.exitCode()).isEqualTo(ExitCodes.FAILED);
    assertThat(watch.out()).contains("Reason      nothing can be chosen");
  }

  /** An experiment's own steps, as a worker has them. */
  private final class Planned implements ExperimentActivities {
    private Experiments experiments() {
      PatchLoader patches = new PatchLoader(artifacts, artifacts.cache().scratch());
      return new Experiments(artifacts, patches, new Producer("test", "cpu-test"));
    }

    @Override
    public Round openRound(RoundRequest request) {
      if (request.experiment().equals("refused")) {
        throw ApplicationFailure.newNonRetryableFailure(
            "nothing can be chosen", FailureTypes.INVALID_CHAIN);
      }
      try {
        return experiments().open(request);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public PlannedRuns plannedRuns(RunsRequest request) {
      try {
        return experiments().runs(request);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public ArtifactRef chooseSettings(RoundRequest request) {
      throw new UnsupportedOperationException("nothing is tuned");
    }

    @Override
    public ArtifactRef reportExperiment(RoundRequest request) {
      throw new UnsupportedOperationException("no chain comes to its end");
    }
  }
}
