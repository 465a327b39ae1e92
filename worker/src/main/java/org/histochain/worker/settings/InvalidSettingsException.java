package org.histochain.worker.settings;

/** Settings that cannot be used, or are missing. The message is one line: what, value, remedy. */
public final class InvalidSettingsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  InvalidSettingsException(String message) {
    super(message);
  }
}
