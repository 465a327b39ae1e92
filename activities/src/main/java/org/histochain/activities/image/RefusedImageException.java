package org.histochain.activities.image;

import java.io.IOException;

/** A sound image that the settings do not allow; the message says what it is. */
public final class RefusedImageException extends IOException {
  private static final long serialVersionUID = 1L;

  /** What about an image is not allowed. */
  public enum Reason {
    /** It is not 8-bit RGB, and modes are not converted. */
    mode,
    /** It is not square, and is neither to be cropped nor stretched. */
    shape,
    /** It is not of the side wanted, and is not to be resized. */
    size
  }

  private final Reason reason;

  RefusedImageException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  /** Returns what is not allowed. */
  public Reason reason() {
    return reason;
  }
}
