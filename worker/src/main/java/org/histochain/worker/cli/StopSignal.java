package org.histochain.worker.cli;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Closes something when the process is told to end (Ctrl-C, SIGTERM), or when this is closed,
 * whichever comes first: steps then stop between two updates rather than inside native code.
 */
final class StopSignal implements AutoCloseable {
  private final Runnable closing;
  private final AtomicBoolean closed = new AtomicBoolean();
  private final Thread hook;

  StopSignal(Runnable closing) {
    this.closing = closing;
    this.hook = new Thread(this::closeOnce, "stop-signal");
    Runtime.getRuntime().addShutdownHook(hook);
  }

  @Override
  public void close() {
    closeOnce();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException ending) {
      // The process ends already: the hook has run or runs now.
    }
  }

  private void closeOnce() {
    if (closed.compareAndSet(false, true)) {
      closing.run();
    }
  }
}
