package org.histochain.bench.pages;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.openqa.selenium.By;
import org.openqa.selenium.NoSuchFrameException;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.WebDriverWait;

/**
 * The headless Chromium of Debian's packages {@code chromium} and {@code chromium-driver}. Not safe
 * for use by several threads.
 */
final class Browser implements AutoCloseable {
  /** Selenium warns that it lacks classes for the newest DevTools; none of them is used here. */
  private static final Logger DEVTOOLS = Logger.getLogger("org.openqa.selenium.devtools");

  static {
    DEVTOOLS.setLevel(Level.SEVERE);
  }

  private final ChromeDriver chromium;

  /**
   * Starts Chromium.
   *
   * @throws IllegalStateException if {@code chromium} or {@code chromedriver} is not on the PATH
   */
  Browser() {
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    logs.enable(LogType.PERFORMANCE, Level.ALL);
    ChromeOptions options = new ChromeOptions();
    options.setBinary(onPath("chromium").toFile());
    options.setCapability("goog:loggingPrefs", logs);
    options.addArguments(
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--no-first-run");
    ChromeDriverService service =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(onPath("chromedriver").toFile())
            .usingAnyFreePort()
            .build();
    chromium = new ChromeDriver(service, options);
  }

  private static Path onPath(String program) {
    for (String folder : Objects.requireNonNullElse(System.getenv("PATH"), "").split(":")) {
      Path file = Path.of(folder, program);
      if (Files.isExecutable(file)) {
        return file;
      }
    }
    throw new IllegalStateException(
        program + " is not on the PATH: install Debian's packages chromium and chromium-driver");
  }

  /** Loads a page, forgetting what was noted of the one before. */
  void open(URI page, Look look) {
    chromium.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of(
            "width",
            look.width(),
            "height",
            look.height(),
            "deviceScaleFactor",
            1,
            "mobile",
            false));
    chromium.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of(
            "features", List.of(Map.of("name", "prefers-color-scheme", "value", look.scheme()))));
    chromium.get("about:blank");
    noted(LogType.BROWSER);
    noted(LogType.PERFORMANCE);
    chromium.get(page.toString());
  }

  /**
   * Waits until the page shows all words.
   *
   * @throws org.openqa.selenium.TimeoutException if it does not in time
   */
  void await(List<String> words, Duration patience) {
    new WebDriverWait(chromium, patience)
        .ignoring(StaleElementReferenceException.class, NoSuchFrameException.class)
        .until(page -> words.stream().allMatch(text()::contains));
  }

  /** The text of the page and of its frames: Temporal's page has Markdown in frames. */
  private String text() {
    StringBuilder text = new StringBuilder(chromium.findElement(By.tagName("body")).getText());
    for (WebElement frame : chromium.findElements(By.tagName("iframe"))) {
      chromium.switchTo().frame(frame);
      text.append('\n').append(chromium.findElement(By.tagName("body")).getText());
      chromium.switchTo().defaultContent();
    }
    return text.toString();
  }

  /** Returns what a script of this text returns. */
  Object evaluate(String script) {
    return Objects.requireNonNull(chromium.executeScript(script), "the script returned nothing");
  }

  /** Returns and forgets what Chromium noted in one of its logs, each as JSON or a line of text. */
  List<String> noted(String log) {
    return chromium.manage().logs().get(log).getAll().stream().map(LogEntry::getMessage).toList();
  }

  /** Writes what the window shows, as PNG. */
  void photograph(Path file) throws IOException {
    Files.write(file, chromium.getScreenshotAs(OutputType.BYTES));
  }

  @Override
  public void close() {
    chromium.quit();
  }
}
