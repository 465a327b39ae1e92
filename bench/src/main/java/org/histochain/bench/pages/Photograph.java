package org.histochain.bench.pages;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.openqa.selenium.TimeoutException;

/**
 * Takes a picture of a page as soon as it shows given words.
 *
 * <p>Usage: {@code Photograph URL FILE.png WIDTHxHEIGHT WORD...}
 */
final class Photograph {
  private static final Duration LOADED = Duration.ofSeconds(8);
  private static final int LOADS = 50;

  private Photograph() {}

  /** Loads the page again and again until all words are on it; fails after some seven minutes. */
  public static void main(String[] arguments) throws IOException {
    List<String> words = List.of(arguments).subList(3, arguments.length);
    try (Browser browser = new Browser()) {
      for (int load = 1; ; load++) {
        browser.open(URI.create(arguments[0]), Look.light(arguments[2]));
        try {
          browser.await(words, LOADED);
          break;
        } catch (TimeoutException stillMissing) {
          if (load == LOADS) {
            throw stillMissing;
          }
        }
      }
      browser.photograph(Path.of(arguments[1]));
    }
  }
}
