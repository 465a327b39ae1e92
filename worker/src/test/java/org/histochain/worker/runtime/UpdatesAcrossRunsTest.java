package org.histochain.worker.runtime;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.histochain.activities.artifact.ServerBinary;
import org.histochain.worker.telemetry.Telemetry;
import org.histochain.workflows.chain.SettingsRequest;
import org.histochain.workflows.chain.Steered;
import org.histochain.workflows.contract.ChainSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A real server that suggests early to continue as new, and people who keep asking. */
@Timeout(300)
class UpdatesAcrossRunsTest {
  private static final int UPDATES = 100;
  private static final String CHAIN = "steered";

  @TempDir Path folder;

  @Test
  void noneOfAHundredUpdatesIsLost() throws Exception {
    StubSteps steps = StubSteps.prompt();
    Set<String> runs = new HashSet<>();
    SortedMap<Integer, String> expected = new TreeMap<>();
    int length = 1000;
    try (EmbeddedTemporal temporal =
            EmbeddedTemporal.start(folder.resolve("server"), Optional.of(impatientServer()));
        WorkerProcess worker =
            new WorkerProcess(
                temporal.connection(),
                steps.services(),
                EnumSet.allOf(Role.class),
                Telemetry.silent())) {
      worker.start();
      ChainStarter starter = new ChainStarter(temporal.connection());
      ChainSteering steering = new ChainSteering(temporal.connection());
      starter.start(CHAIN, StubSteps.spec(length));
      for (int update = 0; update < UPDATES; update++) {
        switch (update % 5) {
          case 0, 3 -> {
            String k = Integer.toString(1000 + update);
            TreeMap<String, String> settings = new TreeMap<>();
            settings.put("filter.k", k);
            Steered steered = steering.set(CHAIN, new SettingsRequest(settings));
            assertThat(steered.changed()).isTrue();
            expected.put(steered.from() == null ? 0 : steered.from(), k);
          }
          case 1 -> assertThat(steering.pause(CHAIN).paused()).isTrue();
          case 2 -> {
            length = 1000 + update;
            assertThat(steering.extend(CHAIN, length).iterations()).isEqualTo(length);
          }
          default -> {
            assertThat(steering.resume(CHAIN).paused()).isFalse();
            // Updates are quick: without this all of them would meet the first run.
            int next = iteration(starter) + 1;
            await().atMost(Duration.ofMinutes(1)).until(() -> iteration(starter) >= next);
          }
        }
        runs.add(starter.live(CHAIN).orElseThrow().runId());
      }
      int last = iteration(starter) + 3;
      assertThat(steering.extend(CHAIN, last).iterations()).isEqualTo(last);
      assertThat(starter.await(CHAIN).iterations()).isEqualTo(last);
    }
    ChainSpec reported = requireNonNull(steps.reported.get());
    SortedMap<Integer, String> found = new TreeMap<>();
    reported
        .changesOrNone()
        .forEach(change -> found.put(change.from(), change.settings().get("filter.k")));
    assertThat(found).isEqualTo(expected);
    assertThat(runs).as("runs that the updates met").hasSizeGreaterThan(3);
  }

  private static int iteration(ChainStarter starter) throws Exception {
    return requireNonNull(starter.live(CHAIN).orElseThrow().progress()).iteration();
  }

  private Path impatientServer() throws Exception {
    Path script = folder.resolve("temporal");
    Files.writeString(
        script,
        """
        #!/bin/sh
        exec '%s' "$@" --dynamic-config-value limit.historyCount.suggestContinueAsNew=100
        """
            .formatted(ServerBinary.find("temporal")));
    return Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
  }
}
