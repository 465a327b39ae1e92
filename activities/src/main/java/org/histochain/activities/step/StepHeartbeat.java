package org.histochain.activities.step;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.histochain.workflows.contract.StepProgress;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends a step's latest progress as heartbeat, from a thread of its own: sending may block for
 * seconds, the step must not. Where the step neither reports nor asks for too long, measured by its
 * own pace (a native call hangs), sending ceases, so that whoever awaits the heartbeat notices.
 */
public final class StepHeartbeat implements StepMonitor, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(StepHeartbeat.class);

  /**
   * How a heartbeat beats.
   *
   * @param interval time between two heartbeats
   * @param ready longest time until the step's first sign of life
   * @param patience longest time between two signs of life; longer for a step whose units of work
   *     are long
   */
  public record Rhythm(Duration interval, Duration ready, Duration patience) {
    public Rhythm {
      requireNonNull(interval, "interval is null");
      requireNonNull(ready, "ready is null");
      requireNonNull(patience, "patience is null");
    }
  }

  private record Stop(String reason, @Nullable RuntimeException cause) {}

  private final Consumer<StepProgress> sender;
  private final Class<? extends RuntimeException> stopSignal;
  private final Rhythm rhythm;
  private final LongSupplier nanoTime;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final AtomicReference<@Nullable Stop> stop = new AtomicReference<>();
  private final Thread thread;
  private final Pace pace;
  private volatile StepProgress latest;
  private boolean failing;

  private StepHeartbeat(
      StepProgress initial,
      Consumer<StepProgress> sender,
      Class<? extends RuntimeException> stopSignal,
      Rhythm rhythm,
      LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.sender = requireNonNull(sender, "sender is null");
    this.stopSignal = requireNonNull(stopSignal, "stopSignal is null");
    this.rhythm = requireNonNull(rhythm, "rhythm is null");
    this.pace = new Pace(rhythm, nanoTime.getAsLong());
    this.latest = initial;
    this.thread =
        Thread.ofPlatform().daemon().name("heartbeat-" + initial.step()).unstarted(this::beat);
  }

  /**
   * Begins to send at every interval; a step that ends within the first needs no heartbeat.
   *
   * @param initial what is sent until the step reports progress
   * @param sender takes a heartbeat; may block
   * @param stopSignal what {@code sender} throws where the step is to stop (Temporal: {@code
   *     ActivityCompletionException}); anything else it throws is logged and sending goes on
   * @param rhythm when
   */
  public static StepHeartbeat start(
      StepProgress initial,
      Consumer<StepProgress> sender,
      Class<? extends RuntimeException> stopSignal,
      Rhythm rhythm) {
    return start(initial, sender, stopSignal, rhythm, System::nanoTime);
  }

  static StepHeartbeat start(
      StepProgress initial,
      Consumer<StepProgress> sender,
      Class<? extends RuntimeException> stopSignal,
      Rhythm rhythm,
      LongSupplier nanoTime) {
    StepHeartbeat heartbeat = new StepHeartbeat(initial, sender, stopSignal, rhythm, nanoTime);
    heartbeat.thread.start();
    return heartbeat;
  }

  @Override
  public void progress(StepProgress progress) {
    latest = requireNonNull(progress, "progress is null");
    pace.sign(nanoTime.getAsLong());
  }

  @Override
  public void check() {
    pace.sign(nanoTime.getAsLong());
    Stop told = stop.get();
    if (told != null) {
      throw new StepStoppedException(told.reason(), told.cause());
    }
  }

  /** Tells the step to stop at its next check; the first reason given stands. */
  public void stop(String reason) {
    stop.compareAndSet(null, new Stop(requireNonNull(reason, "reason is null"), null));
  }

  /** Whether the step has given no sign of life for longer than its pace explains. */
  boolean isHung() {
    return pace.isHung(nanoTime.getAsLong());
  }

  /** Returns what the step is called. */
  String step() {
    return latest.step();
  }

  /** Ends the sending; one that is under way is not waited for. */
  @Override
  public void close() {
    closed.countDown();
  }

  Thread thread() {
    return thread;
  }

  private void beat() {
    boolean silent = false;
    try {
      while (!closed.await(rhythm.interval().toNanos(), TimeUnit.NANOSECONDS)) {
        boolean hung = isHung();
        if (hung && !silent) {
          log.warn(
              "Step {} has given no sign of life for {}: no more heartbeats until it does",
              step(),
              pace.patience());
        }
        silent = hung;
        if (!hung) {
          send(latest);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void send(StepProgress progress) {
    try {
      sender.accept(progress);
      failing = false;
    } catch (RuntimeException e) {
      if (stopSignal.isInstance(e)) {
        stop.compareAndSet(null, new Stop("Told to stop by " + e.getClass().getSimpleName(), e));
      } else if (!failing && closed.getCount() > 0) {
        log.warn("Heartbeats of step {} are not sent: {}", progress.step(), e.toString());
        failing = true;
      }
    }
  }
}
