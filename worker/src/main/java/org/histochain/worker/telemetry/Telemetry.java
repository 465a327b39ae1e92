package org.histochain.worker.telemetry;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.uber.m3.tally.RootScopeBuilder;
import com.uber.m3.tally.Scope;
import com.uber.m3.tally.ScopeCloseException;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.temporal.common.reporter.MicrometerClientStatsReporter;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The meters of this process, and its health, over HTTP on one loopback port: {@code /metrics},
 * {@code /health/live}, {@code /health/ready}.
 */
public final class Telemetry implements AutoCloseable {
  private static final String TEXT = "text/plain; charset=utf-8";

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final JvmGcMetrics collections = new JvmGcMetrics();
  private final Scope scope;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private @Nullable HttpServer server;
  private volatile BooleanSupplier ready = () -> false;
  private volatile Supplier<List<String>> hung = List::of;

  private Telemetry() {
    registry.config().meterFilter(new MeterNames());
    new ClassLoaderMetrics().bindTo(registry);
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new FileDescriptorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    collections.bindTo(registry);
    scope =
        new RootScopeBuilder()
            .reporter(new MicrometerClientStatsReporter(registry))
            .reportEvery(com.uber.m3.util.Duration.ofSeconds(1));
  }

  /** Meters that nobody reads over HTTP, for commands that end by themselves. */
  public static Telemetry silent() {
    return new Telemetry();
  }

  /**
   * Serves the meters on loopback.
   *
   * @param port 0 to 65535; 0 takes a free one
   * @throws IOException if the port is in use; the message names it
   */
  public static Telemetry serve(int port) throws IOException {
    HttpServer server;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    } catch (IOException e) {
      throw new IOException(
          "port %d, for metrics, cannot be listened on (%s): choose another"
              .formatted(port, e.getMessage()),
          e);
    }
    Telemetry telemetry = new Telemetry();
    telemetry.serve(server);
    return telemetry;
  }

  private void serve(HttpServer http) {
    server = http;
    http.setExecutor(threads);
    http.createContext("/metrics", this::metrics);
    http.createContext("/health/live", this::liveness);
    http.createContext("/health/ready", this::readiness);
    http.start();
  }

  /** The registry that every meter of this process is in. */
  public MeterRegistry registry() {
    return registry;
  }

  /** Where Temporal's SDK reports its own meters. */
  public Scope scope() {
    return scope;
  }

  /** Says by what {@code /health/ready} decides; not ready before. */
  public void readyWhen(BooleanSupplier condition) {
    ready = condition;
  }

  /** Says which steps have hung: with one, {@code /health/live} asks for an end of this process. */
  public void liveUnless(Supplier<List<String>> steps) {
    hung = steps;
  }

  /** Returns where the meters are served, {@code http://127.0.0.1:port}; empty: nowhere. */
  public Optional<URI> address() {
    return Optional.ofNullable(server)
        .map(serving -> URI.create("http://127.0.0.1:" + serving.getAddress().getPort()));
  }

  /** Stops serving. Closing the scope reports what is left. */
  @Override
  public void close() {
    HttpServer serving = server;
    if (serving != null) {
      serving.stop(0);
    }
    threads.close();
    try {
      scope.close();
    } catch (ScopeCloseException e) {
      throw new IllegalStateException("Temporal's meters cannot be closed", e);
    }
    collections.close();
    registry.close();
  }

  private void metrics(HttpExchange exchange) throws IOException {
    answer(exchange, 200, "text/plain; version=0.0.4; charset=utf-8", registry.scrape());
  }

  private void liveness(HttpExchange exchange) throws IOException {
    List<String> steps = hung.get();
    answer(
        exchange,
        steps.isEmpty() ? 200 : 503,
        TEXT,
        steps.isEmpty() ? "live\n" : "hung: " + String.join(", ", steps) + "\n");
  }

  private void readiness(HttpExchange exchange) throws IOException {
    boolean is = ready.getAsBoolean();
    answer(exchange, is ? 200 : 503, TEXT, is ? "ready\n" : "not polling\n");
  }

  private static void answer(HttpExchange exchange, int status, String type, String text)
      throws IOException {
    try (exchange) {
      byte[] body = text.getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", type);
      exchange.sendResponseHeaders(status, body.length);
      exchange.getResponseBody().write(body);
    }
  }
}
