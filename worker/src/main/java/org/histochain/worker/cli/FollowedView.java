package org.histochain.worker.cli;

/**
 * Shows a chain or an experiment while it is followed.
 *
 * @param <S> its status
 */
interface FollowedView<S> extends AutoCloseable {
  /** Shows how it is now. */
  void show(S status);

  /** Shows what keeps its status from being known in full. */
  void note(String line);

  /** Shows nothing any more; closing twice is harmless. */
  @Override
  void close();
}
