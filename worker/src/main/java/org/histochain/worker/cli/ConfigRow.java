package org.histochain.worker.cli;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.histochain.worker.local.Ports;
import org.histochain.worker.settings.Setting;
import org.histochain.worker.settings.Settings;
import org.jspecify.annotations.Nullable;

/**
 * A setting as {@code config show} shows it.
 *
 * @param name the variable that sets it
 * @param what what it is, for people
 * @param value the value; {@code (set)} for a secret; null where nothing sets it
 * @param origin what set it: {@code environment}, a file, {@code default}; {@code not set}
 * @param secret whether the value is not shown
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
@JsonPropertyOrder({"name", "what", "value", "origin", "secret"})
record ConfigRow(String name, String what, @Nullable String value, String origin, boolean secret) {
  private static final Map<String, String> KNOWN = known();

  ConfigRow {
    requireNonNull(name, "name is null");
    requireNonNull(what, "what is null");
    requireNonNull(origin, "origin is null");
  }

  /** Returns a row for everything that can be set, and for what else is. */
  static List<ConfigRow> all(Settings settings, Map<String, String> environment) {
    Map<String, Setting> set = new LinkedHashMap<>();
    settings.all().forEach(setting -> set.put(setting.name(), setting));
    settings.folders().forEach(setting -> set.put(setting.name(), setting));
    List<ConfigRow> rows = new ArrayList<>();
    KNOWN.forEach((name, what) -> rows.add(row(name, what, set.remove(name))));
    set.values().forEach(setting -> rows.add(row(setting.name(), other(setting), setting)));
    Ports ports = Ports.DEFAULT;
    rows.add(port("HISTOCHAIN_TEMPORAL_PORT", "Temporal port", ports.temporal(), environment));
    rows.add(port("HISTOCHAIN_UI_PORT", "web page port", ports.ui(), environment));
    rows.add(port("HISTOCHAIN_MINIO_PORT", "MinIO port", ports.minio(), environment));
    return List.copyOf(rows);
  }

  private static ConfigRow row(String name, String what, @Nullable Setting setting) {
    return setting == null
        ? new ConfigRow(name, what, null, "not set", false)
        : new ConfigRow(name, what, setting.shown(), setting.origin(), setting.secret());
  }

  private static String other(Setting setting) {
    return setting.name().startsWith("TEMPORAL_TLS") ? "Temporal TLS" : "Temporal header";
  }

  /** As it was written: {@code up} refuses what is no port. */
  private static ConfigRow port(
      String name, String what, int otherwise, Map<String, String> environment) {
    String written = environment.getOrDefault(name, "");
    return written.isBlank()
        ? new ConfigRow(name, "up: " + what, String.valueOf(otherwise), "default", false)
        : new ConfigRow(name, "up: " + what, written.strip(), "environment", false);
  }

  private static Map<String, String> known() {
    Map<String, String> known = new LinkedHashMap<>();
    known.put("TEMPORAL_ADDRESS", "Temporal address");
    known.put("TEMPORAL_NAMESPACE", "Temporal namespace");
    known.put("TEMPORAL_TLS", "Temporal TLS");
    known.put("TEMPORAL_API_KEY", "Temporal API key");
    known.put("HISTOCHAIN_UI", "Temporal web page");
    known.put("HISTOCHAIN_STORE", "store");
    known.put("AWS_ENDPOINT_URL_S3", "store endpoint");
    known.put("AWS_ACCESS_KEY_ID", "store access key");
    known.put("AWS_SECRET_ACCESS_KEY", "store secret key");
    known.put("AWS_REGION", "store region");
    known.put("XDG_CACHE_HOME", "cache folder");
    known.put("HISTOCHAIN_CACHE_SIZE", "cache size");
    known.put("XDG_STATE_HOME", "state folder");
    return known;
  }
}
