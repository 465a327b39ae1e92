package org.histochain.activities.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import org.histochain.activities.artifact.StoreRefusedException;
import org.histochain.activities.artifact.StoreUnavailableException;
import org.histochain.activities.step.StepMonitor;
import org.histochain.activities.step.StepStoppedException;
import org.histochain.activities.step.StoppingMonitor;
import org.junit.jupiter.api.Test;

class StorePatienceTest {
  private static final StepMonitor WATCHED = StepMonitor.silent();

  private Duration slept = Duration.ZERO;
  private final StorePatience patience =
      new StorePatience(() -> slept.toNanos(), time -> slept = slept.plus(time));

  @Test
  void aStoreThatIsThereIsNotWaitedFor() throws Exception {
    assertThat(taken(Duration.ZERO, WATCHED)).isEqualTo("taken");
    assertThat(slept).isZero();
  }

  @Test
  void waitsForAStoreThatIsAwayForMinutes() throws Exception {
    assertThat(taken(Duration.ofSeconds(299), WATCHED)).isEqualTo("taken");
    assertThat(slept).isEqualTo(Duration.ofSeconds(299));
  }

  @Test
  void givesUpAfterFiveMinutes() {
    assertThatThrownBy(() -> taken(Duration.ofDays(1), WATCHED))
        .isInstanceOf(StoreUnavailableException.class)
        .hasMessage("the store is away");
    assertThat(slept).isEqualTo(Duration.ofMinutes(5));
  }

  @Test
  void stopsWhenToldTo() {
    assertThatThrownBy(() -> taken(Duration.ofDays(1), new StoppingMonitor(2)))
        .isInstanceOf(StepStoppedException.class);
    assertThat(slept).isEqualTo(Duration.ofSeconds(3));
  }

  @Test
  void aStoreThatRefusesIsNotAskedAgain() {
    assertThatThrownBy(
            () ->
                patience.insist(
                    "it",
                    () -> {
                      throw new StoreRefusedException("the store refuses");
                    },
                    WATCHED))
        .isInstanceOf(StoreRefusedException.class);
    assertThat(slept).isZero();
  }

  private String taken(Duration after, StepMonitor monitor)
      throws IOException, InterruptedException {
    return patience.insist(
        "it",
        () -> {
          if (slept.compareTo(after) < 0) {
            throw new StoreUnavailableException("the store is away", new IOException("refused"));
          }
          return "taken";
        },
        monitor);
  }
}
