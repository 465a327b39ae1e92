package org.histochain.worker.runtime;

/** There is, or was, a chain of that id. */
public final class ChainExistsException extends Exception {
  private static final long serialVersionUID = 1L;

  ChainExistsException(String id, Throwable cause) {
    super(
        "a chain %s exists: see `histochain status %s`, resume it, or choose another --id"
            .formatted(id, id),
        cause);
  }
}
