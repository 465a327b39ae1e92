package org.histochain.activities.artifact;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.security.MessageDigest;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;

/**
 * Takes a SHA-256 on a thread of its own, while whoever gives the bytes gets the next ones. Few
 * buffers go round between the two. Content that does not fill one is digested by its giver. For
 * one giver; once closed, the thread does nothing more.
 */
final class DigestThread implements AutoCloseable {
  static final int BUFFERS = 4;
  static final int BUFFER_BYTES = 1 << 17;

  private final MessageDigest digest = Sha256.digest();
  private final ExecutorService thread;
  private final byte[][] buffers = new byte[BUFFERS][];
  private final Future<?>[] digested = new Future<?>[BUFFERS];
  private int turn;
  private boolean begun;

  DigestThread() {
    this(Thread.ofPlatform().daemon().name("histochain-digest").factory());
  }

  DigestThread(ThreadFactory factory) {
    thread = Executors.newFixedThreadPool(1, factory);
    for (int buffer = 0; buffer < BUFFERS; buffer++) {
      digested[buffer] = CompletableFuture.completedFuture(null);
    }
  }

  /**
   * Returns a buffer to fill; waits for one.
   *
   * @throws InterruptedIOException if interrupted meanwhile
   */
  byte[] buffer() throws IOException {
    await(digested[turn]);
    if (buffers[turn] == null) {
      buffers[turn] = new byte[BUFFER_BYTES];
    }
    return buffers[turn];
  }

  /**
   * Takes the first {@code length} bytes of the buffer returned last, which then stays as it is.
   */
  void add(int length) {
    byte[] bytes = buffers[turn];
    begun |= length == BUFFER_BYTES;
    if (begun) {
      digested[turn] = thread.submit(() -> digest.update(bytes, 0, length));
      turn = (turn + 1) % BUFFERS;
    } else {
      digest.update(bytes, 0, length);
    }
  }

  /**
   * Returns the digest of all that was added; nothing is to be added afterwards.
   *
   * @throws InterruptedIOException if interrupted while waiting for it
   */
  String sha256() throws IOException {
    for (Future<?> buffer : digested) {
      await(buffer);
    }
    return Sha256.hex(digest.digest());
  }

  private static void await(Future<?> buffer) throws IOException {
    try {
      buffer.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("A digest failed", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting for a digest");
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
    thread.close();
  }
}
