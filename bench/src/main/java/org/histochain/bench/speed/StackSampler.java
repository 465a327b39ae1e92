package org.histochain.bench.speed;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/**
 * Tells what share of its time a thread spends where, waiting included: it looks at the thread's
 * stack every few milliseconds.
 */
final class StackSampler {
  private static final long PERIOD_MILLIS = 2;
  private static final String REST = "the rest";

  private final SequencedMap<String, String> parts;
  private final Map<String, Integer> counts = new LinkedHashMap<>();

  /** Something whose time is wanted. */
  @FunctionalInterface
  interface Work {
    void run() throws IOException;
  }

  /**
   * @param parts names of parts by the class, without its package, that tells them: that of the
   *     innermost call which has one counts
   */
  StackSampler(SequencedMap<String, String> parts) {
    this.parts = parts;
    parts.values().forEach(part -> counts.put(part, 0));
    counts.put(REST, 0);
  }

  /** Runs {@code work} on the calling thread and returns each part's share of its time. */
  Map<String, Double> shares(Work work) throws IOException {
    Thread observed = Thread.currentThread();
    Thread observer = Thread.ofPlatform().daemon().start(() -> observe(observed));
    try {
      work.run();
    } finally {
      observer.interrupt();
      join(observer);
    }
    double all = counts.values().stream().mapToInt(Integer::intValue).sum();
    Map<String, Double> shares = new LinkedHashMap<>();
    counts.forEach((part, count) -> shares.put(part, Math.round(1e4 * count / all) / 1e4));
    return shares;
  }

  private void observe(Thread observed) {
    try {
      while (true) {
        Thread.sleep(PERIOD_MILLIS);
        counts.merge(part(observed.getStackTrace()), 1, Integer::sum);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private String part(StackTraceElement[] stack) {
    for (StackTraceElement call : stack) {
      String name = call.getClassName();
      String part = parts.get(name.substring(name.lastIndexOf('.') + 1));
      if (part != null) {
        return part;
      }
    }
    return REST;
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
