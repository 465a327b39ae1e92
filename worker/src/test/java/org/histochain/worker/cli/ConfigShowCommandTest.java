package org.histochain.worker.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.StreamSupport;
import org.histochain.worker.cli.Shell.Outcome;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ConfigShowCommandTest {
  @TempDir private Path folder;
  private Shell shell;

  @BeforeEach
  void openShell() throws IOException {
    shell = new Shell(folder);
  }

  @Test
  void everySettingSaysItsValueAndWhatSetIt() throws IOException {
    Path file = folder.resolve("state/histochain/local/env");
    Files.createDirectories(file.getParent());
    Files.writeString(
        file, "HISTOCHAIN_STORE=s3://local\nAWS_SECRET_ACCESS_KEY=hidden\nAWS_REGION=here\n");
    Path profile = folder.resolve("temporal.toml");
    Files.writeString(profile, "[profile.default]\nnamespace = \"tissue\"\napi_key = \"hidden\"\n");
    shell.unset("HISTOCHAIN_STORE");
    shell.set("HISTOCHAIN_UI_PORT", "18233");
    JsonNode json = shell.run("config", "show", "--output", "json").json();
    assertThat(row(json, "TEMPORAL_ADDRESS")).isEqualTo("127.0.0.1:1 environment");
    assertThat(row(json, "TEMPORAL_NAMESPACE")).isEqualTo("tissue " + profile);
    assertThat(row(json, "TEMPORAL_API_KEY")).isEqualTo("(set) " + profile);
    assertThat(row(json, "TEMPORAL_TLS")).startsWith("true ");
    assertThat(row(json, "HISTOCHAIN_UI")).isEqualTo("null not set");
    assertThat(row(json, "HISTOCHAIN_STORE")).isEqualTo("s3://local " + file);
    assertThat(row(json, "AWS_ENDPOINT_URL_S3")).isEqualTo("null not set");
    assertThat(row(json, "AWS_SECRET_ACCESS_KEY")).isEqualTo("(set) " + file);
    assertThat(row(json, "AWS_REGION")).isEqualTo("here " + file);
    assertThat(row(json, "XDG_CACHE_HOME"))
        .isEqualTo(folder.resolve("cache/histochain") + " environment");
    assertThat(row(json, "XDG_STATE_HOME"))
        .isEqualTo(folder.resolve("state/histochain") + " environment");
    assertThat(row(json, "HISTOCHAIN_TEMPORAL_PORT")).isEqualTo("7233 default");
    assertThat(row(json, "HISTOCHAIN_UI_PORT")).isEqualTo("18233 environment");
    assertThat(row(json, "HISTOCHAIN_MINIO_PORT")).isEqualTo("9000 default");
    Outcome text = shell.run("config", "show");
    assertThat(text.exitCode()).isZero();
    assertThat(text.err()).isEmpty();
    assertThat(text.out())
        .containsPattern("Temporal namespace +tissue +\\S+temporal.toml +TEMPORAL_NAMESPACE\n")
        .containsPattern("store secret key +\\(set\\) +\\S+/env +AWS_SECRET_ACCESS_KEY\n")
        .doesNotContain("hidden");
  }

  @Test
  void noSecretIsShownWhereverItStands() {
    shell.set("TEMPORAL_API_KEY", "hidden");
    shell.set("TEMPORAL_TLS_CLIENT_KEY_DATA", "hidden");
    shell.set("TEMPORAL_TLS_SERVER_NAME", "server.example");
    shell.set("TEMPORAL_GRPC_META_X_TOKEN", "hidden");
    shell.set("AWS_ENDPOINT_URL_S3", "http://somebody:hidden@127.0.0.1:9000");
    shell.set("AWS_SECRET_ACCESS_KEY", "hidden");
    for (String format : new String[] {"text", "json"}) {
      Outcome outcome = shell.run("config", "show", "--output", format);
      assertThat(outcome.out())
          .contains("TEMPORAL_TLS_CLIENT_KEY_DATA", "TEMPORAL_GRPC_META_X_TOKEN")
          .contains("server.example", "http://(set)@127.0.0.1:9000")
          .doesNotContain("hidden");
    }
    assertThat(shell.run("doctor").out()).doesNotContain("hidden");
  }

  @Test
  void aFileThatCannotBeReadIsRefusedByName() throws IOException {
    Files.writeString(folder.resolve("temporal.toml"), "[profile");
    Outcome outcome = shell.run("config", "show");
    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err()).contains("temporal.toml").contains("mend the file");
  }

  private static String row(JsonNode rows, String name) {
    return StreamSupport.stream(rows.spliterator(), false)
        .filter(row -> row.get("name").textValue().equals(name))
        .map(row -> row.get("value").asText() + " " + row.get("origin").textValue())
        .findFirst()
        .orElseThrow();
  }
}
