package org.histochain.worker.settings;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes as people write them: {@code 500m}, {@code 20g}. */
final class ByteSize {
  private static final Pattern SIZE = Pattern.compile("([1-9][0-9]{0,6})([kmgt])");
  private static final String UNITS = "kmgt";

  private ByteSize() {}

  /**
   * Returns a number of bytes.
   *
   * @param name the variable that has it
   * @param written a whole number from 1 to 9999999 and one of k, m, g, t (powers of 1,024)
   * @throws InvalidSettingsException if it is no such size
   */
  static long parse(String name, String written) {
    Matcher size = SIZE.matcher(written.strip().toLowerCase(Locale.ROOT));
    if (!size.matches()) {
      throw new InvalidSettingsException(
          "%s is %s, which is no size: write a whole number and k, m, g or t, such as 20g"
              .formatted(name, written));
    }
    return Long.parseLong(size.group(1)) << 10 * (UNITS.indexOf(size.group(2)) + 1);
  }
}
