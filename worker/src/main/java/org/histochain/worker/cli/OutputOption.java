package org.histochain.worker.cli;

import picocli.CommandLine.Option;

/** {@code --output}: text for people, or JSON. */
final class OutputOption {
  enum Format {
    text,
    json
  }

  @Option(
      names = "--output",
      paramLabel = "FORMAT",
      description = "text or json (default: text).",
      defaultValue = "text")
  private Format format = Format.text;

  boolean json() {
    return format == Format.json;
  }
}
