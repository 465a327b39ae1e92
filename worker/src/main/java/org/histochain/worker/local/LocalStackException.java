package org.histochain.worker.local;

import org.jspecify.annotations.Nullable;

/**
 * The local stack cannot be started or stopped; the message says why and what to do, in one line.
 */
public final class LocalStackException extends Exception {
  private static final long serialVersionUID = 1L;

  public LocalStackException(String message) {
    super(message);
  }

  public LocalStackException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
