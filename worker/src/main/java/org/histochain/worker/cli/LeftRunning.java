package org.histochain.worker.cli;

/** Says, where Ctrl-C or SIGTERM ends the following of a chain, that the chain itself runs on. */
final class LeftRunning implements AutoCloseable {
  private final Thread hook;

  /**
   * @param view is closed first, so that what is said stays on the terminal
   */
  LeftRunning(String id, ChainView view, Console console) {
    hook =
        new Thread(
            () -> {
              view.close();
              console.note(
                  "Chain %s runs on; histochain watch %s follows it again".formatted(id, id));
            },
            "left-running");
    Runtime.getRuntime().addShutdownHook(hook);
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException ending) {
      // The process ends already: the hook has run or runs now.
    }
  }
}
