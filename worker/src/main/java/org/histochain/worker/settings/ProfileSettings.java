package org.histochain.worker.settings;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.grpc.Metadata;
import io.temporal.envconfig.ClientConfigProfile;
import io.temporal.envconfig.ClientConfigTLS;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How to be let in by Temporal: API key, TLS and headers, each by the variable that sets it. Keys,
 * certificates given as data, and headers, which often carry a token, are secret.
 */
final class ProfileSettings {
  private static final String TLS = "TEMPORAL_TLS";
  private static final String HEADER = "TEMPORAL_GRPC_META_";

  private final Map<String, String> environment;
  private final String profileOrigin;
  private final List<Setting> settings = new ArrayList<>();

  private ProfileSettings(Map<String, String> environment, String profileOrigin) {
    this.environment = environment;
    this.profileOrigin = profileOrigin;
  }

  /**
   * Returns what is set; {@code TEMPORAL_TLS}, true or false, always.
   *
   * @param profile what was loaded from the environment and the profile file together
   * @param profileOrigin the profile file, for people
   */
  static List<Setting> of(
      ClientConfigProfile profile, Map<String, String> environment, String profileOrigin) {
    ProfileSettings all = new ProfileSettings(environment, profileOrigin);
    all.add("TEMPORAL_API_KEY", profile.getApiKey(), true);
    all.tls(profile.getTls(), !isBlank(profile.getApiKey()));
    Metadata headers = profile.getMetadata();
    if (headers != null) {
      for (String name : headers.keys()) {
        all.add(HEADER + name.toUpperCase(Locale.ROOT).replace('-', '_'), name, true);
      }
    }
    return List.copyOf(all.settings);
  }

  private void tls(@Nullable ClientConfigTLS tls, boolean apiKey) {
    if (tls == null) {
      String origin = apiKey ? "TEMPORAL_API_KEY is set" : "default";
      settings.add(new Setting(TLS, String.valueOf(apiKey), origin, false));
      return;
    }
    add(TLS, String.valueOf(!Boolean.TRUE.equals(tls.isDisabled())), false);
    add("TEMPORAL_TLS_CLIENT_CERT_PATH", tls.getClientCertPath(), false);
    add("TEMPORAL_TLS_CLIENT_CERT_DATA", text(tls.getClientCertData()), true);
    add("TEMPORAL_TLS_CLIENT_KEY_PATH", tls.getClientKeyPath(), false);
    add("TEMPORAL_TLS_CLIENT_KEY_DATA", text(tls.getClientKeyData()), true);
    add("TEMPORAL_TLS_SERVER_CA_CERT_PATH", tls.getServerCACertPath(), false);
    add("TEMPORAL_TLS_SERVER_CA_CERT_DATA", text(tls.getServerCACertData()), true);
    add("TEMPORAL_TLS_SERVER_NAME", tls.getServerName(), false);
    if (Boolean.TRUE.equals(tls.isDisableHostVerification())) {
      add("TEMPORAL_TLS_DISABLE_HOST_VERIFICATION", "true", false);
    }
  }

  private void add(String name, @Nullable String value, boolean secret) {
    if (value != null && !value.isBlank()) {
      String origin = isSet(name) ? Setting.ENVIRONMENT : profileOrigin;
      settings.add(new Setting(name, value, origin, secret));
    }
  }

  /** Any variable of TLS switches it on. */
  private boolean isSet(String name) {
    return name.equals(TLS)
        ? environment.keySet().stream().anyMatch(key -> key.startsWith(TLS))
        : !isBlank(environment.get(name));
  }

  private static boolean isBlank(@Nullable String value) {
    return value == null || value.isBlank();
  }

  private static @Nullable String text(byte @Nullable [] data) {
    return data == null ? null : new String(data, UTF_8);
  }
}
