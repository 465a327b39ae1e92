package org.histochain.worker.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.histochain.activities.upkeep.GarbageCollection;
import org.histochain.activities.upkeep.Sum;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code artifacts gc}: removes what nothing needs. */
@Command(
    name = "gc",
    description = {
      "Remove what no data set, chain or experiment needs, and checkpoints of finished steps.",
      "What is younger than the grace stays. Chains and imports may go on meanwhile."
    },
    footer = {
      "",
      "Examples:",
      "  histochain artifacts gc --dry-run",
      "  histochain artifacts gc --grace 2h"
    })
final class ArtifactsGcCommand implements Callable<Integer> {
  private static final Pattern GRACE = Pattern.compile("([0-9]{1,6})([smhd])");

  private final Console console;

  @Mixin private OutputOption output = new OutputOption();

  @Option(names = "--dry-run", description = "Say what would be removed, and remove nothing.")
  private boolean dryRun;

  @Option(
      names = "--grace",
      paramLabel = "TIME",
      defaultValue = "24h",
      description =
          "How long what nothing refers to is left alone: a number with s, m, h or d (default: 24h).")
  private String grace = "24h";

  ArtifactsGcCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    Duration time = parse(grace);
    GarbageCollection.Result result;
    try (Places places = Places.of(console);
        ArtifactsProgress progress = new ArtifactsProgress(console)) {
      result = new GarbageCollection(places.store(), time, dryRun, progress).run();
    }
    if (output.json()) {
      console.json(json(result));
    } else {
      show(result);
    }
    return ExitCodes.DONE;
  }

  static Duration parse(String text) {
    Matcher matcher = GRACE.matcher(text);
    if (!matcher.matches()) {
      throw CliError.wrongInput(
          "--grace is %s: give a whole number with s, m, h or d, such as 24h".formatted(text));
    }
    long number = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "s" -> Duration.ofSeconds(number);
      case "m" -> Duration.ofMinutes(number);
      case "h" -> Duration.ofHours(number);
      default -> Duration.ofDays(number);
    };
  }

  private void show(GarbageCollection.Result result) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of(result.dryRun() ? "would be removed" : "removed", "number", "size"));
    rows.add(row("objects", result.objects()));
    rows.add(row("manifests", result.manifests()));
    rows.add(row("checkpoints", result.checkpoints()));
    rows.add(row("quarantine", result.quarantine()));
    rows.add(row("all", result.all()));
    TextTable.of(rows).forEach(console::data);
    if (result.young().count() > 0) {
      console.data(
          "Objects kept, though nothing refers to them: %d (%s), younger than %s%s"
              .formatted(
                  result.young().count(), Bytes.of(result.young().bytes()), grace, live(result)));
    }
  }

  private static String live(GarbageCollection.Result result) {
    return switch (result.liveChains().size()) {
      case 0 -> "";
      case 1 -> " or put by chain " + result.liveChains().getFirst() + ", which is in course";
      default -> " or put by chains in course: " + String.join(", ", result.liveChains());
    };
  }

  private static List<String> row(String what, Sum sum) {
    return List.of(what, Long.toString(sum.count()), Bytes.of(sum.bytes()));
  }

  private static Map<String, Object> json(GarbageCollection.Result result) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("dryRun", result.dryRun());
    view.put("objects", result.objects());
    view.put("manifests", result.manifests());
    view.put("checkpoints", result.checkpoints());
    view.put("quarantine", result.quarantine());
    view.put("all", result.all());
    view.put("young", result.young());
    view.put("liveChains", result.liveChains());
    return view;
  }
}
