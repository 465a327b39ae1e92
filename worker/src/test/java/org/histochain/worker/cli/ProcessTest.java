package org.histochain.worker.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.histochain.worker.cli.Launcher.Ended;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What users see: the launcher's exit code, standard output and standard error. */
final class ProcessTest {
  @TempDir private static Path folder;
  private static Launcher launcher;

  @BeforeAll
  static void storeAChainThatRuns() throws IOException {
    launcher = Launcher.in(folder);
    new StoredChains(folder.resolve("store")).running("tissue-1", "tissue");
    Files.writeString(folder.resolve("chain.yaml"), "dataset: tissue\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "dataset", "config"})
  void aCommandThatOnlyHoldsOthersShowsItsHelpAsAnError(String command) throws Exception {
    Ended ended = launcher.run(command);
    assertThat(ended.exitCode()).isEqualTo(2);
    assertThat(ended.out()).isEmpty();
    assertThat(ended.err()).startsWith(("Usage: histochain " + command).strip());
  }

  /** Those that need arguments without any, the others with one that is wrong. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '>',
      textBlock =
          """
          demo now               > demo takes no argument now here: histochain demo
          run                    > run needs --file=CHAIN.yaml, --out=DIR: histochain run
          up --ui-port here      > '--ui-port': 'here' is not an int
          down now               > down takes no argument now here: histochain down
          worker --roles cook    > cook
          dataset import         > import needs NAME: histochain dataset import
          dataset synth          > synth needs NAME: histochain dataset synth
          dataset list now       > list takes no argument now here: histochain dataset list
          dataset show           > show needs NAME: histochain dataset show
          dataset verify         > verify needs NAME: histochain dataset verify
          start                  > start needs --file=CHAIN.yaml: histochain start
          watch                  > watch needs ID: histochain watch
          status                 > status needs ID: histochain status
          list --outptu json     > list has no option --outptu: perhaps you meant --output
          pause                  > pause needs ID: histochain pause
          resume                 > resume needs ID: histochain resume
          cancel                 > cancel needs ID: histochain cancel
          extend tissue-1        > extend needs --to=N: histochain extend
          set tissue-1           > set needs KEY=VALUE: histochain set
          fork tissue-1          > fork needs --from-iteration=N, --id=NEW: histochain fork
          predict                > predict needs --images=PATH, --out=F.csv
          export                 > export needs --out=DIR, ID: histochain export
          config shwo            > there is no command shwo: perhaps you meant show
          completion             > completion needs bash|zsh: histochain completion
          doctor now             > doctor takes no argument now here: histochain doctor
          strat                  > there is no command strat: perhaps you meant start
          """)
  void wrongArgumentsAreRefusedInOneLine(String typed, String part) throws Exception {
    assertThat(refused(launcher, 2, typed)).contains(part);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '>',
      textBlock =
          """
          2 > status nobody               > there is no chain and no experiment nobody in file:
          2 > dataset show nobody         > no data set nobody
          1 > pause tissue-1              > Temporal does not answer at 127.0.0.1:1
          1 > start -f FOLDER/chain.yaml  > Temporal does not answer at 127.0.0.1:1
          """)
  void whatIsUnknownOrDoesNotAnswerIsSaidInTheLastLine(int code, String typed, String part)
      throws Exception {
    assertThat(refused(launcher, code, typed.replace("FOLDER", folder.toString()))).contains(part);
  }

  @Test
  void aStoreThatDoesNotAnswerIsSaidInOneLine() throws Exception {
    Launcher away =
        launcher
            .with("HISTOCHAIN_STORE", "s3://tissue")
            .with("AWS_ENDPOINT_URL_S3", "http://127.0.0.1:1")
            .with("AWS_ACCESS_KEY_ID", "user")
            .with("AWS_SECRET_ACCESS_KEY", "secret");
    assertThat(refused(away, 1, "list")).contains("http://127.0.0.1:1 is not to be reached");
  }

  @Test
  void aStoreWithoutTheRightToWriteIsSaidInOneLine() throws Exception {
    Path store = Files.createDirectory(folder.resolve("read-only"));
    Files.setPosixFilePermissions(store, PosixFilePermissions.fromString("r-xr-xr-x"));
    Launcher bound = launcher.bound().with("HISTOCHAIN_STORE", store.toUri().toString());
    assertThat(refused(bound, 1, "dataset synth toy --count 9"))
        .contains("The store folder " + store + " is read-only")
        .contains("give this user the right to write there");
  }

  @Test
  void outputThatNobodyReadsEndsACommandQuietly() throws Exception {
    for (String command : List.of("list", "completion bash", "list --help")) {
      assertThat(launcher.shell("histochain " + command + " | (exec <&-); echo ${PIPESTATUS[0]}"))
          .as(command)
          .isEqualTo("0\n");
    }
    assertThat(launcher.shell("histochain config show | head -1; echo ${PIPESTATUS[0]}"))
        .matches("setting +value +from +variable\n0\n");
  }

  @Test
  void aWatchThatNobodyReadsEndsWithoutSayingThatTheChainIsDone() throws Exception {
    assertThat(launcher.shell("histochain watch tissue-1 | (exec <&-); echo ${PIPESTATUS[0]}"))
        .isEqualTo("1\n");
  }

  @Test
  void outputThatCannotBeWrittenIsAFailureInOneLine() throws Exception {
    for (String command : List.of("list", "list --help")) {
      assertThat(launcher.shell("histochain " + command + " > /dev/full; echo $?"))
          .matches("histochain: standard output cannot be written \\(.*\\): choose another\n1\n");
    }
  }

  @Test
  void controlCLeavesAWatchedChainRunningAndSaysSo() throws Exception {
    Process watch = launcher.start("watch tissue-1");
    BufferedReader lines = watch.inputReader(UTF_8);
    assertThat(lines.readLine()).startsWith("Only what the store knows is shown");
    assertThat(lines.readLine()).isEqualTo("waiting");
    Launcher.interrupt(watch.toHandle());
    assertThat(lines.readLine())
        .isEqualTo("Chain tissue-1 runs on; histochain watch tissue-1 follows it again");
    assertThat(lines.readLine()).isNull();
    assertThat(exitCode(watch)).isEqualTo(130);
  }

  @Test
  void controlCEndsAWorkerThatWaitsForTemporal() throws Exception {
    Process worker = launcher.start("worker");
    BufferedReader lines = worker.inputReader(UTF_8);
    String line = lines.readLine();
    while (!line.contains("Waiting for Temporal")) {
      line = lines.readLine();
      assertThat(line).isNotNull();
    }
    Launcher.interrupt(worker.toHandle());
    assertThat(exitCode(worker)).isEqualTo(130);
  }

  /** {@code script} gives the command a terminal, of which every drawn line is looked at. */
  @Test
  void aTerminalOfFortyColumnsIsDrawnOnAndGivenBack() throws Exception {
    Process terminal = launcher.startOnTerminal("stty cols 40 rows 12", "watch tissue-1");
    StringBuilder seen = new StringBuilder();
    BufferedReader output = terminal.inputReader(UTF_8);
    while (seen.indexOf("\u001b[J") < 0) {
      int next = output.read();
      assertThat(next).as(seen.toString()).isNotNegative();
      seen.append((char) next);
    }
    ProcessHandle watch =
        terminal
            .descendants()
            .filter(process -> process.info().command().orElse("").endsWith("java"))
            .findFirst()
            .orElseThrow();
    Launcher.interrupt(watch);
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
    assertThat(exitCode(terminal)).isEqualTo(130);
  }

  private static String refused(Launcher in, int exitCode, String arguments) throws Exception {
    Ended ended = in.run(arguments);
    assertThat(ended.exitCode()).as(ended.err()).isEqualTo(exitCode);
    assertThat(ended.out()).isEmpty();
    assertThat(ended.err()).doesNotContain("\tat ");
    List<String> lines =
        ended.err().lines().filter(line -> line.startsWith("histochain: ")).toList();
    assertThat(lines).as(ended.err()).hasSize(1);
    return ended.err().lines().reduce((_, line) -> line).orElseThrow();
  }

  private static int exitCode(Process process) throws InterruptedException {
    assertThat(process.waitFor(Launcher.PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    return process.exitValue();
  }
}
