package org.histochain.bench.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ReportPagesTest {
  private static final Look NARROW = new Look(400, 300, "dark");

  @TempDir private Path folder;

  @Test
  void aPageThatFitsAndAsksForNothingHasNoFaults() throws IOException {
    assertThat(faults("<p>fits</p><img alt='' src='data:,'>")).isEmpty();
    assertThat(folder.resolve("report-400-dark.png")).isNotEmptyFile();
  }

  @Test
  void whatSticksOutFailsOrAsksIsAFault() throws IOException {
    List<String> faults =
        faults(
            """
            <p style="width: 900px">wide</p>
            <script>missing()</script>
            <img alt="" src="elsewhere.png">
            """);
    assertThat(faults)
        .anySatisfy(fault -> assertThat(fault).contains("pixels wide"))
        .anySatisfy(fault -> assertThat(fault).contains("missing is not defined"))
        .anySatisfy(fault -> assertThat(fault).startsWith("asks for").contains("elsewhere.png"));
  }

  private List<String> faults(String body) throws IOException {
    Path page = folder.resolve("page.html");
    Files.writeString(page, "<!doctype html><html lang='en'><body>" + body + "</body></html>");
    try (Browser browser = browser()) {
      return new ReportPages(browser, page.toUri(), folder).faults(NARROW);
    }
  }

  /** Without Chromium the test is skipped, but not where everything must be there. */
  private static Browser browser() {
    try {
      return new Browser();
    } catch (IllegalStateException missing) {
      if ("true".equals(System.getenv("CI"))) {
        throw missing;
      }
      return Assumptions.abort(missing.getMessage());
    }
  }
}
