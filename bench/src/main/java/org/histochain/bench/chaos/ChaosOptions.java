package org.histochain.bench.chaos;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code bench/chaos}: reads what is asked for, and runs it. */
@Command(
    name = "bench/chaos",
    description = {
      "Run a real chain on real servers, hit it by faults drawn from a seed, and see that it ends",
      "as an undisturbed run does."
    },
    mixinStandardHelpOptions = true)
final class ChaosOptions implements Callable<Integer> {
  private static final String PLANT = "no-digest-check";

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(names = "--faults", paramLabel = "N", required = true, description = "How many faults.")
  private int faults;

  @Option(names = "--seed", paramLabel = "S", required = true, description = "Draws them.")
  private long seed;

  @Option(
      names = "--kinds",
      split = ",",
      paramLabel = "KIND",
      description = "Kinds to draw from (default: all).")
  private List<String> kinds = new ArrayList<>();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = "bench/target/chaos",
      description = "For the log of faults, the workers' logs and the undisturbed run's digests.")
  private Path out = Path.of("bench/target/chaos");

  @Option(
      names = "--plant",
      paramLabel = "BUG",
      description = "Puts a bug into the workers, which must make this fail: " + PLANT + ".")
  private String plant = "";

  /**
   * The environment's XDG_STATE_HOME and XDG_CACHE_HOME say where the stack of its own is. What was
   * started ends with this process, even where that is told to end.
   */
  public static void main(String[] arguments) {
    Thread ending =
        Thread.ofPlatform()
            .unstarted(
                () ->
                    ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly));
    Runtime.getRuntime().addShutdownHook(ending);
    System.exit(new CommandLine(new ChaosOptions()).execute(arguments));
  }

  @Override
  public Integer call() throws Exception {
    if (faults < 1) {
      throw wrong("--faults is %d: it must be at least 1".formatted(faults));
    }
    if (!plant.isEmpty() && !plant.equals(PLANT)) {
      throw wrong("--plant is %s: there is only %s".formatted(plant, PLANT));
    }
    List<FaultKind> chosen =
        kinds.isEmpty()
            ? List.of(FaultKind.values())
            : kinds.stream().map(this::kind).distinct().toList();
    return new Chaos(new ChaosRequest(faults, seed, chosen, out.toAbsolutePath(), !plant.isEmpty()))
        .run();
  }

  private FaultKind kind(String label) {
    return FaultKind.of(label)
        .orElseThrow(
            () ->
                wrong(
                    "--kinds has %s: there are %s"
                        .formatted(
                            label,
                            String.join(
                                ", ",
                                Arrays.stream(FaultKind.values())
                                    .map(FaultKind::label)
                                    .toList()))));
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
