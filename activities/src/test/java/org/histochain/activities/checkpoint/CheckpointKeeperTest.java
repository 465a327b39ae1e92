package org.histochain.activities.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.time.Duration;
import org.histochain.activities.artifact.ArtifactStore;
import org.histochain.activities.artifact.ForwardingStore;
import org.histochain.activities.artifact.MemoryStore;
import org.histochain.activities.artifact.StoreRefusedException;
import org.histochain.activities.artifact.StoreUnavailableException;
import org.histochain.activities.step.StepMonitor;
import org.histochain.activities.step.StepStoppedException;
import org.histochain.activities.step.StoppingMonitor;
import org.junit.jupiter.api.Test;

class CheckpointKeeperTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final StepMonitor WATCHED = StepMonitor.silent();

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final MemoryStore store = new MemoryStore();
  private long now = 1_000;
  private Duration slept = Duration.ZERO;

  @Test
  void oneIsDueOnceTheIntervalIsOver() {
    CheckpointKeeper keeper = keeper(store, new CheckpointRhythm(MINUTE, Long.MAX_VALUE));

    pass(MINUTE.minusNanos(1));
    assertThat(keeper.isDue(50)).isFalse();
    pass(Duration.ofNanos(1));
    assertThat(keeper.isDue(50)).isTrue();
    assertThat(keeper.isDue(0)).as("nothing new").isFalse();
  }

  @Test
  void oneIsDueAfterSoManyUpdates() throws Exception {
    CheckpointKeeper keeper = keeper(store, new CheckpointRhythm(MINUTE, 10));

    assertThat(keeper.isDue(9)).isFalse();
    assertThat(keeper.isDue(10)).isTrue();
    keeper.keep(() -> Checkpoints.at(10), WATCHED);
    assertThat(keeper.isDue(19)).isFalse();
    assertThat(keeper.isDue(20)).isTrue();
  }

  @Test
  void writingTakesAFiftiethOfTheTimeAtMost() throws Exception {
    ArtifactStore slow = new PassingTime(Duration.ofSeconds(3));
    CheckpointKeeper keeper = keeper(slow, new CheckpointRhythm(MINUTE, Long.MAX_VALUE));

    keeper.keep(() -> Checkpoints.at(10), WATCHED);

    pass(Duration.ofSeconds(149));
    assertThat(keeper.isDue(20)).isFalse();
    pass(Duration.ofSeconds(1));
    assertThat(keeper.isDue(20)).isTrue();
    assertThat(meters.get("histochain.checkpoint").tag("outcome", "kept").timer().count()).isOne();
  }

  @Test
  void theFirstOfALargeNetworkWaitsToo() {
    CheckpointKeeper keeper =
        keeper(store, new CheckpointRhythm(MINUTE, 1_000)).expecting(300_000_000);

    pass(Duration.ofSeconds(149));
    assertThat(keeper.isDue(20)).isFalse();
    assertThat(keeper.isDue(1_000)).as("so many updates are lost however long it takes").isTrue();
    pass(Duration.ofSeconds(1));
    assertThat(keeper.isDue(20)).isTrue();
  }

  @Test
  void trainingStandsStillWhileTheStoreIsAwayThenGivesUp() throws Exception {
    Unreachable away = new Unreachable();
    CheckpointKeeper keeper = keeper(away, new CheckpointRhythm(MINUTE, 10));
    keeper.keep(() -> Checkpoints.at(10), WATCHED);
    away.gone = true;

    assertThatThrownBy(() -> keeper.keep(() -> Checkpoints.at(20), WATCHED))
        .isInstanceOf(StoreUnavailableException.class);

    assertThat(slept).isEqualTo(Duration.ofMinutes(5));
    assertThat(keeper.lastGood().orElseThrow()).endsWith("/000000000010");
  }

  @Test
  void aStoreThatComesBackWhileTrainingStandsStillCostsNoUpdate() throws Exception {
    Unreachable away = new Unreachable();
    CheckpointKeeper keeper = keeper(away, new CheckpointRhythm(MINUTE, 10));
    away.gone = true;
    away.backAfter = Duration.ofMinutes(4);

    keeper.keep(() -> Checkpoints.at(10), WATCHED);

    assertThat(slept).isEqualTo(Duration.ofMinutes(4));
    assertThat(keeper.lastGood().orElseThrow()).endsWith("/000000000010");
    assertThat(meters.get("histochain.checkpoint").tag("outcome", "kept").timer().count()).isOne();
  }

  @Test
  void whoStandsStillStopsWhenToldTo() {
    Unreachable away = new Unreachable();
    CheckpointKeeper keeper = keeper(away, new CheckpointRhythm(MINUTE, 10));
    away.gone = true;

    assertThatThrownBy(() -> keeper.keep(() -> Checkpoints.at(10), new StoppingMonitor(0)))
        .isInstanceOf(StepStoppedException.class);
    assertThat(slept).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void aStoreThatRefusesIsNotWaitedForAndEndsTheAttemptTheThirdTime() throws Exception {
    Unreachable away = new Unreachable();
    CheckpointKeeper keeper = keeper(away, new CheckpointRhythm(MINUTE, 10));
    away.refuses = true;
    keeper.keep(() -> Checkpoints.at(10), WATCHED);
    keeper.keep(() -> Checkpoints.at(20), WATCHED);

    assertThatThrownBy(() -> keeper.keep(() -> Checkpoints.at(30), WATCHED))
        .isInstanceOf(StoreRefusedException.class);
    assertThat(slept).isZero();
  }

  @Test
  void aStoreThatTakesOneAgainMakesGood() throws Exception {
    Unreachable away = new Unreachable();
    CheckpointKeeper keeper = keeper(away, new CheckpointRhythm(MINUTE, 10));
    for (int round = 0; round < 3; round++) {
      long update = 100 * round;
      away.refuses = true;
      keeper.keep(() -> Checkpoints.at(update + 10), WATCHED);
      keeper.keep(() -> Checkpoints.at(update + 20), WATCHED);
      away.refuses = false;
      keeper.keep(() -> Checkpoints.at(update + 30), WATCHED);
    }

    assertThat(keeper.lastGood().orElseThrow()).endsWith("/000000000230");
  }

  @Test
  void whoLeavesKeepsHowFarItCameUnlessThatIsKept() throws IOException {
    CheckpointKeeper keeper = keeper(store, new CheckpointRhythm(MINUTE, 10));

    keeper.leave(0, () -> Checkpoints.at(1));
    assertThat(store.list("checkpoints/")).isEmpty();
    keeper.leave(7, () -> Checkpoints.at(7));
    assertThat(store.list("checkpoints/")).singleElement().asString().endsWith("/000000000007");
  }

  private CheckpointKeeper keeper(ArtifactStore to, CheckpointRhythm rhythm) {
    CheckpointFolder folder = new CheckpointFolder(to, Checkpoints.KEY, "chain");
    return new CheckpointKeeper(
        folder, 0, rhythm, meters, () -> now, new StorePatience(() -> now, this::sleep));
  }

  private void sleep(Duration time) {
    slept = slept.plus(time);
    pass(time);
  }

  private void pass(Duration time) {
    now += time.toNanos();
  }

  private final class PassingTime extends ForwardingStore {
    private final Duration time;

    PassingTime(Duration time) {
      super(store);
      this.time = time;
    }

    @Override
    public void put(String path, byte[] content) throws IOException {
      pass(time);
      super.put(path, content);
    }
  }

  private final class Unreachable extends ForwardingStore {
    private boolean gone;
    private boolean refuses;
    private Duration backAfter = Duration.ofDays(1);

    Unreachable() {
      super(store);
    }

    @Override
    public void put(String path, byte[] content) throws IOException {
      if (refuses) {
        throw new StoreRefusedException("the store refuses");
      }
      if (gone && slept.compareTo(backAfter) < 0) {
        throw new StoreUnavailableException("the store is away", new IOException("refused"));
      }
      super.put(path, content);
    }
  }
}
