package org.histochain.activities.artifact;

import java.io.IOException;
import java.io.OutputStream;

/** Passes on what is written to it, in large pieces, and has it digested meanwhile. */
final class DigestedStream extends OutputStream {
  private final OutputStream target;
  private final DigestThread digest;
  private byte[] buffer;
  private int filled;

  /**
   * @param target closed with this
   * @param digest closed by the caller
   */
  DigestedStream(OutputStream target, DigestThread digest) throws IOException {
    this.target = target;
    this.digest = digest;
    buffer = digest.buffer();
  }

  @Override
  public void write(int value) throws IOException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    for (int taken = 0; taken < length; ) {
      int count = Math.min(length - taken, buffer.length - filled);
      System.arraycopy(bytes, offset + taken, buffer, filled, count);
      filled += count;
      taken += count;
      if (filled == buffer.length) {
        pass();
      }
    }
  }

  private void pass() throws IOException {
    target.write(buffer, 0, filled);
    digest.add(filled);
    filled = 0;
    buffer = digest.buffer();
  }

  @Override
  public void flush() throws IOException {
    if (filled > 0) {
      pass();
    }
    target.flush();
  }

  @Override
  public void close() throws IOException {
    try (OutputStream ended = target) {
      flush();
    }
  }
}
