package org.histochain.worker.cli;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.histochain.activities.report.ChainFolder;
import org.histochain.activities.report.Summary;
import org.histochain.activities.step.Json;

/** Copies a finished chain's report out of the store. Files are replaced whole, one by one. */
final class ReportFiles {
  /** The page's name. */
  static final String PAGE = "index.html";

  private ReportFiles() {}

  /**
   * Writes the page and, below {@code data/}, the files that it links to.
   *
   * @param folder made if it is not there
   * @throws CliError if the chain has no report
   */
  static void writePage(ChainFolder chain, Path folder) throws IOException {
    byte[] page =
        chain
            .page()
            .orElseThrow(
                () ->
                    CliError.failed(
                        "chain %s is done and has no report; histochain resume %s makes it"
                            .formatted(chain.chainId(), chain.chainId())));
    for (String path : chain.reportData()) {
      replace(folder.resolve(path), aside -> chain.copyReportData(path, aside));
    }
    replace(folder.resolve(PAGE), aside -> Files.write(aside, page));
  }

  /** Writes {@code summary.json}. */
  static void writeSummary(Summary summary, Path folder) throws IOException {
    byte[] json = Json.mapper().writerWithDefaultPrettyPrinter().writeValueAsBytes(summary);
    replace(folder.resolve("summary.json"), aside -> Files.write(aside, json));
  }

  /** Writes a file. */
  @FunctionalInterface
  private interface Content {
    void writeTo(Path file) throws IOException;
  }

  private static void replace(Path file, Content content) throws IOException {
    Files.createDirectories(requireNonNull(file.getParent(), "a file has a folder"));
    Path aside = file.resolveSibling("." + file.getFileName() + ".new");
    content.writeTo(aside);
    Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
