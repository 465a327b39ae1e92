package org.histochain.activities.chart;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** Makes of the library's SVG file an element of a page: small, of the page's colours, unique ids. */
final class InlineSvg {
  private static final Pattern HEAD = Pattern.compile("(?s)^.*?<svg [^>]*?viewBox=\"([^\"]*)\"[^>]*>");
  private static final Pattern CLIP = Pattern.compile("clip-?[0-9]+");
  private static final Pattern NUMBER = Pattern.compile("-?[0-9]+\\.[0-9]{2,}(?![0-9.])");
  private static final Pattern INDENT = Pattern.compile(">\\s+<");
  private static final Pattern INVISIBLE = Pattern.compile("<rect [^>]*fill-opacity:0;[^>]*/>");

  private InlineSvg() {}

  /**
   * @param file an SVG file
   * @param id the chart's id on the page; what the SVG refers to within itself is called after it
   */
  static String of(String file, String id) {
    String svg = HEAD.matcher(file).replaceFirst("<svg viewBox=\"$1\" focusable=\"false\">");
    Map<String, String> clips = new LinkedHashMap<>();
    svg =
        CLIP.matcher(svg)
            .replaceAll(
                clip -> clips.computeIfAbsent(clip.group(), _ -> id + "-clip" + clips.size()));
    svg = NUMBER.matcher(svg).replaceAll(number -> rounded(number.group()));
    svg = INVISIBLE.matcher(svg).replaceAll("");
    return ChartColour.toPage(INDENT.matcher(svg).replaceAll("><").strip());
  }

  private static String rounded(String number) {
    String tenth = String.format(Locale.ROOT, "%.1f", Double.parseDouble(number));
    if (tenth.equals("-0.0")) {
      return "0";
    }
    return tenth.endsWith(".0") ? tenth.substring(0, tenth.length() - 2) : tenth;
  }
}
