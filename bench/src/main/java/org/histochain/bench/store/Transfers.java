package org.histochain.bench.store;

import java.nio.file.Path;

/** A way to move one blob to a store and back. */
interface Transfers {
  /** Writes a file's bytes into the store, over what is there. */
  void upload(Path file) throws Exception;

  /** Reads them into a file that is not there yet, and returns it. */
  Path download() throws Exception;
}
