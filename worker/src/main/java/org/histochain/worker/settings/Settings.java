package org.histochain.worker.settings;

import static java.util.Objects.requireNonNull;

import io.temporal.envconfig.ClientConfigProfile;
import io.temporal.envconfig.LoadClientConfigProfileOptions;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.histochain.activities.artifact.LocalCache;
import org.histochain.activities.artifact.StoreLocation;
import org.jspecify.annotations.Nullable;

/**
 * Where Temporal and the store are: from the environment and Temporal's profile file; where neither
 * says, from the file that {@code histochain up} wrote. How to reach the store (endpoint, keys,
 * region) is taken from one place as a whole, so that no server is sent another one's keys.
 */
public final class Settings {
  private static final List<String> REACHING_STORE =
      List.of("AWS_ENDPOINT_URL_S3", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_REGION");

  private final Map<String, String> environment;
  private final Path localFile;
  private final ClientConfigProfile temporal;
  private final Map<String, Setting> settings = new LinkedHashMap<>();

  private Settings(
      Map<String, String> environment,
      Path localFile,
      Map<String, String> local,
      ClientConfigProfile profile,
      String profileOrigin) {
    this.environment = environment;
    this.localFile = localFile;
    boolean addressFromLocal =
        profile.getAddress() == null && local.containsKey("TEMPORAL_ADDRESS");
    Setting address =
        temporal("TEMPORAL_ADDRESS", profile.getAddress(), profileOrigin, local, "127.0.0.1:7233");
    Setting namespace =
        temporal(
            "TEMPORAL_NAMESPACE",
            profile.getNamespace(),
            profileOrigin,
            addressFromLocal ? local : Map.of(),
            "default");
    this.temporal =
        profile.toBuilder().setAddress(address.value()).setNamespace(namespace.value()).build();
    ProfileSettings.of(profile, environment, profileOrigin)
        .forEach(setting -> settings.put(setting.name(), setting));
    if (addressFromLocal) {
      take("HISTOCHAIN_UI", local, localFile.toString());
    }
    take("HISTOCHAIN_UI", environment, Setting.ENVIRONMENT);
    store(local);
  }

  /**
   * Reads the settings.
   *
   * @throws InvalidSettingsException if a file that is named does not exist or cannot be read
   */
  public static Settings load(Map<String, String> environment) {
    String profileFile = environment.getOrDefault("TEMPORAL_CONFIG_FILE", "");
    if (!profileFile.isBlank() && !Files.isRegularFile(Path.of(profileFile))) {
      throw new InvalidSettingsException(
          "TEMPORAL_CONFIG_FILE is %s, which is no file: correct the path or unset it"
              .formatted(profileFile));
    }
    String profileName = environment.getOrDefault("TEMPORAL_PROFILE", "");
    String profileOrigin =
        (profileFile.isBlank() ? "temporal.toml" : profileFile)
            + (profileName.isBlank() ? "" : ", profile " + profileName);
    Path localFile = Folders.state(environment).resolve("local").resolve("env");
    try {
      ClientConfigProfile profile =
          ClientConfigProfile.load(
              LoadClientConfigProfileOptions.newBuilder().setEnvOverrides(environment).build());
      return new Settings(environment, localFile, lines(localFile), profile, profileOrigin);
    } catch (IOException | RuntimeException unusable) {
      throw new InvalidSettingsException(
          "the settings in %s or %s cannot be read (%s): mend the file"
              .formatted(profileOrigin, localFile, unusable.getMessage()));
    }
  }

  /** Returns Temporal's profile, address and namespace filled in. */
  public ClientConfigProfile temporal() {
    return temporal;
  }

  /** Returns where Temporal's web page is, where that is known: {@code http://host:port}. */
  public Optional<String> temporalUi() {
    return setting("HISTOCHAIN_UI").map(Setting::value);
  }

  /**
   * Returns where the store is.
   *
   * @throws InvalidSettingsException if no one says, or it is no location
   */
  public StoreLocation store() {
    Setting store =
        setting("HISTOCHAIN_STORE")
            .orElseThrow(
                () ->
                    new InvalidSettingsException(
                        "no store is known: HISTOCHAIN_STORE is not set and %s does not exist;"
                                .formatted(localFile)
                            + " start the local stack with: histochain up"));
    return new StoreLocation(
        uri(store),
        setting("AWS_ENDPOINT_URL_S3").map(Settings::uri).orElse(null),
        setting("AWS_ACCESS_KEY_ID").map(Setting::value).orElse(null),
        setting("AWS_SECRET_ACCESS_KEY").map(Setting::value).orElse(null),
        setting("AWS_REGION").map(Setting::value).orElse(null));
  }

  /**
   * Returns the folder for what can be fetched again.
   *
   * @throws InvalidSettingsException if HISTOCHAIN_CACHE_SIZE is no size
   */
  public LocalCache cache() {
    return new LocalCache(
        Folders.cache(environment), ByteSize.parse("HISTOCHAIN_CACHE_SIZE", cacheSize().value()));
  }

  private Setting cacheSize() {
    return isSet(environment, "HISTOCHAIN_CACHE_SIZE")
        ? new Setting(
            "HISTOCHAIN_CACHE_SIZE",
            requireNonNull(environment.get("HISTOCHAIN_CACHE_SIZE")),
            Setting.ENVIRONMENT,
            false)
        : new Setting("HISTOCHAIN_CACHE_SIZE", "20g", Setting.DEFAULT, false);
  }

  /** Returns where cache and state are, how large the cache may be, and who says so. */
  public List<Setting> folders() {
    return List.of(
        folder("XDG_CACHE_HOME", Folders.cache(environment)),
        cacheSize(),
        folder("XDG_STATE_HOME", Folders.state(environment)));
  }

  /** Returns a setting by the name of its variable; empty where nothing sets it. */
  public Optional<Setting> setting(String name) {
    return Optional.ofNullable(settings.get(name));
  }

  /** Returns everything that is set. */
  public List<Setting> all() {
    return new ArrayList<>(settings.values());
  }

  private Setting folder(String name, Path folder) {
    String origin = isSet(environment, name) ? Setting.ENVIRONMENT : Setting.DEFAULT;
    return new Setting(name, folder.toString(), origin, false);
  }

  private Setting temporal(
      String name,
      @Nullable String profile,
      String profileOrigin,
      Map<String, String> local,
      String otherwise) {
    Setting setting;
    if (profile != null) {
      boolean fromEnvironment = profile.equals(environment.get(name));
      setting =
          new Setting(name, profile, fromEnvironment ? Setting.ENVIRONMENT : profileOrigin, false);
    } else if (local.containsKey(name)) {
      setting = new Setting(name, requireNonNull(local.get(name)), localFile.toString(), false);
    } else {
      setting = new Setting(name, otherwise, Setting.DEFAULT, false);
    }
    settings.put(name, setting);
    return setting;
  }

  private void store(Map<String, String> local) {
    boolean located = isSet(environment, "HISTOCHAIN_STORE");
    boolean reached =
        isSet(environment, "AWS_ENDPOINT_URL_S3") || isSet(environment, "AWS_ACCESS_KEY_ID");
    String file = localFile.toString();
    boolean all = !isSet(local, "HISTOCHAIN_STORE");
    take("HISTOCHAIN_STORE", located ? environment : local, located ? Setting.ENVIRONMENT : file);
    boolean fromEnvironment = all || (located && reached);
    for (String name : REACHING_STORE) {
      take(
          name,
          fromEnvironment ? environment : local,
          fromEnvironment ? Setting.ENVIRONMENT : file);
    }
  }

  private void take(String name, Map<String, String> from, String origin) {
    if (isSet(from, name)) {
      boolean secret = name.equals("AWS_SECRET_ACCESS_KEY");
      settings.put(name, new Setting(name, requireNonNull(from.get(name)), origin, secret));
    }
  }

  private static boolean isSet(Map<String, String> from, String name) {
    return !from.getOrDefault(name, "").isBlank();
  }

  private static URI uri(Setting setting) {
    try {
      return URI.create(setting.value());
    } catch (IllegalArgumentException notAUri) {
      throw new InvalidSettingsException(
          "%s is %s (%s), which is no location: write s3://bucket/prefix, file:/folder or, for a"
                  .formatted(setting.name(), setting.value(), setting.origin())
              + " server, http://host:port");
    }
  }

  private static Map<String, String> lines(Path file) throws IOException {
    Map<String, String> lines = new LinkedHashMap<>();
    if (Files.exists(file)) {
      for (String line : Files.readAllLines(file)) {
        int equals = line.indexOf('=');
        if (equals > 0 && !line.startsWith("#")) {
          lines.put(line.substring(0, equals).strip(), line.substring(equals + 1).strip());
        }
      }
    }
    return lines;
  }
}
