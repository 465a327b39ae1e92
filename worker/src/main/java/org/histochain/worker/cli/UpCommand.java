package org.histochain.worker.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.histochain.worker.local.LocalStack;
import org.histochain.worker.local.Ports;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code up}: starts the local stack. */
@Command(
    name = "up",
    description = "Start the local stack: a real Temporal with its UI, and a real MinIO.",
    footer = {"", "Example:", "  histochain up --temporal-port 17233"})
final class UpCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private OutputOption output = new OutputOption();

  @Option(
      names = "--temporal-port",
      paramLabel = "PORT",
      description = "Temporal's port (HISTOCHAIN_TEMPORAL_PORT; default 7233).")
  private @Nullable Integer temporal;

  @Option(
      names = "--ui-port",
      paramLabel = "PORT",
      description = "Its web page's port (HISTOCHAIN_UI_PORT; default 8233).")
  private @Nullable Integer ui;

  @Option(
      names = "--minio-port",
      paramLabel = "PORT",
      description = "MinIO's port (HISTOCHAIN_MINIO_PORT; default 9000).")
  private @Nullable Integer minio;

  UpCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    Ports unless = Ports.fromEnvironment(console.environment());
    Ports ports =
        new Ports(
            Objects.requireNonNullElse(temporal, unless.temporal()),
            Objects.requireNonNullElse(ui, unless.ui()),
            Objects.requireNonNullElse(minio, unless.minio()));
    LocalStack.Running running = new LocalStack(console.environment()).up(ports, console::note);
    if (output.json()) {
      Map<String, Object> view = new LinkedHashMap<>();
      view.put("started", running.started());
      view.put("temporal", "127.0.0.1:" + running.ports().temporal());
      view.put("ui", running.ui());
      view.put("minio", "http://127.0.0.1:" + running.ports().minio());
      view.put("environmentFile", running.environmentFile().toString());
      console.json(view);
      return ExitCodes.DONE;
    }
    console.data(running.started() ? "The local stack is up." : "The local stack was up already.");
    console.data("Temporal  127.0.0.1:" + running.ports().temporal());
    console.data("Web page  " + running.ui());
    console.data("MinIO     http://127.0.0.1:" + running.ports().minio());
    console.data("Settings  " + running.environmentFile());
    return ExitCodes.DONE;
  }
}
