package org.histochain.activities.artifact;

import org.jspecify.annotations.Nullable;

/** How a full disk is told from other faults: the system's words for it are all there is. */
public final class FullDisk {
  private FullDisk() {}

  /** Whether a fault, or what caused it, is that of a disk or quota without space. */
  public static boolean isCauseOf(Throwable fault) {
    for (@Nullable Throwable cause = fault; cause != null; cause = cause.getCause()) {
      String message = String.valueOf(cause.getMessage());
      if (message.contains("No space left") || message.contains("quota exceeded")) {
        return true;
      }
    }
    return false;
  }
}
