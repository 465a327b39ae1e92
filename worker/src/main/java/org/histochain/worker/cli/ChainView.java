package org.histochain.worker.cli;

/** Shows a chain while it is followed. */
interface ChainView extends AutoCloseable {
  /** Shows how the chain is now. */
  void show(ChainStatus status);

  /** Shows what keeps its status from being known in full. */
  void note(String line);

  /** Shows nothing any more; closing twice is harmless. */
  @Override
  void close();
}
