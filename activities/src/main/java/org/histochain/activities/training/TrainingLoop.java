package org.histochain.activities.training;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.locks.ReentrantLock;
import org.histochain.activities.checkpoint.Checkpoint;
import org.histochain.activities.checkpoint.CheckpointKeeper;
import org.histochain.activities.network.Network;
import org.histochain.activities.network.NetworkState;
import org.histochain.activities.network.PixelScale;
import org.histochain.activities.network.TorchRuntime;
import org.histochain.activities.step.StepFailure;
import org.histochain.activities.step.StepMonitor;
import org.histochain.activities.step.StepStoppedException;
import org.histochain.workflows.contract.AugmentSpec;
import org.histochain.workflows.contract.ConsistencySpec;
import org.histochain.workflows.contract.FailureTypes;
import org.jspecify.annotations.Nullable;

/**
 * Trains a network: forward, soft-label cross-entropy, backward, AdamW with a cosine schedule;
 * warm-up, gradient clipping, shaped targets, mixed batches, weak-strong consistency and averaged
 * weights where the settings ask for them. Deterministic on a CPU for one numeric family and thread
 * count: every random draw is a function of seed, purpose, epoch and patch.
 */
final class TrainingLoop {
  /** The engine has one gradient collector per process. */
  private static final ReentrantLock COLLECTOR = new ReentrantLock();

  private static final int MOST_AUGMENTERS = 16;

  private final TrainingPlan plan;
  private final TrainingSet set;
  private final @Nullable UnlabelledPool pool;
  private final TrainingMeters meters;
  private final BatchPlan batches;

  /** Training that needs no pool. */
  TrainingLoop(TrainingPlan plan, TrainingSet set, TrainingMeters meters) {
    this(plan, set, null, meters);
  }

  /**
   * @param pool what consistency is asked of; null: the plan asks for none
   */
  TrainingLoop(
      TrainingPlan plan, TrainingSet set, @Nullable UnlabelledPool pool, TrainingMeters meters) {
    this.plan = plan;
    this.pool = pool;
    this.set = set.withTargets(TargetShaping.of(set.targets(), plan.training()));
    this.meters = meters;
    batches = BatchPlan.of(plan.training(), set.size());
  }

  /**
   * Trains to the last planned update.
   *
   * @param start weights at update 0
   * @param checkpoint where to go on; null: at update 0
   * @param keeper keeps checkpoints on the way, and one when the monitor stops the step
   * @throws StepFailure of type {@code Diverged} if the loss is no longer finite
   * @throws IOException if the store takes no checkpoints any more
   * @throws InterruptedException if the thread is interrupted between two updates
   */
  TrainingResult run(
      NetworkState start,
      @Nullable Checkpoint checkpoint,
      CheckpointKeeper keeper,
      StepMonitor monitor)
      throws IOException, InterruptedException {
    long first = checkpoint == null ? 0 : checkpoint.update();
    NetworkState begin = checkpoint == null ? start : TrainingState.network(start, checkpoint);
    TrainingProgress progress = new TrainingProgress(plan.purpose(), batches, monitor, meters);
    COLLECTOR.lockInterruptibly();
    try (Network network = new Network(begin, TorchRuntime.device());
        AdamW optimizer = new AdamW(network.parameters(), plan.training().weightDecay());
        BatchLoader loader = loader(first)) {
      RateSchedule schedule = RateSchedule.of(plan.training(), batches.updates());
      WeightAverage average = WeightAverage.of(network, plan.training().ema());
      UpdateStep step = new UpdateStep(network, optimizer, plan.training());
      ConsistencySpec asked = plan.training().consistency();
      Consistency consistency = asked == null ? null : new Consistency(network, asked);
      TrainingState state = new TrainingState(network, optimizer, average, progress);
      if (checkpoint != null) {
        state.restore(checkpoint);
      }
      for (long update = first; update < batches.updates(); update++) {
        pause(update, state, keeper, monitor);
        Batch batch = take(loader);
        if (consistency != null) {
          progress.labelled(update, batch.views(), consistency.label(batch));
        }
        double rate = schedule.rate(update);
        float loss = step.update(batch, rate);
        if (!Float.isFinite(loss)) {
          throw diverged(update, rate, loss, keeper);
        }
        average.update();
        progress.updated(update, loss, batch.size());
        loader.recycle(batch);
      }
      average.finish();
      return new TrainingResult(
          network.state(batches.updates()),
          progress.epochLoss(),
          batches.updates(),
          progress.images(),
          progress.seconds(),
          progress.confident());
    } finally {
      COLLECTOR.unlock();
    }
  }

  /** Between two updates: stops if told to, keeps a checkpoint if one is due. */
  private static void pause(
      long update, TrainingState state, CheckpointKeeper keeper, StepMonitor monitor)
      throws IOException, InterruptedException {
    try {
      monitor.check();
    } catch (StepStoppedException e) {
      keeper.leave(update, () -> state.checkpoint(update));
      throw e;
    }
    if (keeper.isDue(update) && state.isFinite()) {
      keeper.keep(() -> state.checkpoint(update), monitor);
    }
  }

  private Batch take(BatchLoader loader) throws InterruptedException {
    long asked = System.nanoTime();
    Batch batch = loader.take();
    meters.waited(Duration.ofNanos(System.nanoTime() - asked));
    return batch;
  }

  private BatchLoader loader(long first) {
    boolean balanced = plan.training().sampling().equals("balanced");
    EpochOrder order = new EpochOrder(plan.seed(), plan.purpose(), set.labels(), balanced);
    PixelScale scale = new PixelScale(plan.normalisation());
    Augmentation augmentation = new Augmentation(strong(), set.side(), scale);
    SetVisits visits =
        new SetVisits(set, batches, order, augmentation, plan.seed(), plan.purpose());
    Double alpha = plan.training().mixup();
    Mixup mixup = alpha == null ? null : new Mixup(alpha, plan.seed(), plan.purpose());
    return new BatchLoader(
        first, batches.updates(), visits, mixup, poolVisits(augmentation, scale), augmenters());
  }

  private @Nullable PoolVisits poolVisits(Augmentation strong, PixelScale scale) {
    ConsistencySpec consistency = plan.training().consistency();
    if (consistency == null) {
      return null;
    }
    return new PoolVisits(
        requireNonNull(pool, "consistency without a pool"),
        Math.multiplyExact(consistency.ratio(), plan.training().batch()),
        plan.augment(),
        strong,
        scale,
        plan.seed(),
        plan.purpose());
  }

  private AugmentSpec strong() {
    Double noise = plan.training().noise();
    return noise == null ? plan.augment() : plan.augment().times(noise);
  }

  /** A GPU is fast enough to wait for patches; beside a CPU's own threads one thread suffices. */
  private static int augmenters() {
    int others = Runtime.getRuntime().availableProcessors() - 1;
    return TorchRuntime.device().isGpu() ? Math.clamp(others, 1, MOST_AUGMENTERS) : 1;
  }

  private StepFailure diverged(long update, double rate, float loss, CheckpointKeeper keeper) {
    return new StepFailure(
        FailureTypes.DIVERGED,
        String.format(
            Locale.ROOT,
            "%s diverged: the loss is %s at update %d of %d, learning rate %.3g, last good checkpoint:"
                + " %s; lower learningRate",
            plan.purpose(),
            loss,
            update + 1,
            batches.updates(),
            rate,
            keeper.lastGood().orElse("none")));
  }
}
