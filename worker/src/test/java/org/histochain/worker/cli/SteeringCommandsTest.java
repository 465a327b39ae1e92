package org.histochain.worker.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.assertj.core.api.AbstractStringAssert;
import org.histochain.activities.artifact.ArtifactStore;
import org.histochain.activities.artifact.ServerBinary;
import org.histochain.activities.artifact.StoreLocation;
import org.histochain.activities.artifact.Stores;
import org.histochain.activities.report.ChainFolder;
import org.histochain.activities.step.Json;
import org.histochain.worker.cli.Shell.Outcome;
import org.histochain.worker.runtime.ChainStarter;
import org.histochain.worker.runtime.EmbeddedTemporal;
import org.histochain.worker.runtime.Role;
import org.histochain.worker.runtime.StubSteps;
import org.histochain.worker.runtime.WorkerProcess;
import org.histochain.worker.telemetry.Telemetry;
import org.histochain.workflows.contract.ArtifactRef;
import org.histochain.workflows.contract.ChainSpec;
import org.histochain.workflows.contract.Evaluated;
import org.histochain.workflows.contract.IterationSpec;
import org.histochain.workflows.contract.Scores;
import org.histochain.workflows.contract.StageName;
import org.histochain.workflows.contract.StageRecord;
import org.histochain.workflows.contract.StepRun;
import org.histochain.workflows.contract.Trained;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Steers chains whose steps do nothing, on a real Temporal. */
@Timeout(240)
class SteeringCommandsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir private static Path folder;
  private static EmbeddedTemporal temporal;
  private static ChainStarter starter;
  private static ArtifactStore store;
  private static Shell shell;
  private static Launcher launcher;

  @BeforeAll
  static void startTemporal() throws Exception {
    temporal =
        EmbeddedTemporal.start(
            folder.resolve("server"), Optional.of(ServerBinary.find("temporal")));
    starter = new ChainStarter(temporal.connection());
    shell = new Shell(folder);
    String address = temporal.client().getWorkflowServiceStubs().getOptions().getTarget();
    shell.set("TEMPORAL_ADDRESS", address);
    launcher =
        Launcher.in(Files.createDirectory(folder.resolve("launcher")))
            .with("TEMPORAL_ADDRESS", address)
            .with("HISTOCHAIN_STORE", folder.resolve("store").toUri().toString());
    store = Stores.open(StoreLocation.folder(folder.resolve("store")));
  }

  @AfterAll
  static void stopTemporal() throws Exception {
    if (temporal != null) {
      temporal.close();
    }
  }

  @Test
  void pausesExtendsAndGoesOn() throws Exception {
    StubSteps steps = new StubSteps();
    try (Telemetry telemetry = Telemetry.silent();
        WorkerProcess worker = start("steered", StubSteps.spec(1), steps, telemetry)) {
      steps.pretraining.await();

      assertThat(done("pause", "steered"))
          .startsWith("Chain steered is paused: the step in course (pretrain")
          .contains("histochain resume steered goes on");
      assertThat(done("pause", "steered")).contains("Chain steered is paused already");
      assertThat(shell.run("status", "steered", "--output", "json").json().get("state").asText())
          .isEqualTo("paused");
      refused("extend", "steered", "--to", "0")
          .contains("chain steered: it is in iteration 1 already: extend it to 1 or more");
      assertThat(done("extend", "steered", "--to", "2")).contains("now ends after 2 iterations");
      assertThat(done("extend", "steered", "--to", "2")).contains("has 2 iterations already");
      Outcome resumed = shell.run("resume", "steered", "--output", "json");
      assertThat(resumed.exitCode()).describedAs(resumed.err()).isZero();
      assertThat(resumed.json().get("resumed").asBoolean()).isTrue();
      assertThat(resumed.json().get("state").asText()).isEqualTo("running");
      assertThat(done("resume", "steered")).contains("running already");

      steps.pretrain.countDown();
      assertThat(starter.await("steered").iterations()).isEqualTo(2);
      Launcher.Ended late = launcher.run("pause steered");
      assertThat(late.exitCode()).isEqualTo(2);
      assertThat(late.out()).isEmpty();
      assertThat(late.err())
          .isEqualTo("histochain: chain steered is done: only a running chain can be paused\n");
      refused("cancel", "steered").contains("chain steered is done: there is nothing to cancel");
      assertThat(worker.isPolling()).isTrue();
    }
  }

  @Test
  void setsWhatHoldsFromTheNextIterationOn() throws Exception {
    StubSteps steps = new StubSteps();
    try (Telemetry telemetry = Telemetry.silent();
        WorkerProcess worker = start("tuned", StubSteps.spec(2), steps, telemetry)) {
      steps.pretraining.await();

      assertThat(done("set", "tuned", "filter.k=0.6", "pretrain.epochs=7"))
          .isEqualTo("Chain tuned: filter.k 0.6, pretrain.epochs 7 from iteration 2 on.\n");
      assertThat(done("set", "tuned", "filter.k=0.6"))
          .isEqualTo("Chain tuned has filter.k 0.6 from iteration 2 on already.\n");
      Outcome json = shell.run("set", "tuned", "filter.p=2", "--output", "json");
      assertThat(json.json().get("from").asInt()).isEqualTo(2);
      assertThat(json.json().at("/settings/filter.p").asText()).isEqualTo("2");
      refused("set", "tuned", "filter.k=1").contains("chain tuned: filter.k is 1: write `all`");
      refused("set", "tuned", "network.width=8").contains("network.width cannot be set");
      refused("set", "tuned", "filter.k").contains("set needs KEY=VALUE");
      refused("set", "tuned", "filter.k=2", "filter.k=3").contains("filter.k is set twice");
      refused("set", "nobody", "filter.k=2").contains("there is no chain nobody");

      steps.pretrain.countDown();
      assertThat(starter.await("tuned").iterations()).isEqualTo(2);
      refused("set", "tuned", "filter.k=0.5")
          .contains("chain tuned is done, so that no iteration follows")
          .contains("histochain extend tuned --to N")
          .contains("histochain fork tuned");
      assertThat(worker.isPolling()).isTrue();
    }
  }

  @Test
  void forksAChainFromAnIteration() throws Exception {
    try (Telemetry telemetry = Telemetry.silent();
        WorkerProcess worker = start("tree", StubSteps.spec(2), StubSteps.prompt(), telemetry)) {
      starter.await("tree");
      refused("fork", "tree", "--from-iteration", "1", "--id", "early")
          .contains("chain tree has no teacher yet");
      writeStages("tree", 2);

      Outcome forked =
          shell.run(
              "fork", "tree", "--from-iteration", "2", "--set", "filter.k=0.6", "--id", "branch");
      assertThat(forked.exitCode()).describedAs(forked.err()).isZero();
      assertThat(forked.out())
          .isEqualTo(
              "Chain branch goes its own way from iteration 2 of tree on (filter.k 0.6), to"
                  + " iteration 2.\n");
      assertThat(forked.err())
          .contains("The teacher of chain tree is missing or damaged in the store");
      assertThat(starter.await("branch").iterations()).isEqualTo(2);
      assertThat(new ChainFolder(store, "branch").origin().orElseThrow().chain()).isEqualTo("tree");

      refused("fork", "tree", "--from-iteration", "2", "--id", "branch")
          .contains("there is a chain branch already: choose another --id");
      refused("fork", "tree", "--from-iteration", "4", "--id", "far")
          .contains("--from-iteration is 4, but chain tree has done 2 iterations: write 1 to 3");
      refused("fork", "tree", "--from-iteration", "0", "--id", "far").contains("write 1 or more");
      refused("fork", "tree", "--from-iteration", "3", "--id", "far")
          .contains("chain tree has 2 iterations in all")
          .contains("give --to 3 or more");
      refused("fork", "tree", "--from-iteration", "1", "--set", "seed=2", "--id", "far")
          .contains("seed cannot be set");
      refused("fork", "tree", "--from-iteration", "1", "--set", "filter.k=1", "--id", "far")
          .contains("filter.k is 1: write `all`");
      refused("fork", "nobody", "--from-iteration", "1", "--id", "far")
          .contains("there is no chain nobody");
      refused("fork", "tree", "--from-iteration", "1", "--id", "Far").contains("id is Far");
      Outcome longer =
          shell.run(
              "fork",
              "tree",
              "--from-iteration",
              "3",
              "--to",
              "4",
              "--id",
              "longer",
              "--output",
              "json");
      assertThat(longer.json().get("forkedFrom").asText()).isEqualTo("tree");
      assertThat(starter.await("longer").iterations()).isEqualTo(4);
      assertThat(worker.isPolling()).isTrue();
    }
  }

  @Test
  void cancelsAndStartsAgain() throws Exception {
    StubSteps steps = new StubSteps();
    try (Telemetry telemetry = Telemetry.silent();
        WorkerProcess worker = start("unwanted", StubSteps.spec(1), steps, telemetry)) {
      steps.pretraining.await();

      assertThat(done("cancel", "unwanted"))
          .startsWith("Chain unwanted is being cancelled: the step in course (pretrain")
          .contains("histochain resume unwanted starts it again");
      await()
          .atMost(PATIENCE)
          .until(() -> done("status", "unwanted").contains("unwanted, cancelled"));
      assertThat(done("cancel", "unwanted")).contains("is cancelled already");
      refused("pause", "unwanted")
          .contains("unwanted is cancelled: only a running chain can be paused")
          .contains("histochain resume unwanted starts it again");
      refused("extend", "unwanted", "--to", "3").contains("only a running or finished chain");

      steps.pretrain.countDown();
      assertThat(done("resume", "unwanted")).contains("was cancelled and is started again");
      assertThat(starter.await("unwanted").iterations()).isEqualTo(1);
      assertThat(worker.isPolling()).isTrue();
    }
  }

  @Test
  void controlCLeavesAChainRunningThatStartWaitsFor() throws Exception {
    done("dataset", "synth", "toy", "--count", "90", "--size", "16");
    Path file = folder.resolve("waited.yaml");
    Files.writeString(file, "dataset: toy\nlabels: {perClass: 1, seed: 1}\n");
    StubSteps steps = new StubSteps();
    try (Telemetry telemetry = Telemetry.silent();
        WorkerProcess worker = worker(steps, telemetry)) {
      Process start = launcher.start("start -f %s --id waited --wait".formatted(file));
      BufferedReader lines = start.inputReader(UTF_8);
      assertThat(lines.readLine()).isEqualTo("waited");
      String line = lines.readLine();
      while (line != null && !line.startsWith("pretrain")) {
        line = lines.readLine();
      }

      Launcher.interrupt(start.toHandle());

      assertThat(lines.readLine())
          .isEqualTo("Chain waited runs on; histochain watch waited follows it again");
      assertThat(start.waitFor(Launcher.PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
      assertThat(start.exitValue()).isEqualTo(130);
      assertThat(shell.run("status", "waited", "--output", "json").json().get("state").asText())
          .isEqualTo("running");
      steps.pretrain.countDown();
      assertThat(starter.await("waited").iterations()).isPositive();
      assertThat(worker.isPolling()).isTrue();
    }
  }

  @Test
  void startsAFinishedChainAgainToExtendIt() throws Exception {
    try (Telemetry telemetry = Telemetry.silent();
        WorkerProcess worker = start("short", StubSteps.spec(2), StubSteps.prompt(), telemetry)) {
      starter.await("short");
      writeStages("short", 2);

      assertThat(done("extend", "short", "--to", "2")).contains("has 2 iterations already");
      refused("extend", "short", "--to", "1")
          .contains("--to is 1, but chain short has done 2 iterations: write 3 or more");
      Outcome longer = shell.run("extend", "short", "--to", "3", "--output", "json");
      assertThat(longer.exitCode()).describedAs(longer.err()).isZero();
      assertThat(longer.json().get("state").asText()).isEqualTo("running");
      assertThat(longer.json().get("iterations").asInt()).isEqualTo(3);
      assertThat(starter.await("short").iterations()).isEqualTo(3);
      assertThat(new ChainFolder(store, "short").spec()).contains(StubSteps.spec(3));
      assertThat(worker.isPolling()).isTrue();
    }
  }

  @Test
  void doesNotExtendAChainWhosePatienceIsUsedUp() throws Exception {
    ChainSpec spec = impatient();
    try (Telemetry telemetry = Telemetry.silent();
        WorkerProcess worker = start("impatient", spec, StubSteps.prompt(), telemetry)) {
      assertThat(starter.await("impatient").iterations()).isEqualTo(1);
      writeStages("impatient", 1);
      refused("extend", "impatient", "--to", "9")
          .contains("ended after 1 iterations, 1 of them without a new best")
          .contains("patience of 1");
      assertThat(new ChainFolder(store, "impatient").spec()).contains(spec);
      assertThat(worker.isPolling()).isTrue();
    }
  }

  @Test
  void refusesChainsThatAreLostOrUnknown() throws IOException {
    new ChainFolder(store, "lost").begin(StubSteps.spec(1));
    refused("cancel", "lost")
        .contains("chain lost is lost: there is nothing to cancel")
        .contains("histochain resume lost");
    refused("pause", "lost").contains("chain lost is lost: only a running chain can be paused");
    refused("extend", "lost", "--to", "4").contains("chain lost is lost");
    refused("pause", "nobody").contains("there is no chain nobody").contains("histochain list");
    refused("cancel", "nobody").contains("there is no chain nobody");
    refused("resume", "nobody").contains("there is no chain nobody");
    refused("extend", "nobody", "--to", "4").contains("there is no chain nobody");
    refused("extend", "lost", "--to", "-1").contains("--to is -1: write 0 or more");
    refused("extend", "lost", "--to", "many").contains("many");
    refused("extend", "lost").contains("--to");
  }

  private static WorkerProcess start(
      String id, ChainSpec spec, StubSteps steps, Telemetry telemetry) throws Exception {
    WorkerProcess worker = worker(steps, telemetry);
    new ChainFolder(store, id).begin(spec);
    starter.start(id, spec);
    return worker;
  }

  private static WorkerProcess worker(StubSteps steps, Telemetry telemetry) throws Exception {
    WorkerProcess worker =
        new WorkerProcess(
            temporal.connection(), steps.services(), EnumSet.allOf(Role.class), telemetry);
    worker.start();
    return worker;
  }

  private static ChainSpec impatient() {
    ChainSpec spec = StubSteps.spec(5);
    return new ChainSpec(
        spec.dataset(),
        spec.split(),
        spec.labels(),
        spec.normalise(),
        spec.network(),
        new IterationSpec(5, 1, "balancedAccuracy"),
        spec.filter(),
        spec.teacher(),
        spec.pretrain(),
        spec.finetune(),
        spec.augment(),
        spec.threads(),
        spec.seed());
  }

  /** The stub's steps write nothing: a teacher that no student beats. */
  private static void writeStages(String id, int iterations) throws IOException {
    ArtifactRef artifact = new ArtifactRef("a".repeat(64), 1);
    StepRun run = new StepRun("key", false, 1);
    Scores scores = new Scores(0.5, 0.5, 0.5, 0.1, Map.of(), List.of());
    List<StageRecord> stages =
        IntStream.rangeClosed(0, iterations)
            .mapToObj(
                iteration ->
                    new StageRecord(
                        iteration,
                        iteration == 0 ? StageName.teacher : StageName.finetuned,
                        0,
                        null,
                        new Trained(artifact, artifact, 0.5, 100, run),
                        new Evaluated(scores, artifact, artifact, run),
                        null,
                        null))
            .toList();
    store.put(
        "chains/" + id + "/stages.json", Json.mapper().writeValueAsBytes(Map.of("stages", stages)));
  }

  private static String done(String... arguments) {
    Outcome outcome = shell.run(arguments);
    assertThat(outcome.exitCode()).describedAs(outcome.err()).isZero();
    return outcome.out();
  }

  private static AbstractStringAssert<?> refused(String... arguments) {
    Outcome outcome = shell.run(arguments);
    assertThat(outcome.exitCode()).describedAs(outcome.out() + outcome.err()).isEqualTo(2);
    assertThat(outcome.out()).isEmpty();
    return assertThat(outcome.err()).contains("histochain: ").doesNotContain("\tat ");
  }
}
