package org.histochain.worker.cli;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.histochain.activities.dataset.DatasetCheck;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code dataset verify}: reads a data set whole. */
@Command(
    name = "verify",
    description = {
      "Read all that is stored of a data set, every version, and compare it with its digests; exit",
      "0 if it is whole, 1 if it is not."
    },
    footer = {"", "Example:", "  histochain dataset verify pathmnist-1000"})
final class DatasetVerifyCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private OutputOption output = new OutputOption();

  @Parameters(paramLabel = "NAME", description = "The data set.")
  private String name = "";

  DatasetVerifyCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    DatasetCheck.Result result;
    try (Places places = Places.of(console);
        ProgressView view = ProgressView.on(console)) {
      result = new DatasetCheck(places.artifacts()).run(name, new ImportProgress(view));
    }
    if (output.json()) {
      console.json(json(result));
    } else {
      result.faults().forEach(console::data);
      console.data(
          String.format(
              Locale.ROOT,
              "%s is %s: versions %d, blobs %d, %.1f MB read%s",
              name,
              result.faults().isEmpty() ? "whole" : "not whole",
              result.versions(),
              result.blobs(),
              result.bytes() / 1e6,
              result.faults().isEmpty() ? "" : ", faults %d".formatted(result.faults().size())));
    }
    return result.faults().isEmpty() ? ExitCodes.DONE : ExitCodes.FAILED;
  }

  private static Map<String, Object> json(DatasetCheck.Result result) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("name", result.name());
    view.put("whole", result.faults().isEmpty());
    view.put("versions", result.versions());
    view.put("blobs", result.blobs());
    view.put("bytes", result.bytes());
    view.put("faults", result.faults());
    return view;
  }
}
