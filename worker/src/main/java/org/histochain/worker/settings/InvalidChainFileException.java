package org.histochain.worker.settings;

import java.util.List;

/** A chain file that cannot be used. Its message has one line for each problem, in file order. */
public final class InvalidChainFileException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  InvalidChainFileException(List<String> problems) {
    super(String.join("\n", problems));
  }
}
