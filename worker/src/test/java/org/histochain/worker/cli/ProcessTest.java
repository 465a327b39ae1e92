package org.histochain.worker.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What only a process of its own can show: closed output, signals, a terminal. */
final class ProcessTest {
  /** The launcher's; and its logging, since tests may have another of their own. */
  private static final String OPTIONS =
      "-XX:TieredStopAtLevel=1 --enable-native-access=ALL-UNNAMED"
          + " --sun-misc-unsafe-memory-access=allow -Dlogback.configurationFile=logback.xml";

  private static final long PATIENCE_SECONDS = 120;

  @TempDir private Path folder;

  @BeforeEach
  void storeAChainThatRuns() throws IOException {
    Path store = Files.createDirectory(folder.resolve("store"));
    new StoredChains(store).running("tissue-1", "tissue");
    Files.writeString(folder.resolve("temporal.toml"), "[profile.default]\n");
  }

  @Test
  void outputThatNobodyReadsEndsACommandQuietly() throws Exception {
    for (String command : List.of("list", "completion bash", "list --help")) {
      assertThat(shell(histochain(command) + " | (exec <&-; sleep 0); echo ${PIPESTATUS[0]}"))
          .as(command)
          .isEqualTo("0\n");
    }
  }

  @Test
  void aWatchThatNobodyReadsEndsWithoutSayingThatTheChainIsDone() throws Exception {
    assertThat(shell(histochain("watch tissue-1") + " | (exec <&-); echo ${PIPESTATUS[0]}"))
        .isEqualTo("1\n");
  }

  @Test
  void outputThatCannotBeWrittenIsAFailureInOneLine() throws Exception {
    for (String command : List.of("list", "list --help")) {
      assertThat(shell(histochain(command) + " > /dev/full; echo $?"))
          .matches("histochain: standard output cannot be written \\(.*\\): choose another\n1\n");
    }
  }

  @Test
  void controlCLeavesTheChainRunningAndSaysSo() throws Exception {
    Process watch = start("exec env --default-signal=INT " + histochain("watch tissue-1"));
    BufferedReader lines = watch.inputReader(UTF_8);
    assertThat(lines.readLine()).startsWith("Only what the store knows is shown");
    assertThat(lines.readLine()).isEqualTo("waiting");
    interrupt(watch);
    assertThat(lines.readLine())
        .isEqualTo("Chain tissue-1 runs on; histochain watch tissue-1 follows it again");
    assertThat(lines.readLine()).isNull();
    assertThat(watch.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(watch.exitValue()).isEqualTo(130);
  }

  /** {@code script} gives the command a terminal, of which every drawn line is looked at. */
  @Test
  void aTerminalOfFortyColumnsIsDrawnOnAndGivenBack() throws Exception {
    Path watch = folder.resolve("watch");
    Files.writeString(
        watch,
        "stty cols 40 rows 12; exec env --default-signal=INT " + histochain("watch tissue-1"));
    Process terminal = start("exec script -qefc 'bash " + watch + "' /dev/null");
    StringBuilder seen = new StringBuilder();
    BufferedReader output = terminal.inputReader(UTF_8);
    while (seen.indexOf("\u001b[J") < 0) {
      int next = output.read();
      assertThat(next).as(seen.toString()).isNotNegative();
      seen.append((char) next);
    }
    ProcessHandle java =
        terminal
            .descendants()
            .filter(process -> process.info().command().orElse("").endsWith("java"))
            .findFirst()
            .orElseThrow();
    interrupt(java.pid());
    for (int next = output.read(); next >= 0; next = output.read()) {
      seen.append((char) next);
    }
    assertThat(seen.toString())
        .contains("\u001b[?1049h", "tissue-1: running")
        .containsPattern("(?s)\u001b\\[\\?1049l.*Chain tissue-1 runs on");
    String screen = seen.substring(0, seen.indexOf("\u001b[?1049l"));
    assertThat(screen.split("\r\n|\u001b\\[H"))
        .extracting(line -> line.replaceAll("\u001b\\[[?0-9]*[a-zA-Z]", ""))
        .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(40));
    assertThat(terminal.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(terminal.exitValue()).isEqualTo(130);
  }

  private static void interrupt(Process process) throws Exception {
    interrupt(process.pid());
  }

  private static void interrupt(long pid) throws Exception {
    assertThat(new ProcessBuilder("kill", "-INT", String.valueOf(pid)).start().waitFor()).isZero();
  }

  private static String histochain(String arguments) {
    return "%s %s %s %s"
        .formatted(
            Path.of(System.getProperty("java.home"), "bin", "java"),
            OPTIONS,
            Histochain.class.getName(),
            arguments);
  }

  private String shell(String line) throws Exception {
    Process process = start(line);
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    return output;
  }

  private Process start(String line) throws IOException {
    ProcessBuilder builder = new ProcessBuilder("bash", "-c", line).redirectErrorStream(true);
    builder
        .environment()
        .putAll(
            Map.of(
                "CLASSPATH", System.getProperty("java.class.path"),
                "TERM", "xterm",
                "TEMPORAL_CONFIG_FILE", folder.resolve("temporal.toml").toString(),
                "TEMPORAL_ADDRESS", "127.0.0.1:1",
                "XDG_STATE_HOME", folder.resolve("state").toString(),
                "XDG_CACHE_HOME", folder.resolve("cache").toString(),
                "HISTOCHAIN_STORE", folder.resolve("store").toUri().toString()));
    return builder.start();
  }
}
