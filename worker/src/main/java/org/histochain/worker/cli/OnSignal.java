package org.histochain.worker.cli;

/** Does something if the process is told to end (Ctrl-C, SIGTERM) before this is closed. */
final class OnSignal implements AutoCloseable {
  private final Thread hook;

  /**
   * @param action holds the end of the process up until it returns
   */
  OnSignal(Runnable action) {
    hook = new Thread(action, "on-signal");
    Runtime.getRuntime().addShutdownHook(hook);
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException ending) {
      // The process ends already: the action has run or runs now.
    }
  }
}
