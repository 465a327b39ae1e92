package org.histochain.activities.dataset;

import java.io.IOException;

/** Bytes that are no image, or not all of one, or of one too large; the message says which. */
final class UnreadableImageException extends IOException {
  private static final long serialVersionUID = 1L;

  UnreadableImageException(String message) {
    super(message);
  }
}
