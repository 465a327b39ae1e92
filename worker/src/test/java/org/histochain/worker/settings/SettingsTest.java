package org.histochain.worker.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.histochain.activities.artifact.StoreLocation;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SettingsTest {
  @TempDir private Path folder;
  private final Map<String, String> environment = new HashMap<>();

  @BeforeEach
  void useOwnFolders() throws IOException {
    environment.put("XDG_STATE_HOME", folder.resolve("state").toString());
    environment.put("XDG_CACHE_HOME", folder.resolve("cache").toString());
    environment.put(
        "TEMPORAL_CONFIG_FILE", write("temporal.toml", "[profile.default]\n").toString());
  }

  @Test
  void withoutAnyWordTemporalIsOnLoopbackAndNoStoreIsKnown() {
    Settings settings = Settings.load(environment);
    assertThat(settings.temporal().getAddress()).isEqualTo("127.0.0.1:7233");
    assertThat(settings.temporal().getNamespace()).isEqualTo("default");
    assertThat(settings.setting("TEMPORAL_ADDRESS"))
        .contains(new Setting("TEMPORAL_ADDRESS", "127.0.0.1:7233", "default", false));
    assertThat(settings.cache().scratch()).isEqualTo(folder.resolve("cache/histochain/scratch"));
    assertThatThrownBy(settings::store)
        .isInstanceOf(InvalidSettingsException.class)
        .hasMessage(
            "no store is known: HISTOCHAIN_STORE is not set and "
                + folder.resolve("state/histochain/local/env")
                + " does not exist; start the local stack with: histochain up");
  }

  @Test
  void theLocalStackIsFoundByTheFileItWrote() throws IOException {
    Path file = writeLocalStack();
    Settings settings = Settings.load(environment);
    assertThat(settings.temporal().getAddress()).isEqualTo("127.0.0.1:17233");
    assertThat(settings.temporalUi()).contains("http://127.0.0.1:18233");
    assertThat(settings.store())
        .isEqualTo(
            new StoreLocation(
                URI.create("s3://histochain"),
                URI.create("http://127.0.0.1:19000"),
                "local-key",
                "local-secret",
                "us-east-1"));
    assertThat(settings.all())
        .allSatisfy(setting -> assertThat(setting.origin()).isIn(file.toString(), "default"));
  }

  @Test
  void theEnvironmentComesBeforeTheProfileFileAndThatBeforeTheLocalStack() throws IOException {
    writeLocalStack();
    Path profile =
        write(
            "profile.toml",
            """
            [profile.default]
            address = "profile.example:7233"
            namespace = "tissue"
            """);
    environment.put("TEMPORAL_CONFIG_FILE", profile.toString());
    Settings byProfile = Settings.load(environment);
    assertThat(byProfile.setting("TEMPORAL_ADDRESS"))
        .contains(
            new Setting("TEMPORAL_ADDRESS", "profile.example:7233", profile.toString(), false));
    assertThat(byProfile.temporalUi()).isEmpty();

    environment.put("TEMPORAL_ADDRESS", "environment.example:7233");
    Settings byEnvironment = Settings.load(environment);
    assertThat(byEnvironment.setting("TEMPORAL_ADDRESS"))
        .contains(
            new Setting("TEMPORAL_ADDRESS", "environment.example:7233", "environment", false));
    assertThat(byEnvironment.temporal().getNamespace()).isEqualTo("tissue");
  }

  @Test
  void aForeignTemporalDoesNotTakeTheLocalStacksNamespaceOrPage() throws IOException {
    writeLocalStack();
    environment.put("TEMPORAL_ADDRESS", "environment.example:7233");
    Settings settings = Settings.load(environment);
    assertThat(settings.setting("TEMPORAL_NAMESPACE").map(Setting::origin)).contains("default");
    assertThat(settings.temporalUi()).isEmpty();
  }

  @Test
  void theLocalStacksKeysAreNotSentToAnotherServer() throws IOException {
    writeLocalStack();
    environment.put("HISTOCHAIN_STORE", "s3://mine/prefix");
    environment.put("AWS_ACCESS_KEY_ID", "my-key");
    environment.put("AWS_SECRET_ACCESS_KEY", "my-secret");
    assertThat(Settings.load(environment).store())
        .isEqualTo(
            new StoreLocation(URI.create("s3://mine/prefix"), null, "my-key", "my-secret", null));
  }

  @Test
  void keysForSomethingElseInTheEnvironmentAreNotSentToTheLocalStack() throws IOException {
    writeLocalStack();
    environment.put("AWS_ACCESS_KEY_ID", "my-key");
    environment.put("AWS_REGION", "eu-central-1");
    assertThat(Settings.load(environment).store().accessKey()).isEqualTo("local-key");
    assertThat(Settings.load(environment).store().region()).isEqualTo("us-east-1");
  }

  @Test
  void anotherBucketOfTheLocalStackIsReachedAsTheLocalStackIs() throws IOException {
    writeLocalStack();
    environment.put("HISTOCHAIN_STORE", "s3://histochain/other");
    StoreLocation store = Settings.load(environment).store();
    assertThat(store.uri()).isEqualTo(URI.create("s3://histochain/other"));
    assertThat(store.accessKey()).isEqualTo("local-key");
  }

  @Test
  void secretsAreNotShown() throws IOException {
    writeLocalStack();
    assertThat(Settings.load(environment).all().toString())
        .contains("AWS_SECRET_ACCESS_KEY=(set)")
        .doesNotContain("local-secret");
  }

  @Test
  void aProfileFileThatDoesNotExistIsRefused() {
    environment.put("TEMPORAL_CONFIG_FILE", "/nowhere/temporal.toml");
    assertThatThrownBy(() -> Settings.load(environment))
        .isInstanceOf(InvalidSettingsException.class)
        .hasMessage(
            "TEMPORAL_CONFIG_FILE is /nowhere/temporal.toml, which is no file: correct the path or"
                + " unset it");
  }

  private Path writeLocalStack() throws IOException {
    return write(
        "state/histochain/local/env",
        """
        # Written by histochain up.
        TEMPORAL_ADDRESS=127.0.0.1:17233
        TEMPORAL_NAMESPACE=default
        HISTOCHAIN_STORE=s3://histochain
        AWS_ENDPOINT_URL_S3=http://127.0.0.1:19000
        AWS_ACCESS_KEY_ID=local-key
        AWS_SECRET_ACCESS_KEY=local-secret
        AWS_REGION=us-east-1
        HISTOCHAIN_UI=http://127.0.0.1:18233
        """);
  }

  private Path write(String name, String content) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
    return file;
  }
}
