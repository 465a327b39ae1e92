package org.histochain.worker.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/**
 * Standard output whose faults end the command. A {@link java.io.PrintStream} keeps its stream's
 * {@link IOException}s to itself, so that a command would print on, and end as if all was well.
 */
final class StandardOutput extends OutputStream {
  private static final String CLOSED = "Broken pipe";

  private final OutputStream stream;

  StandardOutput(OutputStream stream) {
    this.stream = stream;
  }

  @Override
  public void write(int one) {
    attempt(() -> stream.write(one));
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    attempt(() -> stream.write(bytes, offset, length));
  }

  @Override
  public void flush() {
    attempt(stream::flush);
  }

  private interface Writing {
    void run() throws IOException;
  }

  private static void attempt(Writing writing) {
    try {
      writing.run();
    } catch (IOException fault) {
      String reason = String.valueOf(fault.getMessage());
      if (reason.contains(CLOSED)) {
        throw new OutputClosedException(fault);
      }
      throw new UncheckedIOException(
          new IOException(
              "standard output cannot be written (%s): choose another".formatted(reason), fault));
    }
  }
}
