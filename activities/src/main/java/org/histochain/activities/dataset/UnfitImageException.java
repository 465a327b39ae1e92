package org.histochain.activities.dataset;

import java.io.IOException;

/** An image that cannot be made a patch; the message says why in a few words. */
public final class UnfitImageException extends IOException {
  private static final long serialVersionUID = 1L;

  /** Why. */
  public enum Fault {
    /** The bytes are no image, or not all of one, or of one too large. */
    unreadable,
    /** It is of another size. */
    size
  }

  private final Fault fault;

  public UnfitImageException(Fault fault, String message) {
    super(message);
    this.fault = fault;
  }

  /** Returns why. */
  public Fault fault() {
    return fault;
  }
}
