package org.histochain.worker.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.histochain.activities.draw.Draw;
import org.histochain.activities.report.ChainFolder;
import org.histochain.activities.report.Summary;
import org.histochain.worker.runtime.MortalChain.Death;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

class KilledTrainingTest {
  private static final Logger log = LoggerFactory.getLogger(KilledTrainingTest.class);
  private static final long SEED = Long.getLong("kills.seed", 20261124);
  private static final List<Share> SHARES =
      List.of(new Share("trainTeacher", 7), new Share("pretrain", 7), new Share("finetune", 6));

  /** How many of the kills meet a step. */
  private record Share(String step, int kills) {}

  @TempDir Path folder;

  @Test
  void killedTwentyTimesTheChainEndsWithTheSameModels() throws Exception {
    Path calm = Files.createDirectories(folder.resolve("calm"));
    TinyChain undisturbed = new TinyChain(calm);
    List<String> expected = models(undisturbed.run(MortalChain.ID, MortalChain.spec(undisturbed)));
    Path killed = Files.createDirectories(folder.resolve("killed"));
    List<Death> deaths = deaths();
    log.info("Seed {}: {}", SEED, deaths);

    Map<String, Integer> redone = new TreeMap<>();
    String inCourse = "";
    for (Death death : deaths) {
      int resumed = death.step().equals(inCourse) ? newestCheckpoint(killed) : 0;
      inCourse = death.step();
      int before = updates(killed, death.step());
      assertThat(live(killed, resumed, death)).as("%s ends by SIGKILL", death).isEqualTo(128 + 9);
      int came = resumed + updates(killed, death.step()) - before;
      int lost = came - newestCheckpoint(killed);
      assertThat(lost).as("updates lost by %s", death).isBetween(0, MortalChain.INTERVAL);
      assertThat(came).as("%s", death).isGreaterThanOrEqualTo(death.update());
      redone.merge(death.step(), lost, Integer::sum);
    }
    assertThat(live(killed, 0, Death.NEVER)).isZero();

    TinyChain survivor = new TinyChain(killed);
    Summary summary =
        new ChainFolder(survivor.artifacts().store(), MortalChain.ID).summary().orElseThrow();
    assertThat(models(summary)).isEqualTo(expected).doesNotHaveDuplicates().hasSize(3);
    for (Share share : SHARES) {
      assertThat(updates(killed, share.step()))
          .as("updates of %s", share.step())
          .isEqualTo(MortalChain.UPDATES + redone.getOrDefault(share.step(), 0));
    }
    assertThat(survivor.artifacts().store().list("checkpoints/")).isEmpty();
  }

  /** Draws one kill from each equal part of a step; every third of them inside publishing. */
  private static List<Death> deaths() {
    List<Death> deaths = new ArrayList<>();
    for (int index = 0; index < SHARES.size(); index++) {
      String step = SHARES.get(index).step();
      int kills = SHARES.get(index).kills();
      int last = MortalChain.UPDATES - MortalChain.INTERVAL - 1;
      Draw draw = Draw.of(SEED, "kills", index);
      for (int kill = 0; kill < kills; kill++) {
        int from = 1 + kill * last / kills;
        int to = 1 + (kill + 1) * last / kills;
        deaths.add(new Death(step, from + draw.below(to - from), kill % 3 == 1));
      }
    }
    return deaths;
  }

  /** Runs the chain in a process of its own until it ends, and returns its exit code. */
  private static int live(Path folder, int resumed, Death death) throws Exception {
    List<String> command = new ArrayList<>();
    Collections.addAll(
        command,
        ProcessHandle.current().info().command().orElseThrow(),
        "--enable-native-access=ALL-UNNAMED",
        "--sun-misc-unsafe-memory-access=allow",
        "-cp",
        System.getProperty("java.class.path"),
        MortalChain.class.getName(),
        folder.toString(),
        folder.resolve("updates").toString(),
        Integer.toString(resumed));
    command.addAll(death.words());
    Path output = folder.resolve("output");
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()))
            .start();
    try {
      assertThat(process.waitFor(2, TimeUnit.MINUTES))
          .as("%s ends; its output is\n%s", death, Files.readString(output))
          .isTrue();
      return process.exitValue();
    } finally {
      process.destroyForcibly();
    }
  }

  /** Looks for checkpoints as they lie in the folder: whole ones alone are visible there. */
  private static int newestCheckpoint(Path folder) throws IOException {
    Path checkpoints = folder.resolve("store/checkpoints");
    if (!Files.exists(checkpoints)) {
      return 0;
    }
    try (Stream<Path> files = Files.walk(checkpoints)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.matches("[0-9]{12}"))
          .mapToInt(Integer::parseInt)
          .max()
          .orElse(0);
    }
  }

  private static int updates(Path folder, String step) throws IOException {
    Path log = folder.resolve("updates");
    return Files.exists(log)
        ? Math.toIntExact(Files.readAllLines(log).stream().filter(step::equals).count())
        : 0;
  }

  private static List<String> models(Summary summary) {
    return summary.stages().stream().map(stage -> stage.modelSha256()).toList();
  }
}
