package org.histochain.bench.pages;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.openqa.selenium.logging.LogType;

/**
 * Looks at a report at two widths and in two colour schemes: nothing may stick out sideways, no
 * script may fail, and nothing but the page itself may be asked for.
 *
 * <p>Usage: {@code ReportPages REPORT.html OUT}; writes {@code OUT/report-WIDTH-SCHEME.png}, prints
 * a JSON line and exits with 1 where something is wrong.
 */
final class ReportPages {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int HEIGHT = 1600;
  private static final String OVERFLOW =
      """
      const root = document.documentElement;
      return root.scrollWidth > root.clientWidth ? [root.scrollWidth + ' pixels wide'] : [];
      """;

  private final Browser browser;
  private final URI page;
  private final Path out;

  /** What the command prints. */
  private record Findings(String name, List<String> looks, List<String> faults) {}

  ReportPages(Browser browser, URI page, Path out) {
    this.browser = browser;
    this.page = page;
    this.out = out;
  }

  /** Looks at the page and ends the process with what was found. */
  public static void main(String[] arguments) throws IOException {
    List<String> faults = new ArrayList<>();
    List<String> looks = new ArrayList<>();
    Path out = Files.createDirectories(Path.of(arguments[1]));
    try (Browser browser = new Browser()) {
      ReportPages report = new ReportPages(browser, Path.of(arguments[0]).toUri(), out);
      for (int width : new int[] {400, 1280}) {
        for (String scheme : List.of("light", "dark")) {
          Look look = new Look(width, HEIGHT, scheme);
          looks.add(look.label());
          report.faults(look).forEach(fault -> faults.add(look.label() + ": " + fault));
        }
      }
    }
    System.out.println(JSON.writeValueAsString(new Findings("pages", looks, faults)));
    if (!faults.isEmpty()) {
      System.exit(1);
    }
  }

  /** Takes a picture of the page and returns what is wrong with it, one line for each fault. */
  List<String> faults(Look look) throws IOException {
    browser.open(page, look);
    browser.photograph(out.resolve("report-" + look.label() + ".png"));
    List<String> faults = new ArrayList<>();
    ((List<?>) browser.evaluate(OVERFLOW)).forEach(wide -> faults.add(wide.toString()));
    faults.addAll(browser.noted(LogType.BROWSER));
    requests().forEach(request -> faults.add("asks for " + request));
    return faults;
  }

  private List<String> requests() throws IOException {
    List<String> asked = new ArrayList<>();
    for (String entry : browser.noted(LogType.PERFORMANCE)) {
      JsonNode event = JSON.readTree(entry).path("message");
      if (event.path("method").asText().equals("Network.requestWillBeSent")) {
        String url = event.path("params").path("request").path("url").asText();
        if (!url.equals(page.toString()) && !url.startsWith("data:")) {
          asked.add(url);
        }
      }
    }
    return asked;
  }
}
