package org.histochain.worker.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.histochain.worker.settings.Settings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code doctor}: checks what Histochain needs. */
@Command(
    name = "doctor",
    description = "Check engine, device, Temporal, namespace, search attributes and store.",
    footer = {"", "Example:", "  histochain doctor --output json"})
final class DoctorCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private OutputOption output = new OutputOption();

  DoctorCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    try (Places places = Places.of(console)) {
      List<Check> checks = new Checkup(places).run();
      boolean healthy = checks.stream().allMatch(Check::ok);
      if (output.json()) {
        console.json(json(checks, places.settings(), healthy));
      } else {
        checks.forEach(
            check ->
                console.data(
                    "%-6s %-18s %s"
                        .formatted(check.ok() ? "ok" : "BROKEN", check.name(), check.found())));
        console.data("");
        places.settings().all().forEach(setting -> console.data(setting.toString()));
      }
      return healthy ? ExitCodes.DONE : ExitCodes.FAILED;
    }
  }

  private static Map<String, Object> json(List<Check> checks, Settings settings, boolean healthy) {
    List<Map<String, String>> origins = new ArrayList<>();
    settings
        .all()
        .forEach(
            setting ->
                origins.add(
                    Map.of(
                        "name", setting.name(),
                        "value", setting.shown(),
                        "origin", setting.origin())));
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("healthy", healthy);
    view.put("checks", checks);
    view.put("settings", origins);
    return view;
  }
}
