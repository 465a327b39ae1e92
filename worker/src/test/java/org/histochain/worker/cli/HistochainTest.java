package org.histochain.worker.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.histochain.activities.network.Architecture;
import org.histochain.activities.network.Initialisation;
import org.histochain.activities.network.SafetensorsFile;
import org.histochain.worker.cli.Shell.Outcome;
import org.histochain.workflows.contract.NetworkSpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

final class HistochainTest {
  @TempDir private Path folder;
  private Shell shell;

  @BeforeEach
  void openShell() throws IOException {
    shell = new Shell(folder);
  }

  @Test
  void withoutACommandTheHelpIsAnError() {
    Outcome outcome = shell.run();
    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err()).contains("Usage: histochain").contains("demo").contains("doctor");
  }

  /** Every command, by the words that call it. */
  static List<String> commands() {
    List<String> commands = new ArrayList<>();
    collect(line(), "", commands);
    assertThat(commands).hasSizeGreaterThan(20).contains("", "dataset import", "config show");
    return commands;
  }

  private static void collect(CommandLine line, String words, List<String> commands) {
    commands.add(words);
    line.getSubcommands()
        .forEach((name, command) -> collect(command, (words + " " + name).strip(), commands));
  }

  private static CommandLine line() {
    return Histochain.commandLine(new Console(System.out, System.err, Map.of(), false));
  }

  @ParameterizedTest
  @MethodSource("commands")
  void everyHelpHasAnExampleAndNoColours(String command) {
    Outcome outcome = shell.run(arguments(command, "--help"));
    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out())
        .containsPattern("Examples?:\n +.*histochain " + command)
        .doesNotContain("\u001b[");
  }

  /** What follows a redirection or a comment is the shell's. */
  @ParameterizedTest
  @MethodSource("commands")
  void everyExampleIsUnderstood(String command) {
    String help = shell.run(arguments(command, "--help")).out();
    help.lines()
        .dropWhile(line -> !line.startsWith("Example"))
        .filter(line -> line.contains("histochain "))
        .map(line -> line.strip().replaceAll("^.*<\\(|\\).*$| +#.*$| >.*$|   .*$", ""))
        .flatMap(line -> Stream.of(line.split(" && ")))
        .forEach(
            example ->
                assertThatCode(() -> line().parseArgs(example.substring(11).strip().split(" +")))
                    .as(example)
                    .doesNotThrowAnyException());
  }

  @ParameterizedTest
  @MethodSource("commands")
  void whatShowsSomethingShowsItAsJsonToo(String command) {
    Set<String> others =
        Set.of("", "dataset", "artifacts", "config", "demo", "worker", "completion");
    String help = shell.run(arguments(command, "--help")).out();
    assertThat(help.contains("--output=FORMAT")).isEqualTo(!others.contains(command));
  }

  @Test
  void aBadChainFileIsRefusedLineByLine() throws IOException {
    Path file = Files.writeString(folder.resolve("chain.yaml"), "dataset: x\nfiltre: 1\nseed: a\n");
    for (String command : new String[] {"start", "run"}) {
      Outcome outcome = shell.run(arguments(command, file));
      assertThat(outcome.exitCode()).isEqualTo(2);
      assertThat(outcome.out()).isEmpty();
      assertThat(outcome.err().lines())
          .satisfiesExactly(
              line ->
                  assertThat(line)
                      .startsWith("histochain: " + file + ", line 2: unknown key filtre")
                      .contains("did you mean filter?"),
              line -> assertThat(line).contains("line 3: seed is a: a whole number is needed"));
    }
    assertThat(folder.resolve("out")).doesNotExist();
  }

  @Test
  void aBareOneForKIsRefusedWithAdvice() throws IOException {
    Path file = Files.writeString(folder.resolve("chain.yaml"), "dataset: x\nfilter: {k: 1}\n");
    Outcome outcome = shell.run("start", "-f", file.toString());
    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.err().lines())
        .singleElement()
        .asString()
        .contains("line 2: filter.k is 1")
        .contains("all");
  }

  @Test
  void aDataSetThatIsNotThereIsNamed() throws IOException {
    Path file = Files.writeString(folder.resolve("chain.yaml"), "dataset: nowhere\n");
    Outcome outcome = shell.run(arguments("run", file));
    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.err().lines())
        .singleElement()
        .asString()
        .contains("no data set nowhere")
        .contains("dataset import");
    Outcome shown = shell.run("dataset", "show", "nowhere");
    assertThat(shown.exitCode()).isEqualTo(2);
    assertThat(shown.err()).contains("no data set nowhere");
  }

  @Test
  void startWeightsOfAnotherNetworkAreRefusedBeforeAnythingBegins() throws IOException {
    Tiles.write(folder.resolve("tiles"));
    Architecture wider = new Architecture(new NetworkSpec("resnet10", 8, "small"), 2);
    Files.write(
        folder.resolve("weights.safetensors"),
        SafetensorsFile.write(Initialisation.draw(wider, 1, "teacher").named()));
    Path file = folder.resolve("chain.yaml");
    Files.writeString(
        file,
        """
        dataset: {path: tiles, name: tiles}
        labels: {perClass: 2, seed: 1}
        network: {name: resnet10, width: 4, init: weights.safetensors}
        """);

    Outcome refused =
        shell.run("run", "-f", file.toString(), "--out", folder.resolve("out").toString());

    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.err())
        .contains("conv1.weight has the shape [8, 3, 3, 3] in the file and [4, 3, 3, 3]")
        .contains("give a safetensors file of this network, or none");
    assertThat(folder.resolve("out/store/chains")).doesNotExist();
  }

  @Test
  void startWeightsThatAreNoneAreRefusedByName() throws IOException {
    Path file = folder.resolve("chain.yaml");
    Files.writeString(file, "dataset: nowhere\nnetwork: {init: weights.safetensors}\n");
    String out = folder.resolve("out").toString();
    Outcome missing = shell.run("run", "-f", file.toString(), "--out", out);
    assertThat(missing.exitCode()).isEqualTo(2);
    assertThat(missing.err())
        .contains(
            "network.init is " + folder.resolve("weights.safetensors") + ", which is no file");

    Files.writeString(folder.resolve("weights.safetensors"), "these are no weights");
    Outcome lying = shell.run("run", "-f", file.toString(), "--out", out);
    assertThat(lying.exitCode()).isEqualTo(2);
    assertThat(lying.err())
        .contains("No safetensors file: its header claims")
        .contains("weights.safetensors");
  }

  @Test
  void anUnreachableTemporalIsNamedWithWhatToDo() throws IOException {
    Path file = Files.writeString(folder.resolve("chain.yaml"), "dataset: x\n");
    Outcome outcome = shell.run("start", "-f", file.toString());
    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err().lines())
        .singleElement()
        .asString()
        .contains("127.0.0.1:1")
        .contains("histochain up");
    assertThat(folder.resolve("store")).isEmptyDirectory();
  }

  @Test
  void anUnknownOrMissingStoreIsNamedWithWhatToDo() {
    shell.set("HISTOCHAIN_STORE", folder.resolve("gone").toUri().toString());
    Outcome gone = shell.run("list");
    assertThat(gone.exitCode()).isEqualTo(1);
    assertThat(gone.err().lines()).singleElement().asString().contains("gone");
    shell.unset("HISTOCHAIN_STORE");
    Outcome unknown = shell.run("status", "x");
    assertThat(unknown.exitCode()).isEqualTo(2);
    assertThat(unknown.err().lines())
        .singleElement()
        .asString()
        .contains("no store is known")
        .contains("histochain up");
  }

  @Test
  void aChainThatIsNotThereIsNamed() {
    Outcome outcome = shell.run("status", "nothing");
    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err())
        .contains("there is no chain and no experiment nothing")
        .contains("histochain list");
  }

  @Test
  void anIdThatIsNotAllowedIsRefused() throws IOException {
    Path file = Files.writeString(folder.resolve("chain.yaml"), "dataset: x\n");
    Outcome outcome = shell.run("start", "-f", file.toString(), "--id", "../X");
    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.err()).contains("../X").contains("a-z");
  }

  @Test
  void rolesAndDevicesThatAreNoneAreRefused() {
    Outcome role = shell.run("worker", "--roles", "train,cook");
    assertThat(role.exitCode()).isEqualTo(2);
    assertThat(role.err()).contains("cook").contains("workflow, train, infer, cpu");
    Outcome device = shell.run("worker", "--device", "toaster");
    assertThat(device.exitCode()).isEqualTo(2);
    assertThat(device.err()).contains("toaster");
    Outcome gpu = shell.run("worker", "--device", "gpu:0");
    assertThat(gpu.exitCode()).isEqualTo(1);
    assertThat(gpu.err()).contains("gpu:0");
  }

  @Test
  void anEmptyStoreListsNothing() throws IOException {
    Outcome chains = shell.run("list", "--output", "json");
    assertThat(chains.exitCode()).isZero();
    assertThat(chains.json()).isEmpty();
    Outcome datasets = shell.run("dataset", "list", "--output", "json");
    assertThat(datasets.exitCode()).isZero();
    assertThat(datasets.json()).isEmpty();
  }

  @Test
  void aDataSetIsMadeListedAndShown() throws IOException {
    Outcome made =
        shell.run("dataset", "synth", "toy", "--count", "45", "--size", "16", "--output", "json");
    assertThat(made.exitCode()).describedAs(made.err()).isZero();
    Outcome shown = shell.run("dataset", "show", "toy", "--output", "json");
    assertThat(shown.json()).isEqualTo(((ObjectNode) made.json()).without("import"));
    assertThat(shown.json().fieldNames())
        .toIterable()
        .containsExactly(
            "name",
            "digest",
            "classes",
            "side",
            "patches",
            "unlabelled",
            "shards",
            "groups",
            "skipped",
            "source",
            "counts",
            "channelMeans",
            "channelDeviations",
            "converted",
            "resized",
            "duplicates",
            "groupCounts");
    assertThat(shown.json().get("patches").intValue()).isEqualTo(45);
    assertThat(shown.json().get("side").intValue()).isEqualTo(16);
    assertThat(shown.json().get("channelMeans"))
        .hasSize(3)
        .allSatisfy(mean -> assertThat(mean.doubleValue()).isBetween(0.1, 1.0));
    Outcome listed = shell.run("dataset", "list", "--output", "json");
    assertThat(listed.json()).hasSize(1);
    assertThat(listed.json().get(0).get("digest")).isEqualTo(shown.json().get("digest"));
    assertThat(shell.run("dataset", "show", "toy").out())
        .startsWith("toy: 45 patches of 16 x 16 pixels");
  }

  @Test
  void anImportOfWhatIsNotThereIsRefused() {
    Outcome outcome =
        shell.run("dataset", "import", "tiles", folder.resolve("absent.npz").toString());
    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.err().lines()).singleElement().asString().contains("absent.npz");
    assertThat(folder.resolve("store").resolve("datasets")).doesNotExist();
    assertThat(folder.resolve("store").resolve("objects")).doesNotExist();
  }

  @Test
  void theDoctorNamesWhatIsBrokenAndLooksAtTheRest() throws IOException {
    Outcome outcome = shell.run("doctor", "--output", "json");
    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.json().get("healthy").booleanValue()).isFalse();
    assertThat(outcome.json().get("checks"))
        .extracting(check -> check.get("name").textValue() + " " + check.get("ok"))
        .containsExactly(
            "engine true",
            "device true",
            "temporal false",
            "namespace false",
            "search attributes false",
            "store true",
            "JPEG decoder true");
    assertThat(outcome.json().get("checks").get(2).get("found").textValue())
        .contains("127.0.0.1:1")
        .contains("histochain up");
  }

  @Test
  void stackTracesAreShownOnlyWhenAskedFor() {
    assertThat(shell.run("status", "nothing").err()).doesNotContain("\tat ");
    assertThat(shell.run("status", "nothing", "--verbose").err()).contains("\tat ");
  }

  private static String[] arguments(String command, String last) {
    return (command + " " + last).strip().split(" ");
  }

  private String[] arguments(String command, Path file) {
    return command.equals("run")
        ? new String[] {"run", "-f", file.toString(), "--out", folder.resolve("out").toString()}
        : new String[] {command, "-f", file.toString()};
  }
}
