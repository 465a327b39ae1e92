package org.histochain.worker.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.histochain.activities.upkeep.Damage;
import org.histochain.activities.upkeep.StoreCheck;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code artifacts verify}: reads the whole store. */
@Command(
    name = "verify",
    description = {
      "Read all that the store holds, compare it with its digests, and say which chains, steps and",
      "data sets each damage touches. Nothing is changed. Exit 0 if all is whole, 1 if not."
    },
    footer = {"", "Example:", "  histochain artifacts verify --output json"})
final class ArtifactsVerifyCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private OutputOption output = new OutputOption();

  ArtifactsVerifyCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    StoreCheck.Result result;
    try (Places places = Places.of(console);
        ArtifactsProgress progress = new ArtifactsProgress(console)) {
      result = new StoreCheck(places.store(), progress).run();
    }
    if (output.json()) {
      console.json(json(result));
    } else {
      result.damages().forEach(this::show);
      console.data(closing(result));
    }
    return result.damages().isEmpty() ? ExitCodes.DONE : ExitCodes.FAILED;
  }

  private void show(Damage damage) {
    console.data("%s: %s".formatted(damage.path(), damage.fault()));
    line("chains", damage.chains());
    line("data sets", damage.datasets());
    line("steps", damage.steps().stream().map(ArtifactsVerifyCommand::words).toList());
    console.data("  what to do: " + damage.remedy());
  }

  private void line(String what, List<String> touched) {
    if (!touched.isEmpty()) {
      console.data("  %s: %s".formatted(what, String.join(", ", touched)));
    }
  }

  private static String words(Damage.TouchedStep step) {
    return "%s %.12s (%s)".formatted(step.step(), step.key(), step.how()).strip();
  }

  private static String closing(StoreCheck.Result result) {
    return String.format(
        Locale.ROOT,
        "The store is %s: objects %d (%.1f MB), manifests %d, checkpoints %d, chains %d, data sets %d%s",
        result.damages().isEmpty() ? "whole" : "not whole",
        result.objects(),
        result.bytes() / 1e6,
        result.manifests(),
        result.checkpoints(),
        result.chains(),
        result.datasets(),
        result.damages().isEmpty() ? "" : ", damages %d".formatted(result.damages().size()));
  }

  private static Map<String, Object> json(StoreCheck.Result result) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("whole", result.damages().isEmpty());
    view.put("objects", result.objects());
    view.put("bytes", result.bytes());
    view.put("manifests", result.manifests());
    view.put("checkpoints", result.checkpoints());
    view.put("chains", result.chains());
    view.put("datasets", result.datasets());
    view.put("damages", result.damages());
    return view;
  }
}
