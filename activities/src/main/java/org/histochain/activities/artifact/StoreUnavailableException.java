package org.histochain.activities.artifact;

import java.io.IOException;

/** The store cannot be reached now; a retry may help. */
public final class StoreUnavailableException extends IOException {
  private static final long serialVersionUID = 1L;

  public StoreUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
