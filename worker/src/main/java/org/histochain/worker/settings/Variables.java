package org.histochain.worker.settings;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Environment variables in a chain file, written <code>${NAME}</code>. Before the YAML is parsed
 * they become tokens without braces, since a brace would end an unquoted text inside {@code {…}};
 * afterwards the tokens become values, so that no value can change the structure of the file.
 */
final class Variables {
  private static final Pattern WRITTEN = Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*)}");
  private static final Pattern TOKEN = Pattern.compile("\uE000([A-Za-z0-9_]+)\uE001");

  private final Map<String, String> environment;

  Variables(Map<String, String> environment) {
    this.environment = environment;
  }

  /** Replaces variables by tokens. */
  static String hide(String yaml) {
    return WRITTEN.matcher(yaml).replaceAll("\uE000$1\uE001");
  }

  /** Replaces tokens by variables as they were written. */
  static String show(String text) {
    return TOKEN.matcher(text).replaceAll("\\${$1}");
  }

  /**
   * Replaces tokens by the variables' values; reports those that are not set.
   *
   * @param line line of the text, from 1
   */
  String expand(String text, int line, Findings findings) {
    return TOKEN
        .matcher(text)
        .replaceAll(
            match -> {
              String name = match.group(1);
              String value = environment.get(name);
              if (value == null) {
                findings.report(
                    line, "${%s} is not set in the environment: export %s=…".formatted(name, name));
                return Matcher.quoteReplacement("${" + name + "}");
              }
              return Matcher.quoteReplacement(value);
            });
  }
}
