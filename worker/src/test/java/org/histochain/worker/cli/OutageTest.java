package org.histochain.worker.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import org.histochain.worker.cli.Shell.Outcome;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What commands say where Temporal or the store is away, or does not let them in. */
final class OutageTest {
  private static final byte[] DENIED =
      "<Error><Code>AccessDenied</Code><Message>Access Denied.</Message></Error>".getBytes(UTF_8);

  @TempDir private Path folder;
  private Shell shell;

  @BeforeEach
  void openShell() throws IOException {
    shell = new Shell(folder);
  }

  @ParameterizedTest
  @ValueSource(strings = {"pause x", "resume x", "cancel x", "extend x --to 3"})
  void steeringNeedsTemporal(String command) {
    assertThat(failed(command))
        .contains("Temporal does not answer at 127.0.0.1:1", "histochain up");
  }

  static List<String> askingTheStore() {
    return List.of(
        "list",
        "status x",
        "dataset list",
        "dataset show toy",
        "dataset verify toy",
        "dataset synth toy --count 9 --size 16",
        "export x --out FOLDER/out",
        "predict x --images FOLDER --out FOLDER/out.csv");
  }

  @ParameterizedTest
  @MethodSource("askingTheStore")
  void aStoreThatDoesNotAnswerIsNamed(String command) {
    storeAt("http://127.0.0.1:1");
    assertThat(failed(command)).contains("The store at http://127.0.0.1:1 is not to be reached");
  }

  @ParameterizedTest
  @MethodSource("askingTheStore")
  void aStoreThatDeniesAccessIsNamedWithWhatToDo(String command) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          boolean withBody = !exchange.getRequestMethod().equals("HEAD");
          exchange.getRequestBody().readAllBytes();
          exchange.getResponseHeaders().add("Content-Type", "application/xml");
          exchange.sendResponseHeaders(403, withBody ? DENIED.length : -1);
          try (OutputStream body = exchange.getResponseBody()) {
            if (withBody) {
              body.write(DENIED);
            }
          }
        });
    server.start();
    try {
      storeAt("http://127.0.0.1:" + server.getAddress().getPort());
      assertThat(failed(command)).contains("denies access to tissue", "check AWS_ACCESS_KEY_ID");
    } finally {
      server.stop(0);
    }
  }

  private void storeAt(String endpoint) {
    shell.set("HISTOCHAIN_STORE", "s3://tissue");
    shell.set("AWS_ENDPOINT_URL_S3", endpoint);
    shell.set("AWS_ACCESS_KEY_ID", "user");
    shell.set("AWS_SECRET_ACCESS_KEY", "secret");
  }

  /** Returns the one line of error; others may say what the command does meanwhile. */
  private String failed(String command) {
    Outcome outcome = shell.run(command.replace("FOLDER", folder.toString()).split(" "));
    assertThat(outcome.exitCode()).as(outcome.err()).isEqualTo(1);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err()).doesNotContain("\tat ");
    List<String> errors =
        outcome.err().lines().filter(line -> line.startsWith("histochain: ")).toList();
    assertThat(errors).as(outcome.err()).hasSize(1);
    return errors.getFirst();
  }
}
