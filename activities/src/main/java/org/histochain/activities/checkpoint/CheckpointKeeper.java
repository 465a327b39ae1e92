package org.histochain.activities.checkpoint;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.histochain.activities.artifact.StoreUnavailableException;
import org.histochain.activities.step.StepMonitor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a training step's checkpoints as it goes along. Each is in the store before training goes
 * on, so that never more than the updates since the last one are lost. For one thread.
 */
public final class CheckpointKeeper {
  private static final Logger log = LoggerFactory.getLogger(CheckpointKeeper.class);

  /** Writing takes 1 / 50 of the time at most: 2 %. */
  private static final long COST_SHARE = 50;

  private static final long EXPECTED_NANOS_PER_BYTE = 10;

  private static final int MOST_FAILURES = 3;

  private final CheckpointFolder folder;
  private final CheckpointRhythm rhythm;
  private final MeterRegistry meters;
  private final LongSupplier nanoTime;
  private final StorePatience patience;
  private long lastUpdate;
  private long lastTime;
  private long pause;
  private int failures;
  private @Nullable String lastGood;

  /**
   * Starts counting time.
   *
   * @param folder where they are kept
   * @param from update at which training begins or goes on
   * @param rhythm when
   * @param meters where kept and failed ones are counted
   */
  public CheckpointKeeper(
      CheckpointFolder folder, long from, CheckpointRhythm rhythm, MeterRegistry meters) {
    this(folder, from, rhythm, meters, System::nanoTime, new StorePatience());
  }

  CheckpointKeeper(
      CheckpointFolder folder,
      long from,
      CheckpointRhythm rhythm,
      MeterRegistry meters,
      LongSupplier nanoTime,
      StorePatience patience) {
    this.folder = requireNonNull(folder, "folder is null");
    this.rhythm = requireNonNull(rhythm, "rhythm is null");
    this.meters = requireNonNull(meters, "meters is null");
    this.nanoTime = requireNonNull(nanoTime, "nanoTime is null");
    this.patience = requireNonNull(patience, "patience is null");
    lastUpdate = from;
    lastTime = nanoTime.getAsLong();
    pause = rhythm.interval().toNanos();
  }

  /**
   * Says how large checkpoints will be, before the first has shown what writing one costs: that one
   * too is to take no more than its share of the time, at 100 MB a second.
   *
   * @param bytes size of one
   * @return this
   */
  public CheckpointKeeper expecting(long bytes) {
    pause = Math.max(pause, COST_SHARE * EXPECTED_NANOS_PER_BYTE * bytes);
    return this;
  }

  /** Whether it is time to {@link #keep}, with {@code update} updates made. */
  public boolean isDue(long update) {
    return update - lastUpdate >= rhythm.updates()
        || (update > lastUpdate && nanoTime.getAsLong() - lastTime >= pause);
  }

  /**
   * Keeps a checkpoint. Training stands still while the store is not to be reached, so that
   * whatever dies then costs no more than an interval. One that fails in another way is counted,
   * and training goes on without.
   *
   * @param monitor asked while training stands still
   * @throws IOException if the store is away for five minutes, or has failed three times in a row
   */
  public void keep(Supplier<Checkpoint> state, StepMonitor monitor)
      throws IOException, InterruptedException {
    try {
      patience.insist("a checkpoint; training stands still", () -> write(state), monitor);
      failures = 0;
    } catch (StoreUnavailableException e) {
      throw e;
    } catch (IOException e) {
      failures++;
      log.warn("A checkpoint could not be written ({} in a row): {}", failures, e.toString());
      if (failures >= MOST_FAILURES) {
        throw e;
      }
    }
  }

  /** Keeps a last checkpoint of an attempt that is told to stop, if it has got on at all. */
  public void leave(long update, Supplier<Checkpoint> state) {
    if (update == lastUpdate) {
      return;
    }
    try {
      write(state);
      log.info("Stopped after update {}, which is kept at {}", update, lastGood);
    } catch (IOException e) {
      log.warn("Stopped after update {}, which could not be kept: {}", update, e.toString());
    }
  }

  /** Returns where this attempt's last whole checkpoint is in the store. */
  public Optional<String> lastGood() {
    return Optional.ofNullable(lastGood);
  }

  private String write(Supplier<Checkpoint> state) throws IOException {
    long begun = nanoTime.getAsLong();
    Checkpoint checkpoint = state.get();
    lastUpdate = checkpoint.update();
    boolean kept = false;
    try {
      String path = folder.write(checkpoint);
      lastGood = path;
      kept = true;
      return path;
    } finally {
      lastTime = nanoTime.getAsLong();
      long cost = lastTime - begun;
      pause = Math.max(rhythm.interval().toNanos(), COST_SHARE * cost);
      timer(kept ? "kept" : "failed").record(Duration.ofNanos(cost));
    }
  }

  private Timer timer(String outcome) {
    return Timer.builder("histochain.checkpoint")
        .description("Time that training stood still for a checkpoint, by whether it was kept")
        .tag("outcome", outcome)
        .register(meters);
  }
}
