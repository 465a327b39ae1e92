package org.histochain.activities.dataset;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Assumptions;

/** The real images that some tests need. */
public final class TestData {
  private TestData() {}

  /** Returns a file or folder of the test data; where it is absent the test is aborted by name. */
  public static Path path(String relative) {
    Path root =
        Path.of(Objects.requireNonNullElse(System.getenv("HISTOCHAIN_TEST_DATA"), defaultRoot()));
    Path path = root.resolve(relative).normalize();
    boolean there = Files.exists(path);
    if (!there && "true".equals(System.getenv("CI"))) {
      throw new AssertionError(path + " is missing: set HISTOCHAIN_TEST_DATA");
    }
    Assumptions.assumeTrue(there, () -> path + " is missing: set HISTOCHAIN_TEST_DATA");
    return path;
  }

  /** Tests run in their module's folder, one below the repository's root. */
  private static String defaultRoot() {
    return Path.of("").toAbsolutePath().resolve("../../shared/data").toString();
  }
}
