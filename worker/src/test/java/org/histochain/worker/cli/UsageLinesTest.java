package org.histochain.worker.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.histochain.worker.cli.Shell.Outcome;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class UsageLinesTest {
  @TempDir private Path folder;
  private Shell shell;

  @BeforeEach
  void openShell() throws IOException {
    shell = new Shell(folder);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '>',
      textBlock =
          """
          strat > there is no command strat: perhaps you meant start; histochain --help says more
          dataset lsit > there is no command lsit: perhaps you meant list; histochain dataset --help says more
          frobnicate > there is no command frobnicate; histochain --help says more
          list --outptu json > list has no option --outptu: perhaps you meant --output; histochain list --help says more
          list --outptu=json > list has no option --outptu: perhaps you meant --output; histochain list --help says more
          list --hepl > list has no option --hepl: perhaps you meant --help; histochain list --help says more
          start --fiel x.yaml > start has no option --fiel: perhaps you meant --file; histochain start --help says more
          list -x > list has no option -x; histochain list --help says more
          """)
  void whatIsUnknownIsNamedWithTheNearest(String typed, String line) {
    assertThat(refused(typed)).isEqualTo("histochain: " + line);
  }

  @ParameterizedTest
  @MethodSource("org.histochain.worker.cli.HistochainTest#commands")
  void everyCommandRefusesAnOptionThatItDoesNotHave(String command) {
    assertThat(refused((command + " --frobnicate").strip())).contains("has no option --frobnicate");
  }

  @ParameterizedTest
  @MethodSource("org.histochain.worker.cli.HistochainTest#commands")
  void everyCommandRefusesArgumentsThatItDoesNotTake(String command) {
    assertThat(refused((command + " a b c d").strip()))
        .containsPattern("takes no argument|there is no command|is none of|expected one of|needs ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '>',
      textBlock =
          """
          status > status needs ID: histochain status [--output=FORMAT] ID; histochain status --help says more
          watch > watch needs ID: histochain watch [--output=FORMAT] ID; histochain watch --help says more
          status a b > status takes no argument b here: histochain status [--output=FORMAT] ID; histochain status --help says more
          start -f > start needs --file=CHAIN.yaml: histochain start
          predict > predict needs --images=PATH, --out=F.csv, ID|MODEL.safetensors: histochain predict
          predict > ID|MODEL.safetensors; histochain predict --help says more
          dataset import a > import needs SOURCE: histochain dataset import
          config show more > show takes no argument more here: histochain config show
          completion > completion needs bash|zsh: histochain completion bash|zsh;
          """)
  void whatIsMissingOrTooMuchIsNamedWithTheUsage(String typed, String part) {
    assertThat(refused(typed)).startsWith("histochain: ").contains(part);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '>',
      textBlock =
          """
          list --output xml > [text, json] (case-sensitive) but was 'xml'; histochain list --help
          dataset synth a --count many > '--count': 'many' is not an int; histochain dataset synth
          """)
  void aValueThatIsNotAllowedIsNamed(String typed, String part) {
    assertThat(refused(typed)).contains(part);
  }

  private String refused(String typed) {
    Outcome outcome = shell.run(typed.split(" "));
    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err().lines()).hasSize(1);
    return outcome.err().strip();
  }
}
