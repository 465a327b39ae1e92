package org.histochain.activities.chart;

import java.awt.Graphics2D;
import java.io.IOException;
import java.io.StringWriter;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.batik.svggen.SVGGeneratorContext;
import org.apache.batik.svggen.SVGGraphics2D;
import org.w3c.dom.Document;

/** Draws an element of a page: letters as shapes, the page's colours, ids that are its own. */
final class InlineSvg {
  private static final String NAMESPACE = "http://www.w3.org/2000/svg";
  private static final Pattern HEAD = Pattern.compile("(?s)^.*?<svg style=\"([^\"]*)\"[^>]*>");
  private static final Pattern OWN_ID =
      Pattern.compile("(id=\"|#)(genericDefs|defs[0-9]+|clipPath[0-9]+)");
  private static final Pattern TAG_END = Pattern.compile("\\s+(/?>)");
  private static final Pattern INDENT = Pattern.compile(">\\s+<");
  private static final int DECIMALS = 1;

  private InlineSvg() {}

  /**
   * @param id the chart's id on the page; what the SVG refers to within itself is called after it
   * @param width width of the drawing
   * @param height height of the drawing
   * @param drawing draws it
   */
  static String of(String id, int width, int height, Consumer<Graphics2D> drawing) {
    SVGGeneratorContext context = SVGGeneratorContext.createDefault(document());
    context.setComment(null);
    context.setPrecision(DECIMALS);
    SVGGraphics2D canvas = new SVGGraphics2D(context, true);
    drawing.accept(canvas);
    StringWriter file = new StringWriter();
    try {
      canvas.stream(canvas.getRoot(), file, true, false);
    } catch (IOException e) {
      throw new IllegalStateException("chart " + id + " was not drawn", e);
    }
    String head =
        "<svg viewBox=\"0 0 %d %d\" focusable=\"false\" style=\"$1\">".formatted(width, height);
    String svg = HEAD.matcher(file.toString()).replaceFirst(head);
    svg = OWN_ID.matcher(svg).replaceAll("$1" + Matcher.quoteReplacement(id) + "-$2");
    svg = INDENT.matcher(TAG_END.matcher(svg).replaceAll("$1")).replaceAll("><");
    return ChartColour.toPage(svg.strip());
  }

  private static Document document() {
    try {
      return DocumentBuilderFactory.newInstance()
          .newDocumentBuilder()
          .getDOMImplementation()
          .createDocument(NAMESPACE, "svg", null);
    } catch (ParserConfigurationException e) {
      throw new IllegalStateException("this Java has no XML documents", e);
    }
  }
}
