package org.histochain.activities.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.histochain.activities.artifact.ArtifactStore;
import org.histochain.activities.artifact.MemoryStore;
import org.histochain.activities.checkpoint.Checkpoint;
import org.histochain.activities.checkpoint.CheckpointFolder;
import org.histochain.activities.checkpoint.CheckpointKeeper;
import org.histochain.activities.checkpoint.CheckpointRhythm;
import org.histochain.activities.draw.Draw;
import org.histochain.activities.network.Architecture;
import org.histochain.activities.network.Initialisation;
import org.histochain.activities.network.NetworkState;
import org.histochain.activities.network.SafetensorsFile;
import org.histochain.activities.network.TorchRuntime;
import org.histochain.activities.step.StepFailure;
import org.histochain.activities.step.StepMonitor;
import org.histochain.activities.step.StepStoppedException;
import org.histochain.workflows.contract.AugmentSpec;
import org.histochain.workflows.contract.ConsistencySpec;
import org.histochain.workflows.contract.FailureTypes;
import org.histochain.workflows.contract.NetworkSpec;
import org.histochain.workflows.contract.Normalisation;
import org.histochain.workflows.contract.StepProgress;
import org.histochain.workflows.contract.TrainingSpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TrainingLoopTest {
  private static final int SIDE = 8;
  private static final String KEY = "e".repeat(64);
  private static final CheckpointRhythm NEVER =
      new CheckpointRhythm(Duration.ofDays(1), Long.MAX_VALUE);
  private static final Architecture NETWORK =
      new Architecture(new NetworkSpec("resnet10", 8, "small"), 2);
  private static final ConsistencySpec CONSISTENT = new ConsistencySpec(1, 0.6, 2);
  private static final Normalisation HALF =
      new Normalisation(List.of(0.5, 0.5, 0.5), List.of(0.25, 0.25, 0.25));

  @BeforeEach
  void useOneThread() {
    TorchRuntime.useThreads(1);
  }

  @Test
  void learnsToTellStripesApart() throws Exception {
    TrainingResult result = train(plan(30, 2e-3), StepMonitor.silent());

    assertThat(result.loss()).isLessThan(0.1);
    assertThat(result.images()).isEqualTo(30 * 24);
    assertThat(result.state().updates()).isEqualTo(90);
  }

  @Test
  void twoRunsGiveTheSameBytesAndAnotherSeedDoesNot() throws Exception {
    byte[] first = bytes(train(plan(3, 2e-3), StepMonitor.silent()));

    assertThat(bytes(train(plan(3, 2e-3), StepMonitor.silent()))).isEqualTo(first);
    TrainingPlan other = new TrainingPlan("teacher", 2, plan(3, 2e-3).training(), augment(), HALF);
    assertThat(bytes(train(other, StepMonitor.silent()))).isNotEqualTo(first);
  }

  @Test
  void everyOptionChangesTheModelAndIsDeterministic() throws Exception {
    byte[] plain = bytes(train(plan(2, 2e-3), StepMonitor.silent()));

    for (TrainingPlan plan :
        List.of(
            options(0.5, null, null, null, null),
            options(null, 0.1, null, null, null),
            options(null, null, 0.1, null, null),
            options(null, null, null, null, 0.5),
            withTraining(everything()))) {
      byte[] changed = bytes(train(plan, StepMonitor.silent()));
      assertThat(changed).isNotEqualTo(plain);
      assertThat(bytes(train(plan, StepMonitor.silent()))).isEqualTo(changed);
    }
  }

  @Test
  void sharpeningLeavesHardLabelsAsTheyAre() throws Exception {
    assertThat(bytes(train(options(null, null, null, 0.5, null), StepMonitor.silent())))
        .isEqualTo(bytes(train(plan(2, 2e-3), StepMonitor.silent())));
  }

  @Test
  void theAverageOverOneUpdateIsItsWeightsAndStatistics() throws Exception {
    TrainingSpec once = new TrainingSpec(null, 1, 8, 2e-3, 1e-3, "uniform");
    assertThat(bytes(train(withTraining(TrainingSpecs.ema(once, 0.9)), StepMonitor.silent())))
        .isEqualTo(bytes(train(withTraining(once), StepMonitor.silent())));
  }

  @Test
  void frozenNormalisationKeepsItsStatisticsWhileTheWeightsLearn() throws Exception {
    TrainingSpec frozen = TrainingSpecs.frozen(new TrainingSpec(5, null, 8, 2e-3, 1e-3, "uniform"));
    NetworkState start = train(plan(3, 2e-3), StepMonitor.silent()).state();

    NetworkState end = train(withTraining(frozen), start).state();

    assertThat(end.buffers()).isEqualTo(start.buffers());
    assertThat(end.parameters()).isNotEqualTo(start.parameters());
  }

  @Test
  void stainJitterMovesNoOtherDraw() throws Exception {
    AugmentSpec jittered = new AugmentSpec(true, false, 0.1, 0.1, 0.2, 1e-9);
    TrainingPlan plain = plan(1, 2e-3);
    TrainingPlan plan = new TrainingPlan("teacher", 1, plain.training(), jittered, HALF);
    assertThat(train(plan, StepMonitor.silent()).loss())
        .isCloseTo(train(plain, StepMonitor.silent()).loss(), Offset.offset(1e-4));
  }

  @Test
  void consistencyTellsWhichShareOfThePoolsPatchesHadALabel() throws Exception {
    TrainingResult none = train(withTraining(consistent(Math.nextDown(1.0))), StepMonitor.silent());
    TrainingResult all = train(withTraining(consistent(0)), StepMonitor.silent());

    assertThat(none.confident()).isZero();
    assertThat(all.confident()).isEqualTo(1);
    assertThat(train(plan(2, 2e-3), StepMonitor.silent()).confident()).isNull();
    assertThat(bytes(all)).isNotEqualTo(bytes(none));
  }

  private static TrainingSpec consistent(double threshold) {
    return new TrainingSpec(
        2,
        null,
        8,
        2e-3,
        1e-3,
        "uniform",
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        new ConsistencySpec(1, threshold, 1));
  }

  @Test
  void noiseIsAFactorOnTheStrengthsOfAugmentation() throws Exception {
    TrainingSpec noisy =
        new TrainingSpec(
            2, null, 8, 2e-3, 1e-3, "uniform", null, null, null, null, null, null, 2.0, null, null);
    TrainingSpec plain = new TrainingSpec(2, null, 8, 2e-3, 1e-3, "uniform");
    AugmentSpec twice = new AugmentSpec(true, false, 0.2, 0.2, 0.4);

    assertThat(bytes(train(withTraining(noisy), StepMonitor.silent())))
        .isEqualTo(
            bytes(train(new TrainingPlan("teacher", 1, plain, twice, HALF), StepMonitor.silent())))
        .isNotEqualTo(bytes(train(withTraining(plain), StepMonitor.silent())));
  }

  @Test
  void progressEndsAtTheLastUpdate() throws Exception {
    Recorder recorder = new Recorder(Integer.MAX_VALUE);

    train(plan(3, 2e-3), recorder);

    StepProgress last = recorder.told.getLast();
    assertThat(last.done()).isEqualTo(9);
    assertThat(last.total()).isEqualTo(9);
    assertThat(last.epoch()).isEqualTo(3);
    assertThat(last.epochs()).isEqualTo(3);
    assertThat(last.secondsLeft()).isZero();
    assertThat(last.imagesPerSecond()).isPositive();
  }

  @Test
  void stopsBetweenTwoUpdatesWhenToldTo() {
    Recorder recorder = new Recorder(4);

    assertThatThrownBy(() -> train(plan(3, 2e-3), recorder))
        .isInstanceOf(StepStoppedException.class);
    assertThat(recorder.checks).isEqualTo(5);
  }

  @Test
  void aDivergingLossEndsTheStepNamingUpdateAndLearningRate() {
    assertThatThrownBy(() -> train(plan(30, 1e30), StepMonitor.silent()))
        .isInstanceOf(StepFailure.class)
        .hasMessageContaining("teacher diverged")
        .hasMessageContaining("of 90")
        .hasMessageContaining("learningRate")
        .extracting(failure -> ((StepFailure) failure).type())
        .isEqualTo(FailureTypes.DIVERGED);
  }

  @Test
  void stoppedAfterAnyUpdateItGoesOnToTheSameBytes() throws Exception {
    TrainingPlan plan = withTraining(everything());
    TrainingResult undisturbed = train(plan, StepMonitor.silent());

    for (int updates = 1; updates < undisturbed.updates(); updates++) {
      MemoryStore store = new MemoryStore();
      Recorder stopping = new Recorder(updates);
      assertThatThrownBy(() -> train(plan, store, NEVER, stopping))
          .isInstanceOf(StepStoppedException.class);
      Recorder rest = new Recorder(Integer.MAX_VALUE);

      TrainingResult resumed = train(plan, store, NEVER, rest);

      assertThat(bytes(resumed)).as("stopped after %d", updates).isEqualTo(bytes(undisturbed));
      assertThat(resumed.loss()).isEqualTo(undisturbed.loss());
      assertThat(resumed.images()).isEqualTo(undisturbed.images());
      assertThat(resumed.confident()).isEqualTo(undisturbed.confident());
      assertThat(rest.checks).isEqualTo(undisturbed.updates() - updates);
    }
  }

  @Test
  void keepingCheckpointsChangesNothing() throws Exception {
    CheckpointRhythm eachUpdate = new CheckpointRhythm(Duration.ofDays(1), 1);
    MemoryStore store = new MemoryStore();

    byte[] kept = bytes(train(plan(3, 2e-3), store, eachUpdate, StepMonitor.silent()));

    assertThat(kept).isEqualTo(bytes(train(plan(3, 2e-3), StepMonitor.silent())));
    assertThat(store.list("checkpoints/").stream().filter(path -> !path.contains("start-")))
        .extracting(path -> path.substring(path.lastIndexOf('/') + 1))
        .containsExactly("000000000007", "000000000008");
  }

  @Test
  void noArrayIsLeftOpenOverFiftyEpochsAndTenTrainings() throws Exception {
    TrainingSpec everything =
        new TrainingSpec(
            50,
            null,
            8,
            2e-3,
            1e-3,
            "balanced",
            0.2,
            0.5,
            0.1,
            null,
            0.8,
            null,
            1.5,
            0.4,
            CONSISTENT);
    CheckpointRhythm often = new CheckpointRhythm(Duration.ofDays(1), 20);
    train(plan(1, 2e-3), StepMonitor.silent());
    int before = LiveArrays.count();
    Recorder epochs = new Recorder(Integer.MAX_VALUE);

    train(withTraining(everything), new MemoryStore(), often, epochs);
    assertThat(LiveArrays.count()).as("after 50 epochs").isEqualTo(before);
    assertThat(epochs.live).hasSize(150);
    assertThat(epochs.live.getFirst()).as("while it trains").isGreaterThan(before);
    assertThat(Set.copyOf(epochs.live)).as("between two updates").hasSize(1);

    for (int training = 0; training < 10; training++) {
      train(plan(2, 2e-3), new MemoryStore(), often, StepMonitor.silent());
      assertThat(LiveArrays.count()).as("after training %d", training).isEqualTo(before);
    }
  }

  @Test
  void aDivergingStepNamesItsLastGoodCheckpoint() {
    CheckpointRhythm eachUpdate = new CheckpointRhythm(Duration.ofDays(1), 1);

    assertThatThrownBy(
            () -> train(plan(30, 1e6), new MemoryStore(), eachUpdate, StepMonitor.silent()))
        .isInstanceOf(StepFailure.class)
        .hasMessageContaining("last good checkpoint: checkpoints/" + KEY + "/chain.");
  }

  private static TrainingResult train(TrainingPlan plan, StepMonitor monitor)
      throws InterruptedException, IOException {
    return train(plan, new MemoryStore(), NEVER, monitor);
  }

  private static TrainingResult train(
      TrainingPlan plan, ArtifactStore store, CheckpointRhythm rhythm, StepMonitor monitor)
      throws InterruptedException, IOException {
    NetworkState fresh = Initialisation.draw(NETWORK, plan.seed(), plan.purpose());
    CheckpointFolder folder = new CheckpointFolder(store, KEY, "chain");
    Checkpoint checkpoint = folder.begin(plan.purpose()).orElse(null);
    long from = checkpoint == null ? 0 : checkpoint.update();
    CheckpointKeeper keeper = new CheckpointKeeper(folder, from, rhythm, new SimpleMeterRegistry());
    return loop(plan).run(fresh, checkpoint, keeper, monitor);
  }

  private static TrainingResult train(TrainingPlan plan, NetworkState start)
      throws InterruptedException, IOException {
    CheckpointFolder folder = new CheckpointFolder(new MemoryStore(), KEY, "chain");
    CheckpointKeeper keeper = new CheckpointKeeper(folder, 0, NEVER, new SimpleMeterRegistry());
    return loop(plan).run(start, null, keeper, StepMonitor.silent());
  }

  private static TrainingLoop loop(TrainingPlan plan) {
    TrainingMeters meters = new TrainingMeters(new SimpleMeterRegistry(), "trainTeacher");
    TrainingSet set = stripes();
    UnlabelledPool pool = new UnlabelledPool(set.ids(), set.side(), set.pixels());
    return new TrainingLoop(plan, set, pool, meters);
  }

  private static TrainingPlan plan(int epochs, double rate) {
    TrainingSpec training = new TrainingSpec(epochs, null, 8, rate, 1e-3, "uniform");
    return new TrainingPlan("teacher", 1, training, augment(), HALF);
  }

  private static TrainingPlan options(
      @Nullable Double warmup,
      @Nullable Double clip,
      @Nullable Double smoothing,
      @Nullable Double temperature,
      @Nullable Double ema) {
    return withTraining(
        new TrainingSpec(
            2, null, 8, 2e-3, 1e-3, "uniform", warmup, clip, smoothing, temperature, ema, null));
  }

  private static TrainingSpec everything() {
    return new TrainingSpec(
        3, null, 8, 2e-3, 1e-3, "balanced", 0.2, 0.5, 0.1, null, 0.8, null, 1.5, 0.4, CONSISTENT);
  }

  private static TrainingPlan withTraining(TrainingSpec training) {
    return new TrainingPlan("teacher", 1, training, augment(), HALF);
  }

  private static AugmentSpec augment() {
    return new AugmentSpec(true, false, 0.1, 0.1, 0.2);
  }

  private static byte[] bytes(TrainingResult result) {
    return SafetensorsFile.write(result.state().named());
  }

  /** Horizontal and vertical stripes with noise. */
  private static TrainingSet stripes() {
    int size = 24;
    byte[] pixels = new byte[size * 3 * SIDE * SIDE];
    float[][] targets = new float[size][2];
    Draw draw = Draw.of(1, "stripes");
    for (int place = 0; place < pixels.length; place++) {
      int patch = place / (3 * SIDE * SIDE);
      int pixel = place / 3 % (SIDE * SIDE);
      int line = patch % 2 == 0 ? pixel / SIDE : pixel % SIDE;
      pixels[place] = (byte) ((line % 4 < 2 ? 60 : 180) + draw.below(40));
      targets[patch][patch % 2] = 1;
    }
    List<String> ids = IntStream.range(0, size).mapToObj(index -> "patch-" + index).toList();
    return new TrainingSet(ids, SIDE, MemorySegment.ofArray(pixels), targets);
  }

  private static final class Recorder implements StepMonitor {
    private final List<StepProgress> told = new ArrayList<>();
    private final List<Integer> live = new ArrayList<>();
    private final int lastCheck;
    private int checks;

    Recorder(int lastCheck) {
      this.lastCheck = lastCheck;
    }

    @Override
    public void progress(StepProgress progress) {
      told.add(progress);
    }

    @Override
    public void check() {
      live.add(LiveArrays.count());
      if (++checks > lastCheck) {
        throw new StepStoppedException("enough");
      }
    }
  }
}
