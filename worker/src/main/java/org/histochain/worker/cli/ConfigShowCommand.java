package org.histochain.worker.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.histochain.worker.settings.Settings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code config show}: shows where each setting came from. */
@Command(
    name = "show",
    description = {
      "Show every setting in force, what set it (the environment, Temporal's profile file, the",
      "file that up wrote, or the default) and the variable that would; secrets only as (set)."
    },
    footer = {"", "Example:", "  histochain config show --output json"})
final class ConfigShowCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private OutputOption output = new OutputOption();

  ConfigShowCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Settings settings = Settings.load(console.environment());
    List<ConfigRow> rows = ConfigRow.all(settings, console.environment());
    if (output.json()) {
      console.json(rows);
      return ExitCodes.DONE;
    }
    List<List<String>> table = new ArrayList<>();
    table.add(List.of("setting", "value", "from", "variable"));
    for (ConfigRow row : rows) {
      String value = Objects.requireNonNullElse(row.value(), "-");
      table.add(List.of(row.what(), value, row.origin(), row.name()));
    }
    TextTable.left(table).forEach(console::data);
    return ExitCodes.DONE;
  }
}
