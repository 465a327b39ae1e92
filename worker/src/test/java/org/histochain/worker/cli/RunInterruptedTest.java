package org.histochain.worker.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.histochain.activities.artifact.ServerBinary;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code run}, by the launcher, with Temporal's dev server as a process beside it. */
final class RunInterruptedTest {
  @TempDir private Path folder;

  /** The teacher would train for an hour. */
  @Test
  @Timeout(300)
  void controlCEndsARunWithAllItsProcessesAndTheNextOneGoesOnInsideTheStep() throws Exception {
    Tiles.write(folder.resolve("tiles"));
    Files.writeString(
        folder.resolve("chain.yaml"),
        """
        dataset: {path: tiles, name: tiles}
        split: {validation: 0.2, test: 0.2, seed: 1}
        labels: {perClass: 2, seed: 1}
        network: {name: resnet10, width: 4, stem: auto}
        chain: {iterations: 1}
        teacher: {steps: 500000, batch: 8}
        threads: 1
        """);
    Launcher launcher =
        Launcher.in(folder).with("TEMPORAL_CLI", ServerBinary.find("temporal").toString());
    Process run =
        launcher.start(
            "run -f %s --out %s".formatted(folder.resolve("chain.yaml"), folder.resolve("out")));
    BufferedReader lines = run.inputReader(UTF_8);
    awaitTraining(lines);
    List<ProcessHandle> processes = run.descendants().toList();
    assertThat(processes).isNotEmpty();

    Instant signal = Instant.now();
    Launcher.interrupt(run.toHandle());

    assertThat(lines.lines().filter(line -> line.startsWith("Stop")))
        .containsExactly(
            "Stopping the step in course; finished steps are kept, and how far training came",
            "Stopped: run the same command again, it goes on where it was");
    assertThat(run.waitFor(Launcher.PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(run.exitValue()).isEqualTo(130);
    for (ProcessHandle process : processes) {
      process.onExit().get(Launcher.PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
    Path checkpoint = onlyCheckpoint();
    assertThat(Files.getLastModifiedTime(checkpoint).toInstant())
        .as("a checkpoint within 10 s")
        .isBetween(signal.minusSeconds(1), signal.plusSeconds(10));

    Process next =
        launcher.start(
            "run --verbose -f %s --out %s"
                .formatted(folder.resolve("chain.yaml"), folder.resolve("out")));
    BufferedReader more = next.inputReader(UTF_8);
    List<String> said = awaitTraining(more);
    Launcher.interrupt(next.toHandle());
    more.lines().forEach(said::add);
    long update = Long.parseLong(checkpoint.getFileName().toString());
    assertThat(said)
        .anyMatch(line -> line.contains("Going on from update " + update + ", kept at"));
    assertThat(next.waitFor(Launcher.PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
  }

  private static List<String> awaitTraining(BufferedReader lines) throws IOException {
    List<String> said = new ArrayList<>();
    while (said.isEmpty() || !said.getLast().startsWith("teacher, ")) {
      said.add(lines.readLine());
      assertThat(said).last().as(said.toString()).isNotNull();
    }
    return said;
  }

  /** Nothing but one checkpoint is left: the start was taken back, as it ended in order. */
  private Path onlyCheckpoint() throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve("out/store/checkpoints"))) {
      List<Path> left = files.filter(Files::isRegularFile).toList();
      assertThat(left).hasSize(1);
      return left.getFirst();
    }
  }
}
