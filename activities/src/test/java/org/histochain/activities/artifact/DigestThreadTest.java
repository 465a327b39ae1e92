package org.histochain.activities.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DigestThreadTest {
  private static final int LARGE = 11 * DigestThread.BUFFER_BYTES + 5;
  private static final IOException FAULT = new IOException("fault");
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @ParameterizedTest
  @ValueSource(
      ints = {0, 1, DigestThread.BUFFER_BYTES - 1, DigestThread.BUFFER_BYTES, LARGE - 5, LARGE})
  void whatIsCopiedAndItsDigestAreWhole(int size) throws IOException {
    byte[] content = content(size);
    ByteArrayOutputStream copy = new ByteArrayOutputStream();

    String sha256 = Sha256.copy(new Trickle(new ByteArrayInputStream(content)), copy);

    assertThat(sha256).isEqualTo(Sha256.of(content));
    assertThat(copy.toByteArray()).isEqualTo(content);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, DigestThread.BUFFER_BYTES, LARGE})
  void whatIsWrittenAndItsDigestAreWhole(int size) throws IOException {
    byte[] content = content(size);
    ByteArrayOutputStream copy = new ByteArrayOutputStream();

    String sha256 =
        Sha256.writing(
            copy,
            stream -> {
              for (int from = 0; from < size; from += 7919) {
                stream.write(content[from]);
                stream.flush();
                stream.write(content, from + 1, Math.min(7919, size - from) - 1);
              }
              stream.close();
            });

    assertThat(sha256).isEqualTo(Sha256.of(content));
    assertThat(copy.toByteArray()).isEqualTo(content);
  }

  @Test
  void shortContentNeedsNoThread() throws IOException {
    List<Thread> threads = new ArrayList<>();
    try (DigestThread digest = new DigestThread(remembering(threads))) {
      digest.buffer()[0] = 7;
      digest.add(1);
      assertThat(digest.sha256()).isEqualTo(Sha256.of(new byte[] {7}));
    }
    assertThat(threads).isEmpty();
  }

  @Test
  void aFaultOfTheSourceIsToldAndTheThreadEnds() throws InterruptedException {
    InputStream torn =
        new SequenceInputStream(new ByteArrayInputStream(content(LARGE)), new Broken());

    assertThatThrownBy(() -> Sha256.copy(torn, OutputStream.nullOutputStream())).isSameAs(FAULT);
    digestsEnd();
  }

  @Test
  void aFaultOfTheTargetIsToldAndTheThreadEnds() throws InterruptedException {
    OutputStream full =
        new OutputStream() {
          private int left = LARGE / 2;

          @Override
          public void write(int value) throws IOException {
            if (--left < 0) {
              throw FAULT;
            }
          }
        };
    byte[] content = content(LARGE);

    assertThatThrownBy(() -> Sha256.copy(new ByteArrayInputStream(content), full)).isSameAs(FAULT);
    assertThatThrownBy(() -> Sha256.writing(full, stream -> stream.write(content))).isSameAs(FAULT);
    digestsEnd();
  }

  @Test
  void whoeverWaitsForABufferCanBeInterrupted() throws Exception {
    List<Thread> threads = new ArrayList<>();
    Semaphore going = new Semaphore(0);
    ThreadFactory held =
        work ->
            remembering(threads)
                .newThread(
                    () -> {
                      going.acquireUninterruptibly();
                      work.run();
                    });
    try (DigestThread digest = new DigestThread(held)) {
      for (int buffer = 0; buffer < DigestThread.BUFFERS; buffer++) {
        digest.buffer();
        digest.add(DigestThread.BUFFER_BYTES);
      }
      Thread.currentThread().interrupt();

      assertThatThrownBy(digest::buffer).isInstanceOf(InterruptedIOException.class);
      assertThatThrownBy(digest::sha256).isInstanceOf(InterruptedIOException.class);
      going.release();
    }
    assertThat(Thread.interrupted()).isTrue();
    threads.getFirst().join();
  }

  private static ThreadFactory remembering(List<Thread> threads) {
    return work -> {
      Thread thread = Thread.ofPlatform().daemon().unstarted(work);
      threads.add(thread);
      return thread;
    };
  }

  /** A closed thread has done its work, and may be a moment from its end. */
  private static void digestsEnd() throws InterruptedException {
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (thread.getName().equals("histochain-digest")) {
        assertThat(thread.join(PATIENCE)).isTrue();
      }
    }
  }

  private static byte[] content(int size) {
    byte[] content = new byte[size];
    new Random(size).nextBytes(content);
    return content;
  }

  private static final class Broken extends InputStream {
    @Override
    public int read() throws IOException {
      throw FAULT;
    }
  }

  /** Gives as little at a time as a connection does. */
  private static final class Trickle extends FilterInputStream {
    Trickle(InputStream content) {
      super(content);
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      return super.read(buffer, offset, Math.min(length, 8192));
    }
  }
}
