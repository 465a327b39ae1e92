package org.histochain.activities.artifact;

import java.io.IOException;

/**
 * The store refuses what was asked: credentials, rights, a read-only folder. A retry will not help.
 */
public final class StoreRefusedException extends IOException {
  private static final long serialVersionUID = 1L;

  public StoreRefusedException(String message) {
    super(message);
  }

  public StoreRefusedException(String message, Throwable cause) {
    super(message, cause);
  }
}
