package org.histochain.activities.image;

import java.io.IOException;

/** Bytes that are no image, or not all of one, or of one too large; the message says which. */
public final class UnreadableImageException extends IOException {
  private static final long serialVersionUID = 1L;

  public UnreadableImageException(String message) {
    super(message);
  }
}
