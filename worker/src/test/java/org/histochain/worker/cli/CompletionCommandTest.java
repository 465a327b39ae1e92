package org.histochain.worker.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.histochain.worker.cli.Shell.Outcome;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CompletionCommandTest {
  @TempDir private Path folder;
  private Shell shell;

  @BeforeEach
  void openShell() throws IOException {
    shell = new Shell(folder);
  }

  @ParameterizedTest
  @ValueSource(strings = {"bash", "zsh"})
  void bashAcceptsTheScript(String name) throws Exception {
    assertThat(bash("-n", script(name).toString())).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "histochain statu, status",
    "histochain dataset sy, synth",
    "histochain list --min, --min-score",
    "histochain list --output j, json",
    "histochain list --state d, done",
    "histochain completion z, zsh"
  })
  void bashCompletesCommandsOptionsAndValues(String typed, String completed) throws Exception {
    Path test = folder.resolve("test.bash");
    Files.writeString(
        test,
        """
        source "$1"
        COMP_WORDS=(%s) COMP_LINE='%s'
        COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
        _complete_histochain 2>/dev/null
        echo "${COMPREPLY[@]}"
        """
            .formatted(typed, typed));
    assertThat(bash(test.toString(), script("bash").toString()).strip()).isEqualTo(completed);
  }

  @Test
  void aShellThatIsNoneIsRefusedWithThoseThereAre() {
    Outcome outcome = shell.run("completion", "fish");
    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err().lines()).singleElement().asString().contains("[bash, zsh]");
  }

  private Path script(String name) throws IOException {
    Outcome outcome = shell.run("completion", name);
    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out()).contains("source <(histochain completion " + name + ")");
    return Files.writeString(folder.resolve(name), outcome.out());
  }

  private static String bash(String... arguments) throws Exception {
    String[] command = new String[arguments.length + 1];
    command[0] = "bash";
    System.arraycopy(arguments, 0, command, 1, arguments.length);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }
}
